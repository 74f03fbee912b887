"""Pages of agreements: claimed first, verified against the paper, and only then does a project move."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from yinli.domain.agreements import actions
from yinli.domain.agreements.models import Agreement
from yinli.domain.agreements.rules import stage_opened
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects import actions as projects

TODAY = date(2026, 9, 1)
ADD = "/agreements/add/"


@pytest.fixture
def enterprise(cast):
    found, _ = add_enterprise("青禾半导体有限公司", by=cast.north_officer)
    return found


@pytest.fixture
def project(cast, enterprise):
    return projects.create_project(
        "青禾封测基地",
        enterprise,
        by=cast.north_officer,
        today=TODAY,
        officer=cast.north_officer,
        lead_unit=cast.north,
        next_step="首次联系",
        next_step_due_on=TODAY,
    )


@pytest.fixture
def agreement(cast, enterprise, project):
    """Claimed: a ceremony was held, nobody has seen the paper."""
    return actions.add_agreement("青禾封测签约", [enterprise], by=cast.north_officer, project=project)


def at(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.number, *args])


def text(response):
    return response.content.decode()


def test_an_agreement_is_written_down_as_claimed(client, cast, enterprise, project):
    client.force_login(cast.north_officer)
    form = {
        "title": "青禾项目签约",
        "kind": "unknown",
        "parties": enterprise.name,
        "amount_yuan": "5亿元",
        "project": project.number,
    }
    assert enterprise.name in text(client.post(ADD, form, follow=True))
    agreement = Agreement.objects.get()
    assert (agreement.amount_yuan, agreement.publicity, agreement.project) == (
        Decimal(500000000),
        "claimed",
        project,
    )


def test_the_form_opened_from_a_project_knows_its_enterprise(client, cast, project, enterprise):
    client.force_login(cast.north_officer)
    assert enterprise.name in text(client.get(ADD, {"project": project.number}))


def test_another_units_project_cannot_be_named(client, cast, enterprise, project):
    client.force_login(cast.south_officer)
    form = {"title": "冒领", "kind": "unknown", "parties": enterprise.name, "project": project.number}
    assert client.post(ADD, form).status_code == 422
    assert client.get(ADD, {"project": project.number}).status_code == 404


def test_verifying_says_which_stage_each_paper_opens(client, cast, agreement):
    client.force_login(cast.north_officer)
    seen = text(client.get(at("verify", agreement)))
    assert "签约" in seen and "意向" in seen


def test_a_verified_contract_moves_its_project_and_a_claim_does_not(client, cast, agreement, project):
    project.refresh_from_db()
    assert project.stage == "lead"
    client.force_login(cast.north_officer)
    form = {"kind": "investment", "signed_on": "2026-08-30", "saw_it": "on", "seen": agreement.version}
    assert client.post(at("verify", agreement), form).status_code == 302
    project.refresh_from_db()
    agreement.refresh_from_db()
    assert (project.stage, agreement.publicity) == ("signed", "verified")


def test_a_framework_agreement_reaches_intent_only():
    assert stage_opened("industry", "lead", [], "framework") == "intent"
    assert stage_opened("industry", "signed", ["investment_agreement"], "mou") is None


def test_nothing_is_verified_without_having_seen_the_paper(client, cast, agreement):
    client.force_login(cast.north_officer)
    form = {"kind": "investment", "signed_on": "2026-08-30", "seen": agreement.version}
    assert client.post(at("verify", agreement), form).status_code == 422


def test_a_verified_agreement_keeps_its_kind_and_day(client, cast, agreement):
    done = actions.verify(agreement, "mou", TODAY, by=cast.north_officer, seen=agreement.version)
    client.force_login(cast.north_officer)
    form = {"title": "新名称", "kind": "investment", "signed_on": "2026-01-01", "seen": done.version}
    client.post(at("edit", agreement), form)
    done.refresh_from_db()
    assert (done.title, done.kind, done.signed_on) == ("新名称", "mou", TODAY)


def test_a_verified_paper_linked_later_moves_the_project_then(cast, enterprise, project):
    free = actions.add_agreement("青禾备忘录", [enterprise], by=cast.north_officer)
    free = actions.verify(free, "mou", TODAY, by=cast.north_officer, seen=free.version)
    actions.edit_agreement(free, by=cast.north_officer, seen=free.version, project=project)
    project.refresh_from_db()
    assert project.stage == "intent"


def test_promises_are_kept(client, cast, agreement):
    client.force_login(cast.north_officer)
    form = {"side": "we", "text": "年底前交付厂房", "due_on": "2026-12-31"}
    assert "年底前交付厂房" in text(client.post(at("add_commitment", agreement), form, follow=True))
    promise = agreement.commitments.get()
    client.post(at("keep_commitment", agreement, promise.pk), {"kept_on": "2026-12-01"})
    promise.refresh_from_db()
    assert promise.kept_on == date(2026, 12, 1)


def test_another_unit_and_an_agent_find_nothing(client, cast, agreement, enterprise):
    for person in (cast.south_officer, cast.agent):
        client.force_login(person)
        assert client.get(at("detail", agreement)).status_code == 404
    client.force_login(cast.south_officer)
    assert agreement.title not in text(client.get(reverse("enterprises:detail", args=[enterprise.number])))


def test_an_agent_sees_the_agreements_of_what_it_reported(client, cast, agreement, project):
    project.reported_by_id = cast.agent.pk
    project.save(update_fields=["reported_by"])
    client.force_login(cast.agent)
    assert client.get(at("detail", agreement)).status_code == 200
    assert client.get(at("edit", agreement)).status_code == 403


def test_an_auditor_reads_and_cannot_write(client, cast, agreement):
    client.force_login(cast.auditor)
    assert client.get(at("detail", agreement)).status_code == 200
    for name in ("edit", "verify", "add_commitment"):
        assert client.get(at(name, agreement)).status_code == 403


def test_the_agreements_of_a_confidential_project_are_seen_by_those_named_on_it(
    client, cast, agreement, project
):
    project.refresh_from_db()
    projects.protect(project, [cast.leader], by=cast.north_officer, seen=project.version)
    client.force_login(cast.bureau_person)
    assert client.get(at("detail", agreement)).status_code == 404
    client.force_login(cast.leader)
    assert client.get(at("detail", agreement)).status_code == 200


def test_the_list_is_searched_by_party_and_narrowed(client, cast, agreement):
    client.force_login(cast.north_officer)
    title = f"{agreement.title}</a>"
    assert title in text(client.get("/agreements/", {"q": "青禾半导体", "publicity": "claimed"}))
    assert title not in text(client.get("/agreements/", {"publicity": "verified"}))


def test_the_pages_need_few_queries(client, cast, agreement, django_assert_max_num_queries):
    client.force_login(cast.north_officer)
    pages = [at(name, agreement) for name in ("detail", "edit", "verify", "add_commitment")]
    for address in ("/agreements/", ADD, *pages):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
