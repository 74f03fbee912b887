"""However little of the year has gone by, the demo shows its closing figures."""

from datetime import date

import pytest

from tests.test_demo import CLOSING, values
from yinli.base.accounts.models import SYSTEM
from yinli.demo import load

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.deep
def test_the_demo_told_on_new_years_day_has_the_same_figures(db):
    load(NEW_YEAR)
    counted = values(SYSTEM, NEW_YEAR)
    assert {code: counted[code] for code in CLOSING} == CLOSING
