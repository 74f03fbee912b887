"""What is due for a project and how a year is marked, by the rules alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.ruletable import RULES_ENV, RuleError, load
from yinli.core.schemes import reckon
from yinli.domain.channels.rules import attainment, read_channels, rules

AGENT = rules().schemes["agent_reward"].versions[0]
ENCLAVE = rules().schemes["enclave_sharing"].versions[0]
LANDED = date(2026, 3, 1)


def test_each_part_of_the_basis_has_its_own_rate():
    found = reckon(AGENT, Decimal(80_000_000), {"registered": LANDED}, LANDED, Decimal(0))
    assert [(part.of_yuan, part.yuan) for part in found.bands] == [
        (50_000_000, 100_000),
        (30_000_000, 30_000),
    ]
    assert found.whole_yuan == 130_000
    assert (found.due_yuan, found.open_yuan) == (52_000, 52_000)


def test_nothing_is_due_before_the_fact_of_its_step_is_verified():
    assert reckon(AGENT, Decimal(80_000_000), {}, LANDED, Decimal(0)).due_yuan == 0


def test_what_was_agreed_before_is_taken_off():
    facts = {"registered": LANDED, "equipment_in": LANDED}
    assert reckon(AGENT, Decimal(80_000_000), facts, LANDED, Decimal(52_000)).open_yuan == 39_000


def test_no_project_is_paid_for_with_more_than_the_rules_say():
    found = reckon(AGENT, Decimal(9_000_000_000), {"registered": LANDED}, LANDED, Decimal(0))
    assert (found.capped, found.whole_yuan) == (True, 2_000_000)


def test_a_share_of_years_falls_due_year_by_year():
    due = [
        reckon(ENCLAVE, Decimal(100_000_000), {"registered": LANDED}, day, Decimal(0)).due_yuan
        for day in (LANDED, date(2027, 2, 28), date(2027, 3, 1), date(2028, 3, 1))
    ]
    assert due == [150_000, 150_000, 240_000, 300_000]


def test_a_basis_that_fell_leaves_less_than_nothing_open():
    assert reckon(AGENT, Decimal(10_000_000), {"registered": LANDED}, LANDED, Decimal(52_000)).open_yuan < 0


@given(st.decimals(0, 10**12, places=2), st.sampled_from([AGENT, ENCLAVE]))
def test_steps_always_make_the_whole_to_the_fen(basis, version):
    found = reckon(version, basis, {}, LANDED, Decimal(0))
    assert sum(part.yuan for part in found.steps) == found.whole_yuan
    assert sum(part.of_yuan for part in found.bands) == basis


@given(st.decimals(0, 10**10, places=2), st.decimals(0, 10**10, places=2))
def test_more_of_the_basis_never_gives_less(one, other):
    small, large = sorted((one, other))
    whole = [reckon(AGENT, basis, {}, LANDED, Decimal(0)).whole_yuan for basis in (small, large)]
    assert whole[0] <= whole[1]


def test_the_version_of_the_day_a_project_landed_judges_it():
    scheme = rules().schemes["agent_reward"]
    later = replace(AGENT, version="2027", valid_from=date(2027, 1, 1))
    both = replace(scheme, versions=(replace(AGENT, valid_to=date(2026, 12, 31)), later))
    assert [both.on(day).version for day in (date(2026, 12, 31), date(2027, 1, 1))] == ["2026", "2027"]
    assert both.on(date(2025, 12, 31)) is None


def test_a_year_is_marked_by_what_was_planned_alone():
    appraisal = rules().appraisal
    assert appraisal.mark({"leads": Decimal(50), "signed": Decimal(100), "landed": None}) == Decimal("80.0")
    assert appraisal.mark({"leads": None}) is None
    assert appraisal.grade(Decimal("80.0")).label["en"] == "Good"


def test_one_measure_far_above_its_plan_does_not_hide_the_others():
    assert rules().appraisal.mark({"leads": Decimal(900), "signed": Decimal(0)}) == Decimal("48.0")


def test_what_was_not_planned_has_no_attainment():
    assert attainment(Decimal(3), None) is None
    assert attainment(Decimal(3), Decimal(4)) == Decimal("75.0")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("percent = 40", "percent = 50", "add up to 100"),
        ("{ per_mille = 0.5 },", "", "takes all that is left"),
        ("up_to_yuan = 500_000_000", "up_to_yuan = 5", "begin where the one before"),
        ('after = "registered", percent', 'after = "registred", percent', "registred"),
        ('basis = "paid_in"', 'basis = "output"', "output"),
        ("leads = 20", "leads = 30", "add up to 100"),
        ('kinds = ["agent"]', 'kinds = ["agents"]', "agents"),
        ("from = 90", "from = 10", "best down"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_line_and_reason(tmp_path, monkeypatch, old, new, says):
    text = (resources.files("yinli") / "rules" / "channels.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "channels.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setenv(RULES_ENV, str(tmp_path))
    with pytest.raises(RuleError, match=says) as refused:
        read_channels(load("channels"))
    assert refused.value.file.endswith("channels.toml") and refused.value.line > 1
