"""The review in the browser's requests: saved at once, kept when it is left, told when somebody was faster."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yinli.desk.intake.queries import items_of


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


def post(client, name, *args, htmx=True, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse(f"intake:{name}", args=args), data, headers=headers)


def fresh(draft):
    draft.refresh_from_db()
    return draft


def test_a_decision_is_saved_and_answers_with_what_changed(officer, draft, item_of):
    visit = item_of(draft, "visit:砺石创投")
    response = post(officer, "decide", draft.number, visit.pk, decision="accepted", seen=draft.version)
    page = response.content.decode()
    enterprise = item_of(draft, "enterprise:砺石创投")
    assert enterprise.decision == "accepted"
    assert f'id="h-{visit.pk}"' in page and f'id="h-{enterprise.pk}"' in page
    assert f'value="{fresh(draft).version}"' in page


def test_a_review_left_half_way_is_still_there(officer, client, cast, draft, item_of):
    item = item_of(draft, "visit:砺石创投")
    post(officer, "correct", draft.number, item.pk, "city", value="宁波", seen=draft.version)
    post(officer, "decide", draft.number, item.pk, decision="accepted", seen=fresh(draft).version)
    client.logout()
    client.force_login(cast.north_officer)
    page = client.get(reverse("intake:detail", args=[draft.number])).content.decode()
    assert ">宁波</textarea>" in page
    assert f'id="h-{item.pk}" data-decision="accepted"' in page


def test_a_wrong_value_stays_in_its_box_with_a_word_why(officer, draft, item_of):
    trip = item_of(draft, "trip:held")
    response = post(
        officer, "correct", draft.number, trip.pk, "cities", value="苏州、宁波", seen=draft.version
    )
    assert response.status_code == 200
    result = item_of(draft, "claimed_result:1:签约9个项目")
    response = post(
        officer, "correct", draft.number, result.pk, "count", value="many", seen=fresh(draft).version
    )
    assert response.status_code == 422
    assert "many" in response.content.decode()


def test_somebody_faster_is_named(officer, client, cast, draft):
    seen = draft.version
    client.force_login(cast.bureau_person)
    post(client, "decide_all", draft.number, decision="accepted", seen=seen)
    client.force_login(cast.north_officer)
    response = post(client, "write", draft.number, htmx=False, seen=seen)
    assert response.status_code == 409
    assert "郑局长" in response.content.decode()


def test_writing_leads_to_a_page_that_lists_what_was_written(officer, draft):
    post(officer, "decide_all", draft.number, decision="accepted", seen=draft.version)
    response = officer.post(
        reverse("intake:write", args=[draft.number]), {"seen": fresh(draft).version}, follow=True
    )
    page = response.content.decode()
    assert reverse("enterprises:list") in page
    assert "砺石创投基金" in page
    assert all(item.record_id for item in items_of(draft))


def test_writing_twice_is_told_that_the_draft_is_closed(officer, written):
    response = post(officer, "write", written.number, htmx=False, seen=written.version)
    assert response.status_code == 409


def test_what_a_record_lacks_is_said_in_words(officer, draft, item_of):
    project = item_of(draft, "project:砺石创投")
    post(officer, "correct", draft.number, project.pk, "name", value="", seen=draft.version)
    response = post(
        officer, "decide", draft.number, project.pk, decision="accepted", seen=fresh(draft).version
    )
    assert response.status_code == 422
    assert "<" not in response.content.decode()


def test_a_draft_put_aside_can_be_taken_up_again(officer, draft):
    post(officer, "discard", draft.number, htmx=False, seen=draft.version)
    assert fresh(draft).status == "discarded"
    post(officer, "reopen", draft.number, htmx=False, seen=draft.version)
    assert fresh(draft).status == "open"


def test_another_units_officer_finds_no_such_page(client, cast, draft):
    client.force_login(cast.south_officer)
    assert client.get(reverse("intake:detail", args=[draft.number])).status_code == 404
    assert draft.title not in client.get(reverse("intake:list")).content.decode()


def test_an_auditor_looks_and_finds_no_buttons(client, cast, draft):
    client.force_login(cast.auditor)
    page = client.get(reverse("intake:detail", args=[draft.number])).content.decode()
    assert "it-button" not in page and "hx-post" not in page


def test_pages_cost_few_queries(officer, draft, written):
    for address in (reverse("intake:list"), reverse("intake:detail", args=[draft.number])):
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        assert len(queries) <= 15


def test_the_review_itself_costs_few_queries(officer, draft):
    with CaptureQueriesContext(connection) as queries:
        officer.get(reverse("intake:detail", args=[draft.number]))
    assert len(queries) <= 15
