"""Precision and recall from what reviewers decided: counted once, honest where little is known, and with their rows."""

import pytest

from yinli.core.judged import FIGURES, Judged, Share, Tally, by_month, rows_of, tallies, tally

ROWS = [
    Judged("enterprise.name", "org.brand", "2026-10", "right", count=6),
    Judged("enterprise.name", "org.brand", "2026-11", "corrected", count=1),
    Judged("enterprise.name", "org.model", "2026-11", "wrong", count=3),
    Judged("enterprise.name", "", "2026-11", "missed", count=2),
    Judged("visit.held_on", "date.day", "2026-11", "right", count=4),
]


def test_precision_is_the_share_of_what_was_proposed_that_was_right():
    names = tallies(ROWS, lambda row: row.field)["enterprise.name"]
    assert (names.precision.part, names.precision.whole) == (6, 10)


def test_recall_is_the_share_of_what_the_text_holds_that_was_read_right():
    names = tallies(ROWS, lambda row: row.field)["enterprise.name"]
    assert (names.recall.part, names.recall.whole) == (6, 9)


def test_a_share_of_nothing_is_not_known():
    assert Tally().precision is None and Tally().recall is None
    assert tally(ROWS[3:4]).precision is None


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_returns_the_rows_it_counts(figure):
    counted = sum(row.count for row in rows_of(figure, ROWS))
    found = tally(ROWS)
    if figure in ("precision", "recall"):
        assert found.share(figure).whole == counted
    else:
        assert found.count(figure) == counted


def test_the_interval_holds_the_share_stays_within_bounds_and_narrows_with_more():
    for part, whole in ((0, 1), (1, 1), (3, 10), (300, 1000)):
        share = Share(part, whole)
        assert 0 <= share.low <= share.value <= share.high <= 1
    assert Share(1, 1).low < 0.25
    assert Share(300, 1000).high - Share(300, 1000).low < Share(3, 10).high - Share(3, 10).low


def test_the_interval_is_wilsons():
    share = Share(9, 10)
    assert (round(share.low, 4), round(share.high, 4)) == (0.5958, 0.9821)


def test_a_month_without_a_decision_is_there_and_empty():
    months = by_month(ROWS, "2026-12", 3)
    assert [month for month, _ in months] == ["2026-10", "2026-11", "2026-12"]
    assert months[2][1].precision is None
    assert by_month(ROWS, "2027-01", 2)[0][0] == "2026-12"
