"""Pages of talents: a person once, introduced on a ground, put forward; nobody's number is kept."""

from datetime import date

import pytest
from django.urls import reverse

from yinli.base.accounts.models import SYSTEM
from yinli.base.personal.actions import open_subject
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.talents import actions
from yinli.domain.talents.models import Certificate, Talent
from yinli.domain.talents.rules import WrongIdentity, cleaned_identity, identity_sign

ADD = "/talents/add/"
IDENTITY = "11010519491231002" + identity_sign("11010519491231002")


@pytest.fixture
def talent(cast):
    employer, _ = add_enterprise("青禾半导体", by=cast.talent_officer)
    person, _ = actions.add_talent(
        "顾明远",
        actions.person_key(IDENTITY),
        by=cast.talent_officer,
        level="doctor",
        degree="博士",
        employer=employer,
    )
    return person


def at(name, talent, *args):
    return reverse(f"talents:{name}", args=[talent.number, *args])


def text(response):
    return response.content.decode()


def test_a_person_is_written_down_once_and_the_number_is_not_kept(client, cast):
    client.force_login(cast.talent_officer)
    form = {"name": "顾明远", "identity": IDENTITY.lower(), "level": "doctor"}
    for _ in range(2):
        assert client.post(ADD, form).status_code == 302
    person = Talent.objects.get()
    assert IDENTITY not in person.person_key and len(person.person_key) == 64


def test_a_wrong_number_is_refused_and_the_form_keeps_the_rest(client, cast):
    client.force_login(cast.talent_officer)
    wrong = IDENTITY[:17] + ("1" if IDENTITY[17] != "1" else "2")
    answer = client.post(ADD, {"name": "顾明远", "identity": wrong, "level": "doctor"})
    assert answer.status_code == 422 and "顾明远" in text(answer)


def test_an_identity_number_or_a_passport_is_taken():
    assert cleaned_identity("e1234 5678") == "E12345678"
    with pytest.raises(WrongIdentity):
        cleaned_identity("123")


def test_a_degree_counts_only_with_the_first_local_insurance(client, cast, talent):
    client.force_login(cast.talent_officer)
    form = {"introduced_on": "2026-03-01", "ground": "degree_insured", "seen": talent.version}
    assert client.post(at("introduce", talent), form).status_code == 422
    talent = actions.edit_talent(talent, by=cast.talent_officer, seen=1, first_insured_on=date(2026, 3, 1))
    assert client.post(at("introduce", talent), {**form, "seen": talent.version}).status_code == 302
    talent.refresh_from_db()
    assert talent.introduced_on == date(2026, 3, 1)


def test_a_person_is_put_forward_and_shortlisted(client, cast, talent):
    client.force_login(cast.talent_officer)
    form = {
        "programme": "领军人才",
        "programme_level": "national",
        "batch": "2026",
        "submitted_on": "2026-05-01",
    }
    assert "领军人才" in text(client.post(at("nominate", talent), form, follow=True))
    assert client.post(at("nominate", talent), form).status_code == 422, "once a batch"
    row = talent.nominations.get()
    seen = Talent.objects.get().version
    assert (
        client.post(at("settle", talent, row.pk), {"result": "shortlisted", "seen": seen}).status_code == 422
    )
    done = {"result": "shortlisted", "shortlisted_on": "2026-06-01", "seen": seen}
    assert client.post(at("settle", talent, row.pk), done).status_code == 302
    row.refresh_from_db()
    assert row.result == "shortlisted"


def test_the_enterprise_shows_its_people_to_those_who_may(client, cast, talent):
    page = reverse("enterprises:detail", args=[talent.employer.number])
    client.force_login(cast.talent_officer)
    assert "顾明远" in text(client.get(page))
    client.force_login(cast.south_officer)
    assert "顾明远" not in text(client.get(page))


def test_an_officer_of_another_unit_and_an_agent_find_nobody(client, cast, talent):
    for person in (cast.south_officer, cast.agent):
        client.force_login(person)
        assert client.get(at("detail", talent)).status_code == 404


def test_an_auditor_reads_and_cannot_write(client, cast, talent):
    client.force_login(cast.auditor)
    assert client.get(at("detail", talent)).status_code == 200
    for name in ("edit", "introduce", "nominate"):
        assert client.get(at(name, talent)).status_code == 403


def test_the_certificate_file_is_open_to_those_who_count_it(client, cast):
    Certificate.objects.create(
        subject=open_subject("certificate", {"name": "马一飞"}, by=SYSTEM),
        number="S1",
        person_key="k",
        holder="马一飞",
        occupation="电工",
        level=3,
        issued_on=date(2026, 4, 1),
        valid=False,
    )
    client.force_login(cast.talent_officer)
    assert "马一飞" in text(client.get(reverse("talents:certificates")))
    assert "马一飞" not in text(client.get(reverse("talents:certificates"), {"valid": "on"}))
    client.force_login(cast.north_officer)
    assert client.get(reverse("talents:certificates")).status_code == 403


def test_the_list_is_searched_by_pinyin_and_narrowed(client, cast, talent):
    client.force_login(cast.talent_officer)
    assert "顾明远</a>" in text(client.get("/talents/", {"q": "gmy"}))
    assert "顾明远</a>" not in text(client.get("/talents/", {"introduced": "on"}))


def test_the_pages_need_few_queries(client, cast, talent, django_assert_max_num_queries):
    client.force_login(cast.talent_officer)
    pages = [at(name, talent) for name in ("detail", "edit", "introduce", "nominate")]
    for address in ("/talents/", "/talents/certificates/", ADD, *pages):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
