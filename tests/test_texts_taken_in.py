"""Every held-out text can be taken in: read, drawn as a draft, its records offered. Whatever a text says, no page fails."""

from pathlib import Path

import pytest

from yinli.base.sources.actions import keep
from yinli.desk.intake.actions import decide_all
from yinli.desk.intake.queries import items_of
from yinli.desk.intake.reading_actions import read_source

TEXTS = sorted((Path(__file__).parent / "texts/held_out").glob("*/texts/*.txt"))


@pytest.mark.deep
@pytest.mark.django_db
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_a_text_of_the_trade_becomes_a_draft_that_can_be_reviewed(path, cast, client):
    by = cast.north_officer
    draft, is_new = read_source(keep(path.read_bytes(), path.name, by=by), by=by)
    assert is_new
    client.force_login(by)
    assert client.get(f"/intake/{draft.number}/").status_code == 200
    decided, _missing = decide_all(draft, "accepted", by=by, seen=draft.version)
    assert len(items_of(decided)) == len(items_of(draft))
