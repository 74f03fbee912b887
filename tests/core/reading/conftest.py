"""The project's own news text, read once: an invented district on a trip to two cities."""

from pathlib import Path

import pytest

from yinli.core.reading import Proposal, Reading, propose, read

TEXTS = Path(__file__).resolve().parents[2] / "texts"


@pytest.fixture(scope="session")
def news() -> Reading:
    return read((TEXTS / "trip_news.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def proposed(news: Reading) -> tuple[Proposal, ...]:
    return propose(news)
