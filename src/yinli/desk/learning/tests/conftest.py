"""A report that was reviewed: most of it taken, one value corrected, one typed in, one record rejected."""

import pytest

from yinli.desk.intake import actions
from yinli.desk.intake.tests.conftest import TODAY, draft, item_of, news, take_in

__all__ = ["TODAY", "decided", "draft", "item_of", "news", "review", "take_in"]

VISIT, ENTERPRISE = "visit:砺石创投", "enterprise:砺石创投"
REJECTED = "enterprise:泰衍新材料公司"


@pytest.fixture
def review(cast):
    """Correct, reject and accept all the rest of a draft: review(draft, correct=[(key, field, typed)], reject=[key])."""

    def run(draft, correct=(), reject=(), by=None):
        by = by or cast.north_officer
        for key, field, typed in correct:
            draft = actions.correct(draft, key, field, typed, by=by, seen=draft.version, today=TODAY)
        for key in reject:
            draft = actions.decide(draft, key, "rejected", by=by, seen=draft.version)
        draft, _missing = actions.decide_all(draft, "accepted", by=by, seen=draft.version)
        return actions.write(draft, by=by, seen=draft.version, today=TODAY)

    return run


@pytest.fixture
def decided(draft, review):
    """The report, written."""
    corrections = [(VISIT, "city", "宁波"), (ENTERPRISE, "about", "管理产业基金。")]
    return review(draft, correct=corrections, reject=[REJECTED])
