"""The report of a trip as .docx: what it says, where each statement comes from, and to whom it is given."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from yinli.base.sources.actions import cite, keep
from yinli.domain.agreements.actions import add_agreement
from yinli.domain.enterprises.actions import add_enterprise, add_fact
from yinli.domain.follow_ups.actions import ask
from yinli.domain.targets.actions import claim_result
from yinli.domain.trips.actions import add_member, add_stop, add_trip, link_follow_up
from yinli.domain.visits.actions import add_visit
from yinli.surfaces.briefing.make_template import make
from yinli.surfaces.briefing.paper import PaperRefused, write

TEXT = (
    "5月6日，陈立率队赴苏州考察，走访云帆科技，就封测产线落地交换意见。双方签署合作备忘录。"
    "云帆科技2011年在深圳上市。要求相关板块尽快对接。截至目前，全区新增5000万元以上新兴产业项目22个。下一步赴合肥。"
)


def span(words):
    at = TEXT.index(words)
    return at, at + len(words)


@pytest.fixture
def trip(cast):
    """A trip of two days with one visit, everything read from one document."""
    by = cast.north_officer
    source = keep(TEXT.encode(), "苏州.txt", by=by, published_on=date(2026, 5, 8))
    days = {"starts_on": date(2026, 5, 6), "ends_on": date(2026, 5, 7)}
    trip = add_trip("赴苏州招商考察", by=by, status="held", cities=["苏州"], source=source, **days)
    add_member(trip, "陈立", by=by, title="区委书记", is_leader=True)
    add_member(trip, "吴珊", by=by)
    firm, _new = add_enterprise("云帆科技有限公司", by=by, city="苏州")
    talked = {"city": "苏州", "part": "investor", "summary": "就封测产线落地交换意见", "source": source}
    visit = add_visit(by=by, enterprise=firm, held_on=date(2026, 5, 6), **talked)
    add_stop(trip, visit, by=by)
    cite(visit, "summary", source, span("就封测产线落地交换意见"), "event.visit", by=by)
    fact = add_fact(firm, "listed", "2011年在深圳上市", by=by, year=2011)
    cite(fact, "text", source, span("云帆科技2011年在深圳上市"), "fact.listed", by=by)
    add_agreement("合作备忘录", [firm], by=by, kind="mou", signed_on=date(2026, 5, 6), source=source)
    link_follow_up(trip, ask("尽快对接", by=by, asked_of="相关板块", source=source), by=by)
    values = {"counted_in": "个", "indicator": "emerging_50m"}
    claim_result(source, "5000万元以上新兴产业项目22个", Decimal(22), by=by, **values)
    add_trip("下一步考察", by=by, cities=["合肥"], source=source)
    return trip


def report(client, user, trip, language="zh-hans"):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.get(reverse("briefing:trip", args=[trip.number]))


def text_of(answer):
    assert answer.status_code == 200
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)


def test_the_report_tells_the_trip_in_the_order_of_an_official_paper(cast, client, trip):
    text = text_of(report(client, cast.north_officer, trip))
    expected = [
        "“赴苏州招商考察”情况报告", "时间：2026年5月6日至2026年5月7日", "带队：陈立（区委书记）", "成员：吴珊",
        "一、行程与走访", "云帆科技有限公司（", "：5月6日、苏州。就封测产线落地交换意见。",
        "二、签约与意向", "合作备忘录：", "自报待核", "三、企业要点", "2011年在深圳上市。",
        "四、交办事项", "责任单位：待定（相关板块）；时限：待定。", "五、下一步计划", "合肥",
        "六、自报成效数字", "5000万元以上新兴产业项目22个（自报待核）", "依据", "来源文件",
    ]  # fmt: skip
    places = [text.find(words) for words in expected]
    assert -1 not in places, [words for words, at in zip(expected, places, strict=True) if at < 0]
    assert places == sorted(places)


def test_every_statement_has_a_mark_that_leads_to_its_words_and_its_document(cast, client, trip):
    text = text_of(report(client, cast.north_officer, trip))
    body, notes = text.split("\n依据\n")
    marked = [line for line in body.splitlines() if line.endswith("]")]
    assert len(marked) == 7  # the time, the visit, the memorandum, the fact, the task, the plan, the figure
    assert "“就封测产线落地交换意见”（文件1，第" in notes
    assert f"SHA-256 {trip.source.sha256}" in notes


def test_the_report_is_english_for_a_reader_of_english(cast, client, trip):
    text = text_of(report(client, cast.north_officer, trip, "en"))
    assert "Route and visits" in text and "claimed, not yet verified" in text
    assert "Unit: to be named (相关板块); due: to be set." in text


def test_what_looks_like_markup_or_template_code_stays_what_was_written(cast, client, trip):
    odd = "A&B <w:p/> {{ 7*7 }} {% raw %} \x0b\x00之后"
    add_member(trip, "韩&<b>", by=cast.north_officer, title="{{ number }}")
    visit = add_visit(by=cast.north_officer, place=odd.replace("\x00", ""), summary=odd.replace("\x00", ""))
    add_stop(trip, visit, by=cast.north_officer)
    text = text_of(report(client, cast.north_officer, trip))
    assert "韩&<b>（{{ number }}）" in text
    assert "A&B <w:p/> {{ 7*7 }} {% raw %}" in text and "49" not in text.split("依据")[0]


def test_those_who_may_not_report_get_no_paper(cast, client, trip):
    assert report(client, cast.talent_officer, trip).status_code in (403, 404)
    assert report(client, cast.south_officer, trip).status_code == 404
    assert report(client, cast.administrator, trip).status_code == 404
    assert report(client, cast.auditor, trip).status_code == 200


def test_a_stop_that_the_reader_may_not_see_is_counted_and_not_told(cast, client, trip):
    theirs = add_visit(by=cast.south_officer, place="南岸研究院", held_on=date(2026, 5, 7))
    add_stop(trip, theirs, by=cast.north_officer)
    text = text_of(report(client, cast.north_officer, trip))
    assert "南岸研究院" not in text and "未对本报告读者开放的走访：1处。" in text


def test_a_trip_with_nothing_in_it_still_makes_a_paper(cast, client):
    empty = add_trip("空行程", by=cast.north_officer)
    assert "“空行程”情况报告" in text_of(report(client, cast.north_officer, empty))


def test_a_district_s_own_template_is_used_instead(cast, client, trip, settings, tmp_path):
    paper = Document()
    paper.add_paragraph("某区专用 {{ title }}")
    paper.save(tmp_path / "trip_zh.docx")
    settings.YINLI_BRIEFING_TEMPLATES = str(tmp_path)
    assert text_of(report(client, cast.north_officer, trip)) == "某区专用 “赴苏州招商考察”情况报告"


@pytest.mark.parametrize("line", ["{{ titel }}", "{% for x in y %}", "{{ title.__class__.__mro__ }}"])
def test_a_template_that_cannot_be_filled_is_refused_with_its_name(settings, tmp_path, line):
    paper = Document()
    paper.add_paragraph(line)
    paper.save(tmp_path / "trip_zh.docx")
    settings.YINLI_BRIEFING_TEMPLATES = str(tmp_path)
    with pytest.raises(PaperRefused, match=r"trip_zh\.docx"):
        write("trip", {"title": "x"}, "zh-hans")


def test_a_template_that_is_no_word_file_is_refused(settings, tmp_path):
    (tmp_path / "trip_zh.docx").write_bytes(b"not a document")
    settings.YINLI_BRIEFING_TEMPLATES = str(tmp_path)
    with pytest.raises(PaperRefused):
        write("trip", {"title": "x"}, "zh-hans")


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_templates_kept_are_those_the_script_makes(tmp_path, code):
    from yinli.surfaces.briefing.paper import OWN

    make(tmp_path)
    fresh, kept = (zipfile.ZipFile(folder / f"trip_{code}.docx") for folder in (tmp_path, OWN))
    assert fresh.read("word/document.xml") == kept.read("word/document.xml")


def test_the_trip_s_page_offers_the_report_to_those_who_may_take_it(cast, trip, rf):
    from yinli.base.ui.panels import registered

    panel = next(p for p in registered("trips.trip", "aside") if p.template == "briefing/_download.html")
    assert panel.query(cast.north_officer, trip) == {"trip": trip}
    assert panel.query(cast.south_officer, trip) is None


def test_a_report_takes_fifteen_queries_beside_the_log_in_and_its_count(
    cast, client, trip, django_assert_max_num_queries
):
    report(client, cast.north_officer, trip)
    # One of them asks once for the few documents that are closed.
    with django_assert_max_num_queries(15 + 5 + 1 + 1):
        report(client, cast.north_officer, trip)
