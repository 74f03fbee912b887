"""The main job end to end: read what was said, accept it, see it move, see it counted, take the report along."""

import io
import os
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import go

ROOT = Path(__file__).parents[2]
NEWS = (ROOT / "tests/texts/journey.txt").read_text(encoding="utf-8")
FUND = "远谷创业投资管理有限公司"


def contracts(page) -> int:
    """The figure 正式合同项目 on the scoreboard."""
    go(page, "/scoreboard/")
    card = page.locator(".figure", has_text="正式合同项目").first
    return int(re.search(r"(\d+)\s*个", card.inner_text()).group(1))


@pytest.fixture(scope="module")
def written():
    """What the first step leaves for the later ones: this is one journey, told in steps."""
    return {}


def test_an_officer_reads_a_news_text_and_writes_its_records(open_as, written):
    page = open_as("officer")
    page.goto("/intake/")
    page.fill("textarea[name=text]", NEWS)
    page.get_by_role("button", name="开始识别").click()
    page.wait_for_url(re.compile(r"/intake/D\d+/"))
    expect(page.locator("mark", has_text="衡川精密仪器股份有限公司").first).to_be_visible()
    # One record corrected by hand stays rejected, the rest is accepted; each decision is kept at once.
    page.get_by_role("button", name=re.compile("^驳回：.*西安")).first.click()
    expect(page.locator("#bar")).to_contain_text("已核 1 /")
    page.reload()
    expect(page.locator("#bar")).to_contain_text("已核 1 /")
    page.locator("#accept-all").click()
    expect(page.locator("#accept-all")).to_have_count(0)
    _take_picture(page)
    page.locator("#write").click()
    expect(page.get_by_role("heading", name="招商考察").first).to_be_visible()
    trip = page.locator("a[href^='/trips/T']").first
    written["trip"] = trip.get_attribute("href")
    written["project"] = page.locator("a[href^='/projects/P']", has_text="远谷").first.get_attribute("href")


def test_the_same_text_again_makes_nothing_twice(open_as, written):
    page = open_as("officer")
    page.goto("/intake/")
    page.fill("textarea[name=text]", NEWS)
    page.get_by_role("button", name="开始识别").click()
    page.wait_for_url(re.compile(r"/intake/D\d+/"))
    assert page.locator("a[href^='/trips/T']").first.get_attribute("href") == written["trip"]


def test_a_project_moves_when_its_gate_is_given_and_the_figure_follows(open_as, written):
    page = open_as("officer")
    before = contracts(page)
    page.goto("/projects/board/")
    card = page.locator(f".card-k:has(a[href='{written['project']}'])")
    card.locator("summary").click()
    card.locator("[data-move-to=signed]").click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("投资协议")
    kinds = dialog.locator("select, input[type=radio]")
    if kinds.first.evaluate("e => e.tagName") == "SELECT":
        kinds.first.select_option("investment_agreement")
    else:
        dialog.locator("input[type=radio][value=investment_agreement]").check()
    dialog.locator("input[type=date]").first.fill(date.today().isoformat())
    dialog.locator("button[type=submit]").click()
    expect(page.locator(f"[data-lane=signed] a[href='{written['project']}']")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert contracts(page) == before + 1


def test_the_figure_opens_to_the_row_and_the_row_to_its_words(open_as, written):
    page = open_as("officer")
    page.goto("/scoreboard/")
    page.locator(".figure", has_text="正式合同项目").first.locator("a").first.click()
    page.locator("input[type=search]").last.fill("远谷")
    page.locator(f"a[href='{written['project']}']").first.click()
    page.locator("a[href*='/sources/']").first.click()
    expect(page.locator("mark").first).to_be_visible()


def test_the_trips_report_comes_as_a_word_document(open_as, written):
    page = open_as("officer")
    page.goto(written["trip"])
    with page.expect_download() as download:
        page.locator("a[href$='.docx']").first.click()
    paper = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    said = "\n".join(p.text for p in paper.paragraphs)
    said += "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    for words in ("沈望舒", "衡川精密仪器股份有限公司", FUND, "待定"):
        assert words in said


def test_a_card_dragged_to_a_stage_asks_for_its_fact_and_goes_back_without_it(open_as):
    page = open_as("officer")
    page.goto("/projects/board/")
    card = page.locator("[data-lane=lead] .card-k[data-move]").first
    title = card.locator("a").first.inner_text()
    lane = page.locator("[data-lane=contact]")
    _drag(page, card, lane)
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("双向对接")
    dialog.get_by_role("link", name="取消").click()
    expect(page.locator("[data-lane=lead] .card-k", has_text=title)).to_be_visible()


def _drag(page, card, lane) -> None:
    start, end = card.bounding_box(), lane.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    for step in range(1, 11):
        x = start["x"] + 60 + (end["x"] + 80 - start["x"] - 60) * step / 10
        page.mouse.move(x, start["y"] + 40 + step)
    page.wait_for_timeout(200)
    page.mouse.up()


def _take_picture(page) -> None:
    """The README's picture, taken anew when YINLI_PICTURES=1."""
    if os.environ.get("YINLI_PICTURES") == "1":
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=ROOT / "docs/journey.png")
