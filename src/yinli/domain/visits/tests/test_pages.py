"""Pages of visits: noted down in fifteen seconds, seen by those who may, never a way into a protected project."""

from datetime import date

import pytest
from django.urls import reverse

from yinli.base.accounts.permissions import may
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects import actions as projects
from yinli.domain.projects.queries import facts_in_force
from yinli.domain.visits import queries
from yinli.domain.visits.actions import add_visit, edit_visit
from yinli.domain.visits.models import Visit

TODAY = date(2026, 9, 1)
ADD = "/visits/add/"


@pytest.fixture
def enterprise(cast):
    found, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer, city="苏州")
    return found


@pytest.fixture
def project(cast, enterprise):
    """A lead of the north section's officer."""
    return projects.create_project(
        "青禾封测基地",
        enterprise,
        by=cast.north_officer,
        today=TODAY,
        officer=cast.north_officer,
        lead_unit=cast.north,
        next_step="首次联系",
        next_step_due_on=date(2026, 9, 2),
    )


@pytest.fixture
def visit(cast, enterprise, project):
    return add_visit(
        by=cast.north_officer,
        kind="visit",
        held_on=TODAY,
        enterprise=enterprise,
        project=project,
        summary="对方希望年底前看地。",
    )


def page(visit):
    return reverse("visits:detail", args=[visit.number])


def text(response):
    return response.content.decode()


def test_a_name_and_a_line_are_a_visit(client, cast, enterprise):
    client.force_login(cast.north_officer)
    form = {
        "enterprise": "青禾半导体有限公司",
        "kind": "visit",
        "held_on": "2026-09-01",
        "summary": "看了车间",
    }
    assert "看了车间" in text(client.post(ADD, form, follow=True))
    visit = Visit.objects.get()
    assert (visit.enterprise, visit.officer, visit.unit) == (enterprise, cast.north_officer, cast.north)


def test_the_form_knows_today_and_the_enterprise_it_was_opened_from(client, cast, enterprise):
    client.force_login(cast.north_officer)
    seen = text(client.get(ADD, {"enterprise": enterprise.name}))
    assert enterprise.name in seen and 'type="date"' in seen


def test_an_enterprise_nobody_knows_is_opened_on_the_way(client, cast):
    client.force_login(cast.north_officer)
    answer = client.post(ADD, {"enterprise": "云帆智能装备", "kind": "visit"}, follow=True)
    assert answer.status_code == 200 and Enterprise.objects.get().name == "云帆智能装备"


def test_a_nearly_known_enterprise_is_asked_about_first(client, cast, enterprise):
    client.force_login(cast.north_officer)
    form = {"enterprise": "青禾半导体股份有限公司", "kind": "visit", "summary": "看了车间"}
    answer = client.post(ADD, form)
    assert answer.status_code == 422 and enterprise.number in text(answer) and "看了车间" in text(answer)
    assert not Visit.objects.exists()


def test_a_place_alone_is_enough_and_nothing_is_not(client, cast):
    client.force_login(cast.north_officer)
    assert client.post(ADD, {"kind": "study", "place": "松湖科技园"}).status_code == 302
    assert client.post(ADD, {"kind": "study"}).status_code == 422


def test_a_study_stop_belongs_to_no_project(client, cast, enterprise, project):
    client.force_login(cast.north_officer)
    form = {"enterprise": enterprise.name, "kind": "study", "project": project.pk}
    assert client.post(ADD, form).status_code == 422


def test_naming_an_enterprise_offers_its_projects(client, cast, enterprise, project):
    client.force_login(cast.north_officer)
    address = reverse("visits:projects")
    assert project.name in text(client.get(address, {"enterprise": enterprise.name}))
    client.force_login(cast.south_officer)
    assert project.name not in text(client.get(address, {"enterprise": enterprise.name}))


def test_a_visit_shows_that_both_sides_spoke(visit, project):
    assert set(facts_in_force(project)) == {"contacted"}


def test_a_colleagues_visit_is_linked_and_moves_nothing(client, cast, enterprise, project):
    project.officer_id = cast.north_manager.pk
    project.save(update_fields=["officer"])
    client.force_login(cast.north_officer)
    form = {"enterprise": enterprise.name, "kind": "visit", "held_on": "2026-09-01", "project": project.pk}
    assert client.post(ADD, form).status_code == 302
    assert Visit.objects.get().project == project and not facts_in_force(project)


def test_another_unit_sees_neither_the_visit_nor_its_panel(client, cast, visit, enterprise):
    client.force_login(cast.south_officer)
    assert client.get(page(visit)).status_code == 404
    assert "年底前看地" not in text(client.get(reverse("enterprises:detail", args=[enterprise.number])))


def test_the_enterprise_shows_its_visits(client, cast, visit, enterprise):
    client.force_login(cast.north_officer)
    assert "年底前看地" in text(client.get(reverse("enterprises:detail", args=[enterprise.number])))


def test_an_agent_sees_only_what_it_noted_down(client, cast, visit):
    client.force_login(cast.agent)
    assert client.get(page(visit)).status_code == 404
    assert client.get(ADD).status_code == 403


def test_an_auditor_reads_and_cannot_write(client, cast, visit):
    client.force_login(cast.auditor)
    assert "年底前看地" in text(client.get(page(visit)))
    assert client.get(reverse("visits:edit", args=[visit.number])).status_code == 403


def test_a_visit_for_a_confidential_project_is_seen_by_those_named_on_it(client, cast, visit, project):
    project.refresh_from_db()
    projects.protect(project, [cast.leader], by=cast.north_officer, seen=project.version)
    for person, sees in ((cast.bureau_person, False), (cast.leader, True), (cast.north_officer, True)):
        client.force_login(person)
        assert (client.get(page(visit)).status_code == 200) is sees, person
        assert may(person, "visit.view", Visit.objects.get(pk=visit.pk)) is sees, person
    assert not queries.visits(cast.auditor).exists()


def test_a_visit_is_corrected_and_the_late_writer_told(client, cast, visit, enterprise):
    client.force_login(cast.north_officer)
    edit = reverse("visits:edit", args=[visit.number])
    form = {"enterprise": enterprise.name, "kind": "visit", "summary": "对方下月再来", "seen": visit.version}
    assert client.post(edit, form).status_code == 302
    late = client.post(edit, {**form, "summary": "另一说法"})
    assert late.status_code == 409 and "另一说法" in text(late)


def test_correcting_the_words_does_not_ask_for_the_right_to_move_the_project(cast, visit, project):
    project.refresh_from_db()
    project.officer_id = cast.north_manager.pk
    project.save(update_fields=["officer"])
    assert edit_visit(visit, by=cast.north_officer, seen=1, summary="改了字").summary == "改了字"


def test_the_list_is_narrowed(client, cast, visit):
    client.force_login(cast.north_manager)
    for asked, found in (({"q": "qinghe"}, True), ({"mine": "on"}, False), ({"since": "2026-09-02"}, False)):
        assert ("青禾半导体有限公司</a>" in text(client.get("/visits/", asked))) is found, asked


def test_the_pages_need_few_queries(client, cast, visit, django_assert_max_num_queries):
    client.force_login(cast.north_officer)
    for address in ("/visits/", page(visit), ADD, reverse("visits:edit", args=[visit.number])):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def test_a_call_shows_a_contact_of_both_sides_only_where_somebody_answered(cast):
    from yinli.domain.projects.actions import create_project

    firm, _new = add_enterprise("青禾半导体", by=cast.north_officer)
    project = create_project(
        "青禾封测", firm, by=cast.north_officer, today=date(2026, 9, 1), officer=cast.north_officer,
        lead_unit=cast.north, next_step="首次联系", next_step_due_on=date(2026, 9, 2),
    )  # fmt: skip
    given = {"by": cast.north_officer, "enterprise": firm, "project": project, "kind": "call"}
    add_visit(held_on=date(2026, 9, 2), summary="发了节日问候", **given)
    project.refresh_from_db()
    assert project.stage == "lead"
    add_visit(held_on=date(2026, 9, 3), summary="约下周来访", met="韩雪", **given)
    project.refresh_from_db()
    assert project.stage == "contact"


def test_a_contact_is_noted_from_today_as_a_call(client, cast):
    client.force_login(cast.north_officer)
    page = client.get("/today/").content.decode()
    assert 'href="/visits/add/?kind=call"' in page
    form = {"enterprise": "青禾半导体", "kind": "call", "met": "韩雪", "summary": "约下周来访"}
    client.post("/visits/add/?kind=call", form)
    assert Visit.objects.get().kind == "call"
