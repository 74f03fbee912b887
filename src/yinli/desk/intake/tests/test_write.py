"""Writing what was accepted: once, all of it, each value linked to where it was read."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yinli.base.history.actions import StaleWrite
from yinli.base.sources.models import Evidence
from yinli.desk.intake import actions
from yinli.desk.intake.queries import items_of
from yinli.desk.intake.tests.conftest import TODAY
from yinli.desk.intake.values import as_they_stand
from yinli.desk.pipeline.actions import AlreadyReported, open_lead
from yinli.domain.agreements.models import Agreement
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.models import Alias, Contact, Enterprise, EnterpriseFact
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.models import Project
from yinli.domain.targets.models import ClaimedResult
from yinli.domain.trips.models import Trip, TripFollowUp
from yinli.domain.visits.models import Visit

BOOKS = (Enterprise, Alias, Contact, EnterpriseFact, Project, Agreement, Trip, Visit, ClaimedResult, FollowUp)


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in BOOKS}


def accept_all(draft, by):
    return actions.decide_all(draft, "accepted", by=by, seen=draft.version)[0]


def test_accepting_everything_writes_every_proposal_once(written):
    items = items_of(written)
    assert all(item.record_id for item in items)
    kinds = Counter(item.record for item in items)
    books = counts()
    assert books["Visit"] == kinds["visit"]
    assert books["Trip"] == kinds["trip"]
    assert books["Project"] == kinds["project"]
    assert books["ClaimedResult"] == kinds["claimed_result"]
    assert books["Enterprise"] == kinds["enterprise"]
    assert books["FollowUp"] == kinds["follow_up"]


def test_the_trip_has_its_days_its_leader_first_and_its_stops(written):
    trip = Trip.objects.get(status="held")
    assert (trip.starts_on, trip.ends_on) == (date(2024, 5, 13), date(2024, 5, 16))
    members = list(trip.members.all())
    assert members[0].is_leader and members[0].name == "沈若川"
    assert {member.name for member in members[1:]} == {"顾明澜", "陆庭舟", "韩知秋"}
    assert trip.stops.count() == Visit.objects.count()


def test_each_stop_keeps_its_own_city(written):
    cities = dict(Visit.objects.exclude(enterprise=None).values_list("enterprise__name", "city"))
    assert cities["澜舟微电子集团"] == "苏州"
    assert cities["砺石创投"] == "杭州"
    assert cities["弘曜公司"] == "东莞"


def test_a_study_stop_makes_no_project(written):
    studied = Visit.objects.filter(kind="study")
    assert studied.count() >= 3
    assert not studied.exclude(project=None).exists()


def test_a_signing_ceremony_makes_an_agreement_of_unknown_kind_that_proves_nothing(written):
    signed = Agreement.objects.get(parties__enterprise__name="泰衍新材料公司")
    assert (signed.kind, signed.publicity) == ("unknown", "claimed")
    assert signed.project.stage == "negotiating"
    assert signed.signed_on == date(2024, 5, 14)


def test_a_memorandum_and_a_stated_intent_reach_intent(written):
    stages = dict(Project.objects.values_list("enterprise__name", "stage"))
    assert stages["砺石创投"] == stages["沐川资本集团"] == "intent"
    assert stages["澜舟微电子集团"] == "negotiating"


def test_facts_of_a_project_are_dated_by_the_last_day_of_the_trip(written):
    project = Project.objects.get(enterprise__name="砺石创投")
    assert project.facts.get(kind="mou").happened_on == date(2024, 5, 16)


def test_follow_ups_wait_for_a_unit_and_keep_the_words_of_the_text(written):
    asked = FollowUp.objects.get()
    assert asked.unit is None
    assert asked.asked_of == "有关板块和部门"
    assert TripFollowUp.objects.get(follow_up=asked).trip.status == "held"


def test_next_trips_are_planned_without_days(written):
    planned = Trip.objects.filter(status="planned")
    assert sorted(city for trip in planned for city in trip.cities) == sorted(["成都", "武汉"])
    assert not planned.exclude(starts_on=None).exists()


def test_a_parent_named_in_the_text_becomes_the_parent(written):
    assert Enterprise.objects.get(name="霁禾生物科技有限公司").parent.name == "禾岳控股"


def test_claims_that_name_an_indicator_and_its_class_are_linked_to_it(written):
    meant = dict(ClaimedResult.objects.values_list("surface", "indicator"))
    assert meant["新增高技能人才940人"] == "high_skilled"
    assert meant["引进高层次人才75人"] == "high_level"
    # 20亿元 is a class of its own: no indicator of ours has it.
    assert meant["投资20亿元以上重大产业项目3个"] == ""


def test_every_cited_value_stands_in_the_text_where_it_says(written):
    text = written.source.text
    cited = list(Evidence.objects.all())
    assert len(cited) > 100
    assert all(text[one.start : one.end] == one.surface for one in cited)


def test_every_written_record_has_evidence(written):
    cited = set(Evidence.objects.values_list("record_type", "record_id"))
    assert all((item.record_type, item.record_id) in cited for item in items_of(written))


def test_a_corrected_value_is_written_as_corrected_and_cited_as_a_reviewers(draft, cast, item_of):
    by = cast.north_officer
    key = "project:泰衍新材料公司"
    now = actions.correct(draft, key, "name", "泰衍华东基地", by=by, seen=draft.version, today=TODAY)
    now = actions.decide(now, key, "accepted", by=by, seen=now.version)
    actions.write(now, by=by, seen=now.version, today=TODAY)
    project = Project.objects.get()
    assert project.name == "泰衍华东基地"
    assert set(
        Evidence.objects.filter(record_id=project.pk, field="name").values_list("rule", flat=True)
    ) == {"reviewer"}
    assert {e["value"] for e in item_of(draft, key).values if e["field"] == "name"} == {"泰衍新材料项目"}


def test_only_what_was_accepted_is_written(draft, cast):
    by = cast.north_officer
    now = actions.decide(draft, "visit:砺石创投", "accepted", by=by, seen=draft.version)
    actions.write(now, by=by, seen=now.version, today=TODAY)
    assert counts() | {"Enterprise": 1, "Visit": 1} == counts()
    assert Project.objects.count() == Agreement.objects.count() == 0


def test_a_second_acceptance_of_the_same_draft_is_refused_and_names_the_first(draft, cast):
    now = accept_all(draft, cast.north_officer)
    actions.write(now, by=cast.north_officer, seen=now.version, today=TODAY)
    before = counts()
    with pytest.raises(StaleWrite, match="林晓"):
        actions.write(now, by=cast.bureau_person, seen=now.version, today=TODAY)
    assert counts() == before


def test_a_reopened_draft_writes_nothing_twice(written, cast):
    before = counts()
    again = actions.reopen(written, by=cast.north_officer, seen=written.version)
    actions.write(again, by=cast.north_officer, seen=again.version, today=TODAY)
    assert counts() == before


def test_what_was_left_can_be_written_after_reopening_with_its_links(draft, cast):
    by = cast.north_officer
    now = actions.decide(draft, "enterprise:砺石创投", "accepted", by=by, seen=draft.version)
    now = actions.write(now, by=by, seen=now.version, today=TODAY)
    now = actions.reopen(now, by=by, seen=now.version)
    now = actions.decide(now, "visit:砺石创投", "accepted", by=by, seen=now.version)
    actions.write(now, by=by, seen=now.version, today=TODAY)
    assert Visit.objects.get().enterprise == Enterprise.objects.get()


def test_the_same_document_twice_makes_nothing_twice(written, take_in, news, cast):
    before = counts()
    assert take_in(news).pk == written.pk
    assert take_in(news, by=cast.bureau_person).pk == written.pk
    assert take_in(news.replace("\n", "\r\n\r\n"), name="other.txt").pk == written.pk
    assert counts() == before


def test_an_enterprise_in_the_books_is_matched_and_not_written_again(cast, take_in, news):
    known, _is_new = add_enterprise("沐川资本", by=cast.south_officer)
    draft = accept_all(take_in(news), cast.north_officer)
    actions.write(draft, by=cast.north_officer, seen=draft.version, today=TODAY)
    assert not Enterprise.objects.filter(name="沐川资本集团").exists()
    assert Visit.objects.filter(enterprise=known).exists()
    assert "沐川资本集团" in known.aliases.values_list("name", flat=True)


def test_a_failure_in_the_middle_writes_nothing_at_all(draft, cast, monkeypatch):
    now = accept_all(draft, cast.north_officer)
    before = counts()

    def broken(*args, **kwargs):
        raise RuntimeError("the last record fails")

    monkeypatch.setattr("yinli.desk.intake.writing.follow_ups.ask", broken)
    with pytest.raises(RuntimeError):
        actions.write(now, by=cast.north_officer, seen=now.version, today=TODAY)
    assert counts() == before
    now.refresh_from_db()
    assert now.status == "open"


def test_an_auditor_writes_nothing(draft, cast):
    from yinli.base.accounts.permissions import NotAllowed

    with pytest.raises(NotAllowed):
        actions.write(draft, by=cast.auditor, seen=draft.version, today=TODAY)


def test_writing_costs_a_bounded_number_of_queries(draft, cast):
    now = accept_all(draft, cast.north_officer)
    with CaptureQueriesContext(connection) as queries:
        actions.write(now, by=cast.north_officer, seen=now.version, today=TODAY)
    assert len(queries) / len(items_of(now)) < 20


def test_what_was_written_is_never_shown_as_discarded(written, cast):
    reopened = actions.reopen(written, by=cast.north_officer, seen=written.version)
    again = actions.discard(reopened, by=cast.north_officer, seen=reopened.version)
    assert again.status == "accepted"


def test_nothing_is_hung_on_a_project_that_the_writer_may_not_see(draft, cast):
    item = next(one for one in items_of(draft) if one.record == "project")
    name = as_they_stand(item.values, item.edits)["name"]
    theirs, _is_new = add_enterprise(item.refs["enterprise"].partition(":")[2], by=cast.south_officer)
    hidden = open_lead(name, theirs, by=cast.south_officer, today=TODAY)
    draft = accept_all(draft, cast.north_officer)
    with pytest.raises(AlreadyReported):
        actions.write(draft, by=cast.north_officer, seen=draft.version, today=TODAY)
    assert not Visit.objects.filter(project=hidden).exists()
