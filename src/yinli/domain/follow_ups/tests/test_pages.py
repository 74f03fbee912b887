"""Pages of follow-ups: asked, named, answered, closed; nobody sees another unit's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups import actions
from yinli.domain.follow_ups.models import FollowUp

ASK = "/follow-ups/ask/"
DUE = date(2027, 9, 1)


@pytest.fixture
def open_one(cast):
    """Asked by the bureau, no lead unit yet."""
    return actions.ask("梳理可供载体清单", by=cast.bureau_person, asked_of="相关板块和部门")


@pytest.fixture
def handed(cast, open_one):
    """The same, handed to the north section."""
    return actions.assign(open_one, cast.north, DUE, by=cast.bureau_person, seen=open_one.version)


def at(name, follow_up):
    return reverse(f"follow_ups:{name}", args=[follow_up.number])


def text(response):
    return response.content.decode()


def test_the_bureau_asks_and_names_the_unit_at_once(client, cast):
    enterprise, _ = add_enterprise("青禾半导体", by=cast.bureau_person)
    client.force_login(cast.bureau_person)
    form = {"text": "对接用地", "unit": cast.north.pk, "due_on": "2027-09-01", "enterprises": enterprise.name}
    assert enterprise.number in text(client.post(ASK, form, follow=True))
    assert FollowUp.objects.get().unit == cast.north


def test_a_unit_that_is_named_needs_a_day(client, cast):
    client.force_login(cast.bureau_person)
    answer = client.post(ASK, {"text": "对接用地", "unit": cast.north.pk})
    assert answer.status_code == 422 and "对接用地" in text(answer)


def test_an_unknown_enterprise_is_named_in_the_complaint(client, cast):
    client.force_login(cast.bureau_person)
    assert "查无此企" in text(client.post(ASK, {"text": "对接", "enterprises": "查无此企"}))


def test_an_officer_asks_and_leaves_the_unit_to_the_bureau(client, cast):
    client.force_login(cast.north_officer)
    client.post(ASK, {"text": "对接用地", "unit": cast.south.pk, "due_on": "2027-09-01"})
    assert FollowUp.objects.get().unit is None


def test_it_goes_from_asked_to_closed(client, cast, open_one):
    client.force_login(cast.bureau_person)
    form = {"unit": cast.north.pk, "due_on": "2027-09-01", "seen": open_one.version}
    assert client.post(at("assign", open_one), form).status_code == 302
    client.force_login(cast.north_officer)
    assert cast.north.name in text(client.get(at("detail", open_one)))
    assert client.post(at("answer", open_one), {"words": "已报送 12 处", "seen": 2}).status_code == 302
    assert client.post(at("confirm", open_one), {"seen": 3}).status_code == 403
    client.force_login(cast.bureau_person)
    assert client.post(at("confirm", open_one), {"seen": 3}).status_code == 302
    open_one.refresh_from_db()
    assert open_one.status == "closed"
    assert client.post(at("answer", open_one), {"words": "另报", "seen": 4}).status_code == 302
    open_one.refresh_from_db()
    assert (open_one.status, open_one.answer) == ("closed", "已报送 12 处")


def test_an_answer_that_is_not_enough_is_sent_back_and_kept(client, cast, handed):
    actions.answer(handed, "在办", by=cast.north_officer, seen=handed.version)
    client.force_login(cast.bureau_person)
    form = {"reason": "请附清单", "seen": handed.version + 1}
    assert "请附清单" in text(client.post(at("send_back", handed), form, follow=True))
    handed.refresh_from_db()
    assert (handed.status, handed.answer) == ("open", "在办")


def test_only_an_answered_one_can_be_closed(client, cast, handed):
    client.force_login(cast.bureau_person)
    client.post(at("confirm", handed), {"seen": handed.version})
    handed.refresh_from_db()
    assert handed.status == "open"


def test_another_unit_finds_nothing(client, cast, handed):
    for person in (cast.south_officer, cast.agent):
        client.force_login(person)
        assert client.get(at("detail", handed)).status_code == 404


def test_an_auditor_reads_and_cannot_write(client, cast, handed):
    client.force_login(cast.auditor)
    assert client.get(at("detail", handed)).status_code == 200
    for name in ("assign", "answer", "send_back"):
        assert client.get(at(name, handed)).status_code == 403
    assert client.get(ASK).status_code == 403


def test_the_list_is_narrowed_to_what_one_owes(client, cast, open_one):
    late = actions.ask("补充材料", by=cast.leader)
    yesterday = timezone.now().date() - timedelta(days=2)
    actions.assign(late, cast.north, yesterday, by=cast.leader, seen=1)
    client.force_login(cast.bureau_person)
    wanted = {"mine": "梳理可供载体清单", "unnamed": "梳理可供载体清单", "overdue": "补充材料"}
    for show, words in wanted.items():
        seen = text(client.get("/follow-ups/", {"show": show}))
        assert words in seen and seen.count("row-link") == 1, show
    client.force_login(cast.north_officer)
    assert "补充材料" in text(client.get("/follow-ups/", {"show": "unit"}))


def test_the_pages_need_few_queries(client, cast, handed, django_assert_max_num_queries):
    client.force_login(cast.bureau_person)
    for address in ("/follow-ups/", at("detail", handed), at("assign", handed), at("answer", handed), ASK):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
