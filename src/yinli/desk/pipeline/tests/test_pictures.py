"""The funnel and the plans: what they count, what they show, and to whom."""

from datetime import date, timedelta

import pytest

from yinli.desk.pipeline.actions import open_lead
from yinli.desk.pipeline.funnel import funnel
from yinli.desk.pipeline.gantt import chart
from yinli.domain.projects import actions, plan_actions
from yinli.domain.projects.models import Project, ProjectFact

TODAY = date(2026, 9, 1)
FACTS = ("contacted", "talks_held", "mou")


@pytest.fixture
def ways(cast):
    """Four projects of the north that came to different stages; one of them was lost there."""
    made = []
    for number, reached in enumerate((0, 1, 3, 3)):
        project = open_lead(
            f"第{number}个", f"第{number}家有限公司", by=cast.north_officer, today=TODAY, lead_unit=cast.north
        )
        for step, kind in enumerate(FACTS[:reached]):
            actions.add_fact(
                project, kind, TODAY + timedelta(days=10 * step * (number or 1)), by=cast.north_officer
            )
        project.refresh_from_db()
        made.append(project)
    actions.stop(made[3], "lost", "chose_elsewhere", by=cast.north_officer, seen=made[3].version)
    return made


def test_it_counts_how_far_projects_came_and_where_they_were_lost(ways):
    tiers = {tier.key: tier for tier in funnel(Project.objects.all())}
    assert [tiers[key].reached for key in ("lead", "contact", "negotiating", "intent", "reviewed")] == [
        4,
        3,
        2,
        2,
        0,
    ]
    assert (tiers["intent"].here, tiers["intent"].lost) == (1, 1)
    assert (tiers["lead"].share, tiers["contact"].share, tiers["reviewed"].share) == (None, 0.75, 0)


def test_days_between_stages_are_the_median_of_those_known(ways):
    tiers = {tier.key: tier for tier in funnel(Project.objects.all())}
    assert tiers["negotiating"].median_days == 25
    assert tiers["signed"].median_days is None


def test_what_opens_a_gate_on_another_track_opens_none_here(cast, ways):
    from yinli.core.workflow import stages

    gates = {track: set(stages().gate_facts(track, "started")) for track in ("industry", "leased")}
    foreign = sorted(gates["leased"] - gates["industry"])[0]
    Project.objects.filter(pk=ways[2].pk).update(stage="started")
    days = (("registered", 60), (foreign, 61), (sorted(gates["industry"])[0], 90))
    for kind, after in days:
        ProjectFact.objects.create(project=ways[2], kind=kind, happened_on=TODAY + timedelta(days=after))
    tiers = {tier.key: tier for tier in funnel(Project.objects.filter(pk=ways[2].pk))}
    assert tiers["started"].median_days == 30


def test_a_withdrawn_fact_counts_for_nothing(cast, ways):
    actions.withdraw_fact(
        ways[2], "mou", "fact_mistaken", by=cast.north_officer, seen=ways[2].version, today=TODAY
    )
    tiers = {tier.key: tier for tier in funnel(Project.objects.all())}
    assert tiers["intent"].reached == 1


def test_an_empty_funnel_divides_by_nothing():
    assert funnel(Project.objects.none())[0].reached == 0


def test_the_funnel_is_the_viewers_own(client, cast, ways):
    client.force_login(cast.south_officer)
    assert "还没有项目" in client.get("/projects/funnel/").content.decode()
    client.force_login(cast.north_officer)
    page = client.get("/projects/funnel/").content.decode()
    assert "75%" in page
    assert "/projects/?stage=intent" in page


def test_plans_show_what_is_reached_due_late_and_moved(cast, lead):
    plan_actions.plan(
        lead,
        {"registered": date(2026, 10, 1), "filing": date(2026, 8, 1)},
        by=cast.north_officer,
        seen=lead.version,
    )
    lead.refresh_from_db()
    plan_actions.plan(lead, {"registered": date(2026, 11, 1)}, by=cast.north_officer, seen=lead.version)
    actions.add_fact(lead, "investment_agreement", date(2026, 8, 20), by=cast.north_officer)
    (row,) = chart([lead], TODAY).rows
    assert [mark.look for mark in row.marks] == ["late", "done", "moved", "due"]
    assert row.slipped == 31
    assert all(0 <= mark.x <= 100 for mark in row.marks)


def test_only_projects_that_move_and_are_planned_stand_on_the_time_line(client, cast, lead, ways):
    plan_actions.plan(lead, {"registered": date.today()}, by=cast.north_officer, seen=lead.version)
    client.force_login(cast.north_officer)
    page = client.get("/projects/plans/").content.decode()
    assert lead.name in page
    assert ways[0].name not in page


def test_pictures_are_read_in_few_queries(client, cast, lead, ways, django_assert_max_num_queries):
    plan_actions.plan(lead, {"registered": date.today()}, by=cast.north_officer, seen=lead.version)
    client.force_login(cast.north_officer)
    for address in ("/projects/plans/", "/projects/funnel/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
