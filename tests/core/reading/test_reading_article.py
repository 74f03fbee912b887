"""The real article beside this repository, against its gold; skipped where it is not there."""

import importlib.util
from pathlib import Path

import pytest

from yinli.core.reading import propose, read

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "reading"

pytestmark = pytest.mark.skipif(
    not (SHARED / "article.gold.json").exists(), reason="../shared/reading is not beside this repository"
)


@pytest.fixture(scope="module")
def figures() -> dict[str, tuple[float, float]]:
    spec = importlib.util.spec_from_file_location("bench_reading", ROOT / "tests" / "bench" / "reading.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    return bench.article()


@pytest.fixture(scope="module")
def proposed():
    return propose(read((SHARED / "article.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("field", "bar"),
    [("organisations", 0.95), ("events", 0.90), ("metrics", 1.0), ("persons", 1.0), ("dates", 1.0)],
)
def test_the_article_is_read_as_well_as_the_bar_asks(figures, field, bar):
    precision, recall = figures[field]
    assert precision >= bar
    assert recall >= bar


def test_the_article_makes_one_trip_and_three_planned_ones(proposed):
    trips = [p for p in proposed if p.record == "trip"]
    assert [p.value("status") for p in trips] == ["held", "planned", "planned", "planned"]
    assert (trips[0].value("starts_on"), trips[0].value("ends_on")) == ("2021-09-03", "2021-09-06")
    assert len(trips[0].value("members")) == 3
    assert [p.value("cities") for p in trips[1:]] == [["北京"], ["上海"], ["西安"]]


def test_the_article_makes_the_parts_and_deals_it_tells_of(proposed):
    visits = [p for p in proposed if p.record == "visit"]
    parts = [p.value("part") for p in visits]
    assert {part: parts.count(part) for part in set(parts)} == {
        "investor": 6,
        "partner": 2,
        "fund_manager": 2,
        "study": 4,
    }
    bases = [p.value("basis") for p in proposed if p.record == "project"]
    assert sorted(bases) == ["intent", "mou"] + ["named_project"] * 4 + ["signing"] * 2
    kinds = [p.value("kind") for p in proposed if p.record == "agreement"]
    assert sorted(kinds) == ["intent", "mou", "unknown", "unknown"]


def test_the_article_keeps_the_city_of_every_stop(proposed):
    cities = [p.value("city") for p in proposed if p.record == "visit"]
    assert cities.count("东莞") == 1
    assert set(cities) == {"深圳", "东莞"}


def test_the_article_makes_nine_claimed_results_one_of_them_readable_in_two_ways(proposed):
    claims = [p for p in proposed if p.record == "claimed_result"]
    assert len(claims) == 9
    assert [len(p.value("readings")) for p in claims].count(2) == 1


def test_the_article_tells_three_facts_and_asks_one_task(proposed):
    facts = [p.value("kind") for p in proposed if p.record == "enterprise_fact"]
    assert sorted(facts) == ["headquartered_at", "listed", "subsidiary_of"]
    (task,) = [p for p in proposed if p.record == "follow_up"]
    assert task.value("unit") is None
    assert len(task.refs) == 2
