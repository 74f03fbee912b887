"""Masked by default, shown with a reason and a trace, taken out, erased for ever."""

from datetime import date

import pytest
from django.urls import reverse

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.models import Entry
from yinli.base.history.wording import field_label
from yinli.base.personal import actions, keystore
from yinli.base.personal.actions import Erased, NoReason, Reason
from yinli.base.personal.copies import OF_THE_PROGRAM
from yinli.base.personal.holders import people_holders
from yinli.base.personal.models import AccessLog, Subject
from yinli.domain.enterprises.actions import add_contact, add_enterprise, edit_contact
from yinli.domain.enterprises.models import Contact
from yinli.domain.talents.actions import add_talent
from yinli.domain.talents.models import Talent

PHONE = "13812345678"
WHY = {"reason": "call_back", "words": ""}


@pytest.fixture
def contact(cast):
    enterprise, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer)
    return add_contact(
        enterprise, "沈一鸣", by=cast.north_officer, title="总经理", phone=PHONE, email="shen@example.com"
    )


@pytest.fixture
def talent(cast):
    return add_talent("顾明远", "digest", by=cast.talent_officer, level="doctor")[0]


def show(contact, field="phone"):
    return reverse("personal:show", args=["enterprises.contact", contact.pk, field])


def text(response):
    return response.content.decode()


def test_pages_show_the_mask_and_never_the_number(client, cast, contact):
    client.force_login(cast.north_officer)
    for page in (
        reverse("enterprises:detail", args=[contact.enterprise.number]),
        reverse("personal:person", args=[contact.subject_id]),
        reverse("enterprises:edit_contact", args=[contact.enterprise.number, contact.pk]),
    ):
        assert "138****5678" in text(client.get(page))
        assert PHONE not in text(client.get(page))


def test_a_number_is_shown_once_with_a_reason_and_leaves_a_trace(client, cast, contact):
    client.force_login(cast.north_officer)
    assert PHONE not in text(client.get(show(contact), headers={"HX-Request": "true"}))
    shown = client.post(show(contact), WHY, headers={"HX-Request": "true"})
    assert PHONE in text(shown)
    assert "no-store" in shown["Cache-Control"]
    log = AccessLog.objects.get()
    assert (log.by, log.act, log.field, log.reason) == (
        cast.north_officer,
        "revealed",
        "contact.phone",
        "call_back",
    )
    page = text(client.get(reverse("personal:person", args=[contact.subject_id])))
    assert "林晓" in page
    assert PHONE not in page


@pytest.mark.parametrize(
    "given", [{}, {"reason": "curious"}, {"reason": "other"}, {"reason": "verify", "words": PHONE}]
)
def test_without_a_good_reason_nothing_is_shown(client, cast, contact, given):
    client.force_login(cast.north_officer)
    answer = client.post(show(contact), given)
    assert answer.status_code == 422
    assert "138****" not in text(answer) or PHONE not in text(answer).replace(given.get("words", "-"), "")
    assert not AccessLog.objects.exists()


def test_who_may_not_see_the_person_is_told_of_none(client, cast, contact):
    client.force_login(cast.south_officer)
    assert client.get(reverse("personal:person", args=[contact.subject_id])).status_code == 404
    assert client.post(show(contact), WHY).status_code == 404
    client.force_login(cast.auditor)
    assert client.get(reverse("personal:person", args=[contact.subject_id])).status_code == 200
    assert client.post(show(contact), WHY).status_code == 403
    assert not AccessLog.objects.exists()


def test_names_and_unknown_fields_have_nothing_to_show(client, cast, contact):
    client.force_login(cast.north_officer)
    assert client.post(show(contact, "name"), WHY).status_code == 404
    assert client.post(show(contact, "enterprise"), WHY).status_code == 404


def test_the_access_log_is_only_ever_added_to(cast, contact):
    from django.db import InternalError, ProgrammingError, transaction

    actions.reveal(contact, "phone", Reason("verify"), by=cast.north_officer)
    for change in (lambda: AccessLog.objects.update(reason="x"), lambda: AccessLog.objects.all().delete()):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()


def test_a_changed_number_is_encrypted_and_found_by_its_new_spelling(cast, contact):
    edit_contact(contact, by=cast.north_officer, phone="139 8765 4321")
    fresh = Contact.objects.get()
    assert fresh.phone.reveal() == "139 8765 4321"
    kept = Entry.objects.get(action="enterprise.edit_contact")
    assert kept.before["phone"].startswith("p1:") and kept.after["phone"].startswith("p1:")
    with pytest.raises(NotAllowed):
        edit_contact(contact, by=cast.south_officer, phone="139 8765 4321")


def test_a_person_is_given_a_copy_of_everything_and_the_log_says_so(client, cast, contact):
    client.force_login(cast.bureau_person)
    address = reverse("personal:take_out", args=[contact.subject_id])
    held = client.post(address, {"reason": "asked_by_person"}).json()
    assert PHONE in held["记录"][0].values()
    assert AccessLog.objects.get().act == "exported"
    client.force_login(cast.north_officer)
    assert client.post(address, {"reason": "asked_by_person"}).status_code == 403


def test_the_copy_is_in_words_and_holds_ones_own_history_and_the_reasons_given(client, cast, contact):
    add_contact(contact.enterprise, "顾青", by=cast.north_officer, title="董事长")
    edit_contact(contact, by=cast.north_officer, phone="13987654321")
    actions.reveal(contact, "phone", Reason("other", "约时间"), by=cast.north_officer)
    client.force_login(cast.bureau_person)
    address = reverse("personal:take_out", args=[contact.subject_id])
    held = client.post(address, {"reason": "asked_by_person"}).json()
    assert [line["事项"] for line in held["变更记录"]] == ["联系人已修改", "添加联系人"]
    [change] = held["变更记录"][0]["变更"]
    assert (change["变更前"], change["变更后"]) == (PHONE, "13987654321")
    assert "约时间" in held["访问记录"][1]["原因"] and held["访问记录"][1]["内容"] == "电话"
    assert "顾青" not in str(held) and "青禾半导体有限公司" in str(held)
    client.post("/i18n/setlang/", {"language": "en"})
    assert "Records" in client.post(address, {"reason": "asked_by_person"}).json()


def test_every_value_of_a_person_has_a_name_in_chinese():
    unnamed = {
        (holder.key, field.name)
        for holder in people_holders()
        for field in holder.model._meta.concrete_fields
        if field.name not in (*OF_THE_PROGRAM, "created_at") and field_label(holder.key, field.name).isascii()
    }
    assert unnamed == set()


def erased(client, subject_id, capture):
    with capture(execute=True):
        given = {"reason": "asked_by_person", "sure": "on"}
        return client.post(reverse("personal:erase", args=[subject_id]), given)


def test_erasing_destroys_the_key_and_leaves_the_row(
    client, cast, contact, django_capture_on_commit_callbacks
):
    client.force_login(cast.bureau_person)
    page = text(client.get(reverse("personal:erase", args=[contact.subject_id])))
    assert "青禾半导体" in page
    erased(client, contact.subject_id, django_capture_on_commit_callbacks)
    assert not keystore.is_live(contact.subject_id)
    fresh = Contact.objects.get()
    assert fresh.phone.is_erased and fresh.name_mark is None
    assert Subject.objects.get().marks == []
    assert "沈一鸣" not in text(client.get(reverse("enterprises:detail", args=[contact.enterprise.number])))
    assert client.post(show(contact), WHY).status_code in (409, 410)
    assert AccessLog.objects.filter(act="erased").exists()
    with pytest.raises(Erased):
        actions.erase(
            fresh.subject, Reason("purpose_over"), by=cast.bureau_person, now=fresh.subject.created_at
        )


def test_nothing_is_offered_of_somebody_who_was_erased_and_its_addresses_say_so(
    client, cast, contact, talent, django_capture_on_commit_callbacks
):
    for person, subject in (
        (cast.bureau_person, contact.subject_id),
        (cast.talent_officer, talent.subject_id),
    ):
        client.force_login(person)
        erased(client, subject, django_capture_on_commit_callbacks)
    edit = reverse("talents:edit", args=[talent.number])
    assert client.get(edit).status_code == 410
    assert edit not in text(client.get(reverse("talents:detail", args=[talent.number])))
    client.force_login(cast.bureau_person)
    at = reverse("enterprises:detail", args=[contact.enterprise.number])
    shut = reverse("enterprises:edit_contact", args=[contact.enterprise.number, contact.pk])
    assert shut not in text(client.get(at))
    for address in (shut, show(contact), reverse("personal:erase", args=[contact.subject_id])):
        told = client.get(address)
        assert (told.status_code, "已被抹除" in text(told)) == (410, True), address
    given = {"reason": "asked_by_person"}
    assert client.post(reverse("personal:take_out", args=[contact.subject_id]), given).status_code == 410


def test_no_reason_is_chosen_beforehand(client, cast, contact):
    client.force_login(cast.bureau_person)
    for page in (show(contact), reverse("personal:erase", args=[contact.subject_id])):
        assert '<option value="" selected>请选择</option>' in text(client.get(page))
        assert "请选择原因" in text(client.post(page, {"reason": "", "sure": "on"}))
    assert not AccessLog.objects.exists()


def test_only_who_may_erases_and_only_with_a_reason(client, cast, contact):
    now = contact.subject.created_at
    with pytest.raises(NotAllowed):
        actions.erase(contact.subject, Reason("purpose_over"), by=cast.north_officer, now=now)
    with pytest.raises(NoReason):
        actions.erase(contact.subject, Reason("tidy"), by=cast.bureau_person, now=now)
    client.force_login(cast.bureau_person)
    page = reverse("personal:erase", args=[contact.subject_id])
    assert client.post(page, {"reason": "purpose_over"}).status_code == 422
    assert keystore.is_live(contact.subject_id)


def test_a_refused_erasure_destroys_no_key(cast, contact):
    from django.db import transaction

    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        actions.erase(
            contact.subject, Reason("purpose_over"), by=cast.bureau_person, now=contact.subject.created_at
        )
        raise Stop
    assert Contact.objects.get().phone.reveal() == PHONE


def test_an_erasure_cut_off_by_a_crash_is_finished(cast, contact):
    actions.erase(
        contact.subject, Reason("purpose_over"), by=cast.bureau_person, now=contact.subject.created_at
    )
    # The process died here: the row says erased, the key is still there.
    assert keystore.is_live(contact.subject_id)
    assert actions.finish_erasures(by=SYSTEM) == 1
    assert not keystore.is_live(contact.subject_id)
    assert actions.finish_erasures(by=SYSTEM) == 0


def test_an_erased_talent_stays_counted_and_the_next_import_is_somebody_new(
    client, cast, talent, django_capture_on_commit_callbacks
):
    client.force_login(cast.talent_officer)
    erased(client, talent.subject_id, django_capture_on_commit_callbacks)
    assert "顾明远" not in text(client.get("/talents/"))
    assert client.get(reverse("talents:detail", args=[talent.number])).status_code == 200
    again, is_new = add_talent("顾明远", "digest", by=cast.talent_officer, level="doctor")
    assert is_new and Talent.objects.count() == 2


def test_terms_are_kept_and_what_is_over_is_listed(client, cast, contact):
    client.force_login(cast.bureau_person)
    past = reverse("personal:past_retention")
    assert "沈一鸣" not in text(client.get(past))
    given = {"purpose": "investment", "consent_on": "2024-01-01", "keep_until": "2025-01-01"}
    client.post(reverse("personal:terms", args=[contact.subject_id]), given)
    assert Subject.objects.get().keep_until == date(2025, 1, 1)
    assert "沈一鸣" in text(client.get(past))
    client.force_login(cast.south_officer)
    assert client.get(past).status_code == 403


def test_without_a_day_of_its_own_the_period_of_the_purpose_counts(client, cast, contact):
    from datetime import timedelta

    Subject.objects.update(created_at=contact.subject.created_at - timedelta(days=365 * 3 + 40))
    client.force_login(cast.bureau_person)
    assert "沈一鸣" in text(client.get(reverse("personal:past_retention")))
