"""The pages: figures that open to their values, a rule with its sentence, a switch that says what it costs."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from yinli.base.personal.actions import Reason, erase
from yinli.desk.learning.models import LearnedName, Switch, Verdict
from yinli.desk.learning.tests.test_switching import NOW
from yinli.domain.enterprises.models import Contact


@pytest.fixture
def bureau(client, cast, decided):
    client.force_login(cast.bureau_person)
    return client


def page(client, name, *args, **query):
    address = reverse(f"learning:{name}", args=args)
    return client.get(address, query, headers={"Accept-Language": "en"})


@pytest.mark.parametrize("tab", ["field", "rule", "entry"])
def test_the_figures_by_field_by_rule_and_by_word(bureau, tab):
    answer = page(bureau, "figures", by=tab)
    assert answer.status_code == 200
    assert {"field": "Visit: City", "rule": "event.visit", "entry": "公司"}[tab] in answer.content.decode()


def test_every_number_leads_to_as_many_values(bureau):
    for verdict in ("right", "corrected", "wrong", "missed"):
        told = page(bureau, "rows", figure=verdict, span="all").content.decode()
        many = Verdict.objects.filter(verdict=verdict).count()
        assert many and f"{many} record" in told and f"The figure counts {many} value" in told
        assert "protected" not in told


def test_what_is_asked_stays_in_the_address_of_every_figure(bureau):
    told = page(bureau, "figures", rule="event.visit", span="3").content.decode()
    assert "?rule=event.visit&amp;span=3&amp;figure=right&amp;field=visit.kind" in told
    assert page(bureau, "figures", rule="nothing").status_code == 200
    assert page(bureau, "rows", month="2026-99", span="x", figure="y", version="z").status_code == 200


def test_a_value_is_shown_with_what_became_of_it(bureau):
    told = page(bureau, "rows", field="visit.city", figure="corrected").content.decode()
    assert "杭州" in told and "宁波" in told


def test_somebody_who_may_not_open_the_document_is_told_that_it_counts(client, cast, decided):
    client.force_login(cast.south_officer)
    told = page(client, "rows", figure="right").content.decode()
    assert f"{Verdict.objects.filter(verdict='right').count()} of them are protected" in told
    assert "杭州" not in told


def test_a_rule_is_switched_off_with_a_reason_and_the_page_says_so(bureau):
    address = reverse("learning:switch", args=["event.visit"])
    assert "In the last written document" in page(bureau, "switch", "event.visit").content.decode()
    assert bureau.post(address, {"seen": 0, "reason": ""}).status_code == 422
    assert bureau.post(address, {"seen": 0, "reason": "Too often wrong"}).status_code == 302
    told = page(bureau, "rule", "event.visit").content.decode()
    assert "Too often wrong" in told and Switch.objects.get().is_off


def test_an_entry_has_its_page_too(bureau):
    assert page(bureau, "rule", "org.enterprise:公司").status_code == 200
    assert page(bureau, "switch", "org.enterprise:公司").status_code == 200
    assert page(bureau, "rule", "org.enterprise:云岚").status_code == 404
    assert bureau.get(f"/learning/rules/{quote('no.rule')}/").status_code == 404


def test_an_officer_sees_and_finds_no_switch(client, cast, decided):
    client.force_login(cast.north_officer)
    told = page(client, "rule", "event.visit").content.decode()
    assert reverse("learning:switch", args=["event.visit"]) not in told
    assert page(client, "switch", "event.visit").status_code == 403


def test_a_learned_name_is_forgotten_from_its_page_and_used_again(bureau):
    learned = LearnedName.objects.first()
    address = reverse("learning:name", args=[learned.pk])
    assert address in page(bureau, "names").content.decode()
    for is_forgotten in (True, False):
        assert bureau.get(address).status_code == 200
        assert bureau.post(address, {"reason": "Said by the firm"}).status_code == 302
        learned.alias.refresh_from_db()
        assert learned.alias.is_forgotten is is_forgotten


def test_a_district_in_which_nothing_was_judged_has_its_page(client, cast):
    client.force_login(cast.bureau_person)
    for tab in ("field", "rule", "entry"):
        assert page(client, "figures", by=tab).status_code == 200
    assert page(client, "rows").status_code == page(client, "names").status_code == 200
    assert page(client, "switch", "event.visit").status_code == 200


def test_the_page_is_found_from_intake(bureau):
    assert reverse("learning:figures") in bureau.get(reverse("intake:list")).content.decode()


def test_the_same_words_of_the_page_in_chinese(bureau):
    told = bureau.get(reverse("learning:figures"), headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "查准率" in told


def test_recall_is_not_claimed_of_a_single_rule(bureau):
    assert "recall" in page(bureau, "figures").content.decode()
    assert "figure=recall" not in page(bureau, "figures", rule="event.visit").content.decode()


def test_of_an_erased_person_the_rows_still_count_and_their_words_are_gone(bureau, cast):
    contact = Contact.objects.first()
    name, counted = contact.name.reveal(), Verdict.objects.count()
    assert name in page(bureau, "rows", field="contact.name").content.decode()
    erase(contact.subject, Reason("asked_by_person"), by=cast.bureau_person, now=NOW)
    told = page(bureau, "rows", field="contact.name").content.decode()
    assert name not in told and "某" in told
    assert Verdict.objects.count() == counted
