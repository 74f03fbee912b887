"""A short report and its draft, for every test of intake."""

from datetime import date
from pathlib import Path

import pytest

TODAY = date(2024, 5, 21)
NEWS = Path(__file__).parents[5] / "tests" / "texts" / "trip_news.txt"


@pytest.fixture(scope="session")
def news() -> str:
    """A report of a delegation's trip, written for the tests."""
    return NEWS.read_text(encoding="utf-8")


@pytest.fixture
def take_in(cast):
    """Keep a text and read it, as the north officer unless another is named."""
    from yinli.base.sources.actions import keep
    from yinli.desk.intake.reading_actions import read_source

    def run(text: str, by=None, name: str = "report.txt"):
        by = by or cast.north_officer
        draft, _is_new = read_source(keep(text.encode(), name, by=by), by=by)
        return draft

    return run


@pytest.fixture
def draft(take_in, news):
    """The report's draft, nothing decided."""
    return take_in(news)


@pytest.fixture
def item_of():
    """The proposal of a draft with this key."""
    from yinli.desk.intake.queries import items_of

    def run(draft, key: str):
        return next(item for item in items_of(draft) if item.key == key)

    return run


@pytest.fixture
def written(draft, cast):
    """The draft with everything accepted and written."""
    from yinli.desk.intake.actions import decide_all, write

    decided, missing = decide_all(draft, "accepted", by=cast.north_officer, seen=draft.version)
    assert missing == []
    return write(decided, by=cast.north_officer, seen=decided.version, today=TODAY)
