"""Amounts that cannot be meant as they were typed are asked back, and no others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.amount_doubts import Known, doubts, read_doubts
from yinli.core.ruletable import RULES_ENV, RuleError, load

CAPITAL = Known("registered capital", Decimal(500_000_000))


def test_ten_thousands_typed_as_yuan_are_asked_back_with_what_was_meant():
    found = doubts().of(Decimal(5_000), [CAPITAL])
    assert (found.known, found.meant_yuan) == (CAPITAL, Decimal(50_000_000))


def test_yuan_typed_as_ten_thousands_are_asked_back():
    found = doubts().of(Decimal(3_000_000_000_000), [CAPITAL])
    assert found.meant_yuan == Decimal(300_000_000)


def test_one_known_amount_of_its_size_is_enough_to_believe_it():
    assert doubts().of(Decimal(200_000), [CAPITAL, Known("paid in", Decimal(1_000_000))]) is None


def test_where_nothing_is_known_only_a_handful_of_yuan_is_doubted():
    assert doubts().of(Decimal(5_000), []).meant_yuan == Decimal(50_000_000)
    assert doubts().of(Decimal(50_000), []) is None


def test_nothing_is_a_figure_like_any_other():
    assert doubts().of(Decimal(0), [CAPITAL]) is None


@given(st.decimals(1, 10**12, places=2), st.decimals(1, 10**12, places=2))
def test_what_is_said_to_be_meant_is_never_in_doubt_itself(yuan, known):
    found = doubts().of(yuan, [Known("known", known)])
    if found and found.meant_yuan:
        assert doubts().of(found.meant_yuan, [Known("known", known)]) is None


@pytest.mark.parametrize("wrong", ["factor = 1", "units = []", "floor = 5"])
def test_rules_of_doubt_that_cannot_be_are_refused(tmp_path, monkeypatch, wrong):
    (tmp_path / "amounts.toml").write_text(f"[doubt]\n{wrong}\n", encoding="utf-8")
    monkeypatch.setenv(RULES_ENV, str(tmp_path))
    with pytest.raises(RuleError):
        read_doubts(load("amounts"))
