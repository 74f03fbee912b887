"""Pages of trips: planned, held, its stops in order, what it left to do."""

from datetime import date

import pytest
from django.urls import reverse

from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects import actions as projects
from yinli.domain.trips import actions
from yinli.domain.trips.models import Trip
from yinli.domain.trips.rules import route
from yinli.domain.visits.actions import add_visit

FIRST, LAST = date(2026, 9, 3), date(2026, 9, 6)


@pytest.fixture
def trip(cast):
    """Held by the north section, with two stops in two cities."""
    made = actions.add_trip(
        "深莞招商考察",
        by=cast.north_officer,
        status="held",
        starts_on=FIRST,
        ends_on=LAST,
        cities=["深圳", "东莞"],
    )
    actions.add_member(made, "周区长", by=cast.north_officer, title="区长", is_leader=True)
    for name, city, on in (("青禾半导体", "深圳", FIRST), ("云帆智能", "东莞", LAST)):
        enterprise, _ = add_enterprise(name, by=cast.north_officer)
        visit = add_visit(
            by=cast.north_officer,
            kind="visit",
            held_on=on,
            enterprise=enterprise,
            city=city,
            summary=f"{name}愿来考察",
        )
        actions.add_stop(made, visit, by=cast.north_officer)
    return made


def at(name, trip, *args):
    return reverse(f"trips:{name}", args=[trip.number, *args])


def text(response):
    return response.content.decode()


def order_of(trip):
    return [str(stop) for stop in trip.stops.all()]


def test_a_trip_shows_its_delegation_days_and_stops(client, cast, trip):
    client.force_login(cast.north_officer)
    seen = text(client.get(at("detail", trip)))
    assert all(words in seen for words in ("周区长", "深圳 → 东莞", "青禾半导体愿来考察", "云帆智能"))


def test_the_way_is_gathered_by_day_and_city(trip):
    days = route(trip.stops.select_related("visit"))
    assert [(day.on, [leg.city for leg in day.legs]) for day in days] == [(FIRST, ["深圳"]), (LAST, ["东莞"])]


def test_a_trip_is_planned_without_days_and_later_marked_as_held(client, cast):
    client.force_login(cast.north_officer)
    form = {"title": "北京考察", "status": "planned", "cities": "北京、西安", "leader_name": "周区长"}
    assert "北京 → 西安" in text(client.post(reverse("trips:add"), form, follow=True))
    trip = Trip.objects.get()
    days = {"starts_on": "2026-10-12", "ends_on": "2026-10-14", "seen": trip.version}
    assert client.post(at("held", trip), {"seen": trip.version}).status_code == 422
    assert client.post(at("held", trip), days).status_code == 302
    trip.refresh_from_db()
    assert trip.status == "held" and trip.ends_on == date(2026, 10, 14)


def test_a_trip_cannot_end_before_it_starts(client, cast):
    client.force_login(cast.north_officer)
    form = {"title": "北京考察", "status": "planned", "starts_on": "2026-10-12", "ends_on": "2026-10-11"}
    answer = client.post(reverse("trips:add"), form)
    assert answer.status_code == 422 and "北京考察" in text(answer)


def test_a_held_trip_needs_both_days(client, cast):
    client.force_login(cast.north_officer)
    assert client.post(reverse("trips:add"), {"title": "北京考察", "status": "held"}).status_code == 422


def test_a_stop_is_moved_up_and_down(client, cast, trip):
    client.force_login(cast.north_officer)
    last = trip.stops.last()
    client.post(at("move_stop", trip, last.pk), {"to": "up", "seen": trip.version})
    assert order_of(trip) == ["云帆智能", "青禾半导体"]
    client.post(at("move_stop", trip, last.pk), {"to": "up", "seen": trip.version + 1})
    assert order_of(trip) == ["云帆智能", "青禾半导体"], "the first stays the first"
    late = client.post(at("move_stop", trip, last.pk), {"to": "down", "seen": trip.version})
    assert late.status_code == 409


def test_a_stop_is_a_new_visit_or_a_known_one(client, cast, trip):
    client.force_login(cast.north_officer)
    enterprise, _ = add_enterprise("远山医药", by=cast.north_officer)
    form = {"enterprise": enterprise.name, "kind": "visit", "held_on": "2026-09-06", "city": "东莞"}
    assert client.post(at("add_stop", trip), form).status_code == 302
    known = add_visit(by=cast.north_officer, kind="study", held_on=FIRST, place="松湖科技园")
    assert "松湖科技园" in text(client.get(at("add_stop", trip)))
    client.post(at("add_visit", trip), {"visit": known.number})
    assert order_of(trip) == ["青禾半导体", "云帆智能", "远山医药", "松湖科技园"]


def test_a_delegation_has_each_name_once_and_one_leader(client, cast, trip):
    client.force_login(cast.north_officer)
    assert client.post(at("add_member", trip), {"name": "钱主任", "title": "主任"}).status_code == 302
    assert client.post(at("add_member", trip), {"name": "钱主任"}).status_code == 422
    assert client.post(at("add_member", trip), {"name": "孙副区长", "is_leader": "on"}).status_code == 422


def test_what_a_trip_left_to_do_stands_on_its_page(client, cast, trip):
    client.force_login(cast.north_officer)
    form = {"text": "梳理可供载体", "asked_of": "相关板块和部门"}
    seen = text(client.post(at("ask", trip), form, follow=True))
    assert "梳理可供载体" in seen and "相关板块和部门" in seen
    assert FollowUp.objects.get().unit is None


def test_another_units_officer_and_an_agent_find_no_trip(client, cast, trip):
    for person in (cast.south_officer, cast.agent, cast.administrator):
        client.force_login(person)
        assert client.get(at("detail", trip)).status_code == 404


def test_those_who_may_only_read_cannot_change_it(client, cast, trip):
    for person in (cast.auditor, cast.leader):
        client.force_login(person)
        assert at("add_stop", trip) not in text(client.get(at("detail", trip)))
        assert client.get(at("edit", trip)).status_code == 403
        assert (
            client.post(at("move_stop", trip, trip.stops.first().pk), {"to": "down", "seen": 1}).status_code
            == 403
        )


def test_a_stop_for_a_confidential_project_is_protected(client, cast, trip):
    visit = trip.stops.first().visit
    project = projects.create_project(
        "青禾封测基地",
        visit.enterprise,
        by=cast.north_officer,
        today=FIRST,
        officer=cast.north_officer,
        next_step="首次联系",
        next_step_due_on=LAST,
    )
    visit.project_id = project.pk
    visit.save(update_fields=["project"])
    projects.protect(project, [cast.leader], by=cast.north_officer, seen=project.version)
    client.force_login(cast.bureau_person)
    seen = text(client.get(at("detail", trip)))
    assert "青禾" not in seen and "云帆智能" in seen
    client.force_login(cast.leader)
    assert "青禾半导体愿来考察" in text(client.get(at("detail", trip)))


def test_the_list_is_searched_by_city_and_member(client, cast, trip):
    client.force_login(cast.north_manager)
    for asked in ("东莞", "周区长", trip.number, "深莞"):
        assert text(client.get("/trips/", {"q": asked})).count("深莞招商考察</a>") == 1, asked
    assert "深莞招商考察" not in text(client.get("/trips/", {"status": "planned"}))


def test_the_pages_need_few_queries(client, cast, trip, django_assert_max_num_queries):
    client.force_login(cast.north_officer)
    for address in ("/trips/", at("detail", trip), at("edit", trip), at("add_stop", trip), at("ask", trip)):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
