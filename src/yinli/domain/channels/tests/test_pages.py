"""The pages of channels, as people open and send them."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinli.domain.channels import award_actions, queries, wording
from yinli.domain.channels.models import Attribution, Award, Channel
from yinli.domain.channels.tests.conftest import PHOTO, opened
from yinli.domain.channels.tests.test_awards import LATER, proposed


@pytest.fixture
def page(client):
    """page(person, name, *args, **query): what they see of an address."""

    def seen(person, name, *args, **query):
        client.force_login(person)
        return client.get(reverse(f"channels:{name}", args=args), query)

    return seen


@pytest.fixture
def send(client):
    """send(person, name, args, data): what comes of a form."""

    def sent(person, page, args, /, **data):
        client.force_login(person)
        return client.post(reverse(f"channels:{page}", args=args), data, follow=True)

    return sent


def text(response):
    return response.content.decode()


def test_the_list_shows_what_each_brought_this_year(cast, landed, agency, page):
    # The list asks what this year brought, whichever it is.
    Attribution.objects.update(since_on=date.today())
    landed.facts.update(happened_on=date.today())
    rows = re.findall(r"<tr.*?</tr>", text(page(cast.bureau_person, "list")), re.S)
    cells = next(re.findall(r"<td.*?</td>", row, re.S) for row in rows if "远帆委托" in row)
    said = [re.sub(r"<[^>]+>|\s", "", cell) for cell in cells]
    assert said[:4] == ["远帆委托", "委托招商", "远帆咨询", "–"]
    assert said[4:6] == ["1", "1"]


def test_the_agent_does_not_see_what_it_costs(cast, landed, page, agency):
    assert "本年费用" in text(page(cast.bureau_person, "list"))
    assert "本年费用" not in text(page(cast.agent, "list"))
    assert "登记费用" not in text(page(cast.agent, "detail", agency.number))


def test_a_channel_is_set_up_with_its_contract(cast, send):
    told = send(
        cast.bureau_person, "new", [], seen=0, name="深圳驻点", kind="station", unit=cast.north.pk, place="深圳",
        head=cast.north_officer.pk, staff=[cast.north_officer.pk], contract_from_on="2026-01-01",
        paper=SimpleUploadedFile("合同.jpg", PHOTO),
    )  # fmt: skip
    made = Channel.objects.get()
    assert told.redirect_chain[-1][0] == wording.channel_page(made)
    assert (made.head, made.contract.file_name, list(made.staff.all())) == (
        cast.north_officer, "合同.jpg", [cast.north_officer],
    )  # fmt: skip


def test_a_form_that_is_refused_keeps_what_was_typed(cast, send, agency):
    told = send(
        cast.bureau_person,
        "new",
        [],
        seen=0,
        name=agency.name,
        kind="station",
        unit=cast.north.pk,
        place="深圳",
    )
    assert told.status_code == 422
    assert "深圳" in text(told) and "已有同名渠道。" in text(told)


def test_a_partner_nobody_knows_is_named(cast, send):
    told = send(
        cast.bureau_person,
        "new",
        [],
        seen=0,
        name="深圳驻点",
        kind="station",
        unit=cast.north.pk,
        partner_name="无此公司",
    )
    assert "企业库中没有这一名称" in text(told)


def test_a_year_is_planned_and_marked_on_its_pages(cast, agency, landed, send, page):
    planned = send(cast.bureau_person, "plan", [agency.number], seen=agency.version, year=2026, landed=2)
    assert "50" in text(planned)
    agency.refresh_from_db()
    assert "50.0" in text(page(cast.bureau_person, "appraise", agency.number, year=2026))
    send(cast.bureau_person, "appraise", [agency.number], seen=agency.version, words="落户一半")
    assert agency.appraisals.count() == 1


def test_the_plan_of_another_year_stands_on_its_own_page(cast, agency, send, page):
    send(cast.bureau_person, "plan", [agency.number], seen=agency.version, year=2025, landed=7)
    assert "计划7，" in text(page(cast.bureau_person, "detail", agency.number, year=2025))
    assert "计划7，" not in text(page(cast.bureau_person, "detail", agency.number, year=2026))
    assert page(cast.bureau_person, "detail", agency.number, year="2026x").status_code == 200


def test_a_month_is_reported_by_the_agent_itself(cast, agency, send):
    told = send(cast.agent, "report", [agency.number], month="2026-08-03", text="走访三家企业")
    assert "走访三家企业" in text(told)


def test_costs_are_written_down_and_withdrawn(cast, agency, send):
    send(cast.bureau_person, "spend", [agency.number], kind="fee", yuan="5万元", spent_on="2026-08-01")
    cost = agency.costs.get()
    told = send(cast.bureau_person, "withdraw_cost", [agency.number, cost.pk], reason="记错了")
    assert "记错了" in text(told)
    assert (
        send(cast.bureau_person, "withdraw_cost", [agency.number, cost.pk], reason="再撤").status_code == 404
    )


def test_a_cost_of_nothing_is_refused(cast, agency, send):
    told = send(cast.bureau_person, "spend", [agency.number], kind="fee", yuan="0", spent_on="2026-08-01")
    assert told.status_code == 422
    assert not agency.costs.exists()


def test_who_settled_and_came_back_is_written_down_on_the_enclaves_page(cast, enclave, send):
    number = enclave.channel.number
    send(enclave.officer, "settle", [number], name="青禾半导体有限公司", entered_on="2025-06-01")
    tenant = enclave.channel.tenants.get()
    project = opened("青禾封测", enclave.officer, enclave.unit)
    told = send(
        enclave.officer, "come_back", [number, tenant.pk], project=project.pk, returned_on="2026-08-01"
    )
    assert "青禾封测" in text(told)
    refused = send(enclave.officer, "leave", [number, tenant.pk], left_on="2024-01-01")
    assert "早于该企业的入驻日期。" in text(refused)


def test_a_project_says_by_which_channel_it_came_and_what_stands_in_the_way(cast, agency, client):
    project = opened("青禾封测", cast.agent, cast.agency)
    client.force_login(cast.bureau_person)
    said = text(client.get(reverse("pipeline:detail", args=[project.number])))
    assert "远帆委托" in said
    assert "落户尚未核实" in said


def test_it_is_said_by_hand_and_changed_for_a_reason(cast, agency, enclave, send):
    project = opened("青禾封测", cast.north_officer, cast.north)
    frame = {"seen": project.version, "channel": agency.pk}
    send(cast.bureau_person, "attribute", [project.number], **frame)
    project.refresh_from_db()
    frame = {"seen": project.version, "channel": enclave.channel.pk}
    assert "请写明更改理由。" in text(send(cast.bureau_person, "attribute", [project.number], **frame))
    send(cast.bureau_person, "attribute", [project.number], **frame, why="首次接触在飞地")
    assert Attribution.objects.get(project=project, ended_on=None).channel == enclave.channel


def test_what_is_due_is_proposed_decided_and_paid_page_by_page(cast, landed, second, send):
    told = send(cast.bureau_person, "propose", [landed.number, "agent_reward"])
    made = Award.objects.get()
    assert told.redirect_chain[-1][0] == wording.award_page(made)
    assert "5.2万元" in text(told) or "52,000" in text(told)
    send(second, "decide", [made.number], seen=made.version, grant="yes")
    made.refresh_from_db()
    slip = SimpleUploadedFile("回单.jpg", PHOTO)
    told = send(second, "pay", [made.number], seen=made.version, paid_on=date.today(), proof=slip)
    assert Award.objects.get().state == "paid"
    assert "回单" in text(told)


def test_whoever_proposed_it_is_told_that_another_must_agree(cast, landed, send):
    made = proposed(landed, cast)
    told = send(cast.bureau_person, "decide", [made.number], seen=made.version, grant="yes")
    assert "须由提出人以外的人同意。" in text(told)


def test_a_refusal_without_words_comes_back(cast, landed, second, send):
    made = proposed(landed, cast)
    told = send(second, "decide", [made.number], seen=made.version, grant="no")
    assert "请写明理由，相关单位会看到。" in text(told)


def test_a_project_that_came_by_nothing_has_nothing_to_propose(cast, agency, send):
    project = opened("青禾封测", cast.north_officer, cast.north)
    assert send(cast.bureau_person, "propose", [project.number, "agent_reward"]).status_code == 404


def test_a_sum_that_is_not_due_is_refused_in_words(cast, landed, second, send):
    made = proposed(landed, cast)
    award_actions.decide(made, award_actions.Decision(True), by=second, seen=made.version, today=LATER)
    told = send(cast.bureau_person, "propose", [landed.number, "agent_reward"])
    assert "除已同意的部分外，目前没有应付金额。" in text(told)


def test_a_closed_channel_is_found_when_asked_for(cast, agency, send, page):
    send(cast.bureau_person, "close", [agency.number], seen=agency.version, reason="合同到期")
    assert "合同到期" in text(page(cast.bureau_person, "detail", agency.number))
    assert queries.open_channels(cast.bureau_person).count() == 0
