"""What the scoreboard's pages say, and to whom."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from yinli.core.counting import indicators
from yinli.core.dates import year
from yinli.desk.scoreboard.queries import credited, shown
from yinli.domain.first_report.models import CreditShare
from yinli.domain.targets.actions import judge_claim, set_target
from yinli.domain.targets.models import ClaimedResult


def words(html):
    """The page without its markup, blanks made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_figure_stands_beside_its_target_and_its_pace(cast, world, look):
    world.big_one()
    set_target(2026, "major_5bn", Decimal(4), by=cast.leader)
    page = words(look(cast.north_officer, "board"))
    assert "50亿元以上重大产业项目 1个" in page
    assert "任务 4个 · 25%" in page and "落后于序时" in page


def test_a_reached_target_says_so(cast, world, look):
    world.big_one()
    set_target(2026, "major_5bn", Decimal(1), by=cast.leader)
    assert "已完成" in words(look(cast.leader, "board"))


def test_both_readings_of_an_ambiguous_tier_are_shown(cast, world, look):
    world.big_one()
    world.big_one(planned_investment_yuan=Decimal(1_000_000_000))
    page = words(look(cast.leader, "board"))
    assert "10亿元重大产业项目 2个" in page
    assert "按“10亿至50亿元”区间： 1个" in page


def test_what_is_claimed_stands_beside_what_is_counted(cast, world, look, claim):
    world.big_one()
    page = words(look(cast.leader, "board"))
    assert "自报 2个 · 截至9月8日核实 1个 · 相差 +1" in page


def test_a_basis_that_nobody_confirmed_is_marked(cast, look):
    assert "口径待确认" in look(cast.leader, "board")


def test_a_past_year_and_a_quarter_are_counted_by_themselves(cast, world, look):
    world.big_one(facts={"city_recognition": date(2025, 3, 1)})
    assert "50亿元以上重大产业项目 1个" in words(look(cast.leader, "board", period="2025"))
    assert "50亿元以上重大产业项目 0个" in words(look(cast.leader, "board", period="2026-q1"))
    assert "50亿元以上重大产业项目 0个" in words(look(cast.leader, "board"))


@pytest.mark.parametrize("period", ["2027", "1066", "2026-q4", "soon", "2026-02-31", "2026-q9"])
def test_a_period_that_is_none_or_lies_ahead_is_not_found(cast, look, period):
    look(cast.leader, "board", status=404, period=period)
    look(cast.leader, "rows", "major_5bn", period.replace("soon", "soon"), status=404)


def test_a_figure_opens_to_its_rows_with_the_facts_it_rests_on(cast, world, look):
    row = world.big_one()
    page = look(cast.bureau_person, "rows", "major_5bn", "2026")
    assert row.name in page
    assert "正式合同日期 2026-02-01" in words(page) and "注册登记日期 2026-03-01" in words(page)
    assert "50亿元" in page


def test_rows_of_another_section_count_but_are_not_shown(cast, world, look):
    mine, theirs = world.big_one(), world.big_one(officer=cast.south_officer, lead_unit=cast.south)
    page = look(cast.north_officer, "rows", "major_5bn", "2026")
    assert mine.name in page and theirs.name not in page
    assert "共计入 2 条" in words(page) and "其中 1 条受保护" in words(page)


def test_a_figure_tells_whose_it_is_by_the_shares_of_its_projects(cast, world, look):
    whole, shared = world.big_one(), world.big_one()
    for unit, percent in ((cast.north, 40), (cast.south, 60)):
        CreditShare.objects.create(project=shared, unit=unit, percent=percent)
    page = words(look(cast.leader, "rows", "major_5bn", "2026"))
    assert "北部板块 1.40" in page
    assert "南部板块 0.60" in page
    assert whole.lead_unit == cast.north


def test_parts_of_a_figure_add_up_to_it(cast, world):
    for _three_times in range(3):
        project = world.big_one()
        for unit, percent in ((cast.north, Decimal("33.33")), (cast.south, Decimal("66.67"))):
            CreditShare.objects.create(project=project, unit=unit, percent=percent)
    parts = credited(indicators()["major_5bn"], year(2026))
    assert sum(worth for _unit, worth in parts) == 3
    assert credited(indicators()["registered_10m"], year(2026)) == []


def test_a_search_does_not_change_how_many_are_protected(cast, world, look):
    world.big_one()
    world.big_one(officer=cast.south_officer, lead_unit=cast.south)
    page = words(look(cast.north_officer, "rows", "major_5bn", "2026", q="no such row"))
    assert "其中 1 条受保护" in page


def test_a_person_s_certificate_is_seen_by_talent_officers_and_counted_for_everybody(cast, world, look):
    world.certificate(holder="仲夏")
    assert "仲夏" in look(cast.talent_officer, "rows", "high_skilled", "2026")
    page = look(cast.north_officer, "rows", "high_skilled", "2026")
    assert "仲夏" not in page and "其中 1 条受保护" in words(page)


def test_a_near_miss_says_the_one_condition_it_misses_and_what_stands_there(cast, world, look):
    world.big_one(planned_investment_yuan=Decimal(4_999_000_000))
    page = words(look(cast.bureau_person, "near", "major_5bn", "2026"))
    assert "计划总投资不低于50亿元" in page and "49.99亿元" in page


def test_a_near_miss_without_registration_shows_the_contract_it_has(cast, world, look):
    world.big_one(facts={"investment_agreement": date(2026, 2, 1)})
    assert "仅有正式合同日期 2026-02-01" in words(look(cast.bureau_person, "near", "major_5bn", "2026"))


def test_near_misses_can_be_narrowed_to_one_condition(cast, world, look):
    small = world.big_one(planned_investment_yuan=Decimal(4_999_000_000))
    lost = world.big_one(status="lost", status_reason="other")
    rule = indicators()["major_5bn"]
    at = next(at for at, clause in enumerate(rule.clauses) if clause.field == "status")
    page = look(cast.bureau_person, "near", "major_5bn", "2026", lacks=str(at))
    assert lost.name in page and small.name not in page


def test_the_rule_is_told_in_words_with_where_it_stands(cast, look):
    page = words(look(cast.auditor, "rule", "major_1bn", "2026"))
    assert "计划总投资不低于10亿元" in page
    assert "默认口径：计划总投资" in page and "2021-01-01" in page and "原文未写“以上”" in page


def test_every_page_of_every_indicator_opens_in_both_languages(cast, world, look, client):
    world.fill(6)
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        for indicator in (*shown(indicators()), indicators()["paid_in"]):
            for name in ("rows", "near", "rule"):
                look(cast.bureau_person, name, indicator.code, "2026")


def test_rows_leave_as_a_sheet(cast, world, client, look):
    row = world.big_one()
    look(cast.bureau_person, "board")
    answer = client.get(reverse("scoreboard:rows", args=["major_5bn", "2026"]), {"format": "xlsx"})
    sheet = ZipFile(BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert row.name in sheet and "正式合同日期 2026-02-01 · 注册登记日期 2026-03-01" in sheet


@pytest.mark.parametrize("name", ["board", "claims"])
def test_an_agent_and_an_administrator_see_no_scoreboard(cast, look, name):
    look(cast.agent, name, status=403)
    look(cast.administrator, name, status=403)


def test_the_rows_of_an_unknown_indicator_are_not_found(cast, look):
    look(cast.leader, "rows", "happiness", "2026", status=404)


def test_the_bureau_refutes_a_claim_in_words_and_the_board_drops_it(cast, client, look, claim):
    look(cast.bureau_person, "claim", claim.number)
    posted = {"seen": claim.version, "status": "refuted", "verdict": "只查实1个。"}
    assert client.post(reverse("scoreboard:claim", args=[claim.number]), posted).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.reviewed_by) == ("refuted", "只查实1个。", cast.bureau_person)
    assert "自报 2个" not in words(look(cast.leader, "board"))
    assert "不属实" in look(cast.leader, "claims")


def test_a_verdict_without_words_is_refused(cast, client, look, claim):
    look(cast.bureau_person, "claim", claim.number)
    posted = {"seen": claim.version, "status": "verified", "verdict": " "}
    assert client.post(reverse("scoreboard:claim", args=[claim.number]), posted).status_code == 422
    assert ClaimedResult.objects.get().status == "claimed"


def test_an_officer_cannot_judge_a_claim(cast, client, look, claim):
    assert "核实或驳回" not in look(cast.north_officer, "claim", claim.number)
    posted = {"seen": claim.version, "status": "verified", "verdict": "看过"}
    assert client.post(reverse("scoreboard:claim", args=[claim.number]), posted).status_code == 403


def test_two_verdicts_at_once_do_not_overwrite_each_other(cast, client, look, claim):
    judge_claim(claim, "verified", "查实2个。", by=cast.bureau_person, seen=claim.version)
    look(cast.bureau_person, "claims")
    posted = {"seen": claim.version, "status": "refuted", "verdict": "只有1个。"}
    assert client.post(reverse("scoreboard:claim", args=[claim.number]), posted).status_code == 409


def test_a_claim_that_no_indicator_means_is_shown_without_a_figure(cast, look, claim):
    ClaimedResult.objects.filter(pk=claim.pk).update(indicator="")
    assert "暂无同义指标" in look(cast.leader, "claims")


PAGES = (
    ("board",), ("claims",), ("rows", "major_1bn", "2026"), ("near", "major_1bn", "2026"),
    ("rows", "shortlisted", "2026"), ("near", "high_skilled", "2026"), ("rows", "paid_in_rate", "2026"),
)  # fmt: skip


@pytest.mark.usefixtures("claim")
def test_no_page_takes_more_than_fifteen_queries(cast, world, client, look, django_assert_max_num_queries):
    world.fill(30)
    look(cast.bureau_person, "board")
    for name, *args in PAGES:
        with django_assert_max_num_queries(15):
            client.get(reverse(f"scoreboard:{name}", args=args))
