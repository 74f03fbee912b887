"""要素部门: a department sees what was handed to it and nothing else; a confidential project stays unnamed."""

from datetime import date

import pytest

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may, visible
from yinli.base.sources.actions import cite, keep
from yinli.base.sources.models import Source
from yinli.domain.agreements.actions import add_agreement, edit_agreement
from yinli.domain.enterprises.actions import add_enterprise, add_fact
from yinli.domain.follow_ups import actions
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.actions import create_project, protect
from yinli.domain.projects.models import Project

DAY = date(2027, 9, 1)
NAME, ENTERPRISE = "秘而不宣之项目", "深藏不露有限公司"


@pytest.fixture
def secret(cast):
    """A confidential project that only the bureau's person is named on."""
    enterprise, _ = add_enterprise(ENTERPRISE, by=SYSTEM)
    project = create_project(
        NAME, enterprise, by=SYSTEM, today=DAY, officer=cast.bureau_person, lead_unit=cast.bureau,
        next_step="首次联系", next_step_due_on=DAY,
    )  # fmt: skip
    return protect(project, [cast.bureau_person], by=SYSTEM, seen=project.version)


@pytest.fixture
def handed(cast, secret):
    """What the department is asked for that project."""
    return actions.ask(
        "核定用地指标", by=cast.bureau_person, unit=cast.department, due_on=DAY, project=secret,
        enterprises=[secret.enterprise],
    )  # fmt: skip


@pytest.mark.parametrize("who", ["department_officer", "north_officer", "north_manager"])
def test_the_unit_asked_sees_and_answers_and_never_learns_the_project(client, cast, handed, who):
    person = getattr(cast, who)
    FollowUp.objects.filter(pk=handed.pk).update(unit=person.unit)
    client.force_login(person)
    page = f"/follow-ups/{handed.number}/"
    for address in (page, "/follow-ups/", "/today/"):
        text = client.get(address).content.decode()
        assert "核定用地指标" in text, address
        assert (
            NAME not in text and ENTERPRISE not in text and f"/projects/{handed.project.number}/" not in text
        )
    assert "秘而不宣" not in client.get("/search/?q=核定").content.decode()
    assert client.post(f"{page}answer/", {"words": "已核定", "seen": 1}).status_code == 302
    handed.refresh_from_db()
    assert handed.status == "answered"
    assert client.post(f"{page}confirm/", {"seen": 2}).status_code == 403


def test_the_unit_beside_it_sees_nothing_of_it(cast, handed):
    for person in (cast.north_officer, cast.south_officer, cast.leader, cast.auditor):
        assert not visible(person, FollowUp).exists() and not may(person, "follow_up.view", handed)


def test_a_department_officer_finds_nothing_else_of_the_books(client, cast, handed):
    client.force_login(cast.department_officer)
    for page in ("projects", "projects/board", "enterprises", "visits", "trips", "agreements", "talents",
                 "intake", "scoreboard", "targets", "staff"):  # fmt: skip
        assert client.get(f"/{page}/").status_code in (403, 404), page
    assert client.get(f"/projects/{handed.project.number}/").status_code == 404
    assert client.get("/follow-ups/?format=xlsx").status_code == 200


def test_an_administrator_is_refused_every_page_of_the_books(client, cast, handed):
    client.force_login(cast.administrator)
    for page in ("projects", "projects/board", "enterprises", "visits", "trips", "agreements", "talents",
                 "intake", "scoreboard", "targets", "follow-ups"):  # fmt: skip
        assert client.get(f"/{page}/").status_code in (403, 404), page


def test_a_document_read_for_a_confidential_project_closes_to_all_others(client, cast, secret):
    source = keep(f"{NAME}由郑局长洽谈".encode(), "记录.txt", by=cast.north_officer)
    mine = [cast.north_officer, cast.north_manager, cast.bureau_person, cast.auditor, cast.leader]
    assert all(visible(person, Source).exists() for person in mine)
    cite(secret, "name", source, (0, len(NAME)), "name", by=SYSTEM)
    seen = [person for person in mine if visible(person, Source).exists()]
    assert seen == [cast.north_officer, cast.bureau_person]
    assert [person for person in mine if may(person, "source.view", source)] == seen
    client.force_login(cast.leader)
    assert client.get(f"/sources/{source.pk}/").status_code == 404
    client.force_login(cast.bureau_person)
    assert client.get(f"/sources/{source.pk}/").status_code == 200


def test_words_of_a_closed_document_are_quoted_to_nobody_else(client, cast, secret):
    source = keep(f"{ENTERPRISE}拟投资{NAME}".encode(), "记录.txt", by=cast.bureau_person)
    other, _ = add_enterprise("青禾半导体", by=SYSTEM)
    cite(other, "about", source, (0, 12), "about", by=SYSTEM)
    cite(secret, "name", source, (0, 5), "name", by=SYSTEM)
    for person, shown in ((cast.bureau_person, True), (cast.leader, False), (cast.talent_officer, False)):
        client.force_login(person)
        assert ("拟投资" in client.get(f"/enterprises/{other.number}/").content.decode()) is shown


def test_an_agreement_unlinked_from_a_confidential_project_does_not_name_it_in_its_history(
    client, cast, secret
):
    agreement = add_agreement("合作备忘录", [], by=cast.bureau_person, project=secret, home_unit=cast.north)
    edit_agreement(agreement, by=SYSTEM, seen=agreement.version, project=None)
    page = f"/agreements/{agreement.number}/"
    client.force_login(cast.bureau_person)
    assert NAME in client.get(page).content.decode()
    client.force_login(cast.north_officer)
    answer = client.get(page)
    assert answer.status_code == 200 and NAME not in answer.content.decode()
    Project.objects.filter(pk=secret.pk).update(confidential=False)
    assert NAME in client.get(page).content.decode()


def test_an_agent_reads_no_fact_it_did_not_report(client, cast):
    enterprise, _ = add_enterprise("青禾半导体", by=cast.agent)
    add_fact(enterprise, "other", "拟在外省扩产", by=cast.north_officer)
    for person, shown in ((cast.agent, False), (cast.north_officer, True)):
        client.force_login(person)
        assert ("外省扩产" in client.get(f"/enterprises/{enterprise.number}/").content.decode()) is shown
