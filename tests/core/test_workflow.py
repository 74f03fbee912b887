"""A stage is the furthest gate whose dated facts are met; gaps are shown, moves back need a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.core.workflow import MoveRefused, reasons, stages

STAGES = stages()
SOME_FACTS = st.frozensets(st.sampled_from(sorted(STAGES.facts)))
TRACKS = st.sampled_from(sorted(STAGES.tracks))


def refused(track: str, from_: str, to: str, facts: set[str]) -> MoveRefused:
    with pytest.raises(MoveRefused) as caught:
        STAGES.check_move(track, from_, to, facts)
    return caught.value


def test_the_industry_track_has_all_eleven_stages() -> None:
    assert STAGES.order("industry") == STAGES.codes
    labels = " ".join(STAGES.label(stage)["zh"] for stage in STAGES.codes)
    assert labels == "线索 对接 在谈 意向 联审 签约 落户 开工 竣工 投产 达产"


def test_a_project_without_facts_is_a_lead() -> None:
    assert all(STAGES.furthest(track, set()) == "lead" for track in STAGES.tracks)


@given(TRACKS, SOME_FACTS, SOME_FACTS)
def test_more_facts_never_move_a_project_back(track: str, facts: frozenset, more: frozenset) -> None:
    order = STAGES.order(track)
    before, after = STAGES.furthest(track, facts), STAGES.furthest(track, facts | more)
    assert order.index(after) >= order.index(before)


@given(TRACKS, SOME_FACTS)
def test_the_gate_of_the_furthest_stage_is_open_and_all_later_gates_are_shut(track, facts) -> None:
    order, furthest = STAGES.order(track), STAGES.furthest(track, facts)
    assert STAGES.missing(track, furthest, facts) == ()
    assert all(STAGES.missing(track, later, facts) for later in order[order.index(furthest) + 1 :])


@given(TRACKS, SOME_FACTS)
def test_a_forward_move_is_allowed_exactly_when_its_gate_is_open(track, facts) -> None:
    for to in STAGES.order(track)[1:]:
        if STAGES.missing(track, to, facts):
            assert refused(track, "lead", to, facts).missing == STAGES.missing(track, to, facts)
        else:
            STAGES.check_move(track, "lead", to, facts)


@pytest.mark.parametrize("paper", ["investment_agreement", "entry_agreement", "investment_lease"])
def test_any_binding_paper_opens_the_gate_of_signed(paper: str) -> None:
    STAGES.check_move("industry", "negotiating", "signed", {paper})


@pytest.mark.parametrize("kind", ["mou", "framework", "intent"])
def test_frameworks_and_memoranda_reach_intent_only(kind: str) -> None:
    fact = STAGES.proves(kind)
    assert STAGES.furthest("industry", {fact}) == "intent"
    assert not STAGES.agreements[kind].contract


def test_a_ceremony_and_a_paper_not_yet_seen_prove_nothing() -> None:
    assert STAGES.proves("ceremony") is None
    assert STAGES.proves("unknown") is None


def test_registration_before_signing_shows_the_signing_as_a_gap() -> None:
    facts = {"registered"}
    assert STAGES.furthest("industry", facts) == "registered"
    gaps = STAGES.gaps("industry", "registered", facts)
    assert [gate.stage for gate in gaps] == ["reviewed", "signed"]


def test_talks_nobody_wrote_down_are_no_gap_once_further_on() -> None:
    assert STAGES.gaps("industry", "signed", {"investment_agreement", "joint_review"}) == ()


def test_what_is_missing_names_every_alternative_in_both_languages() -> None:
    (gate,) = refused("industry", "lead", "signed", set()).missing
    assert gate.any_of == ("investment_agreement", "entry_agreement", "investment_lease")
    assert "入区协议" in gate.zh
    assert "Entry agreement" in gate.en


def test_leased_premises_start_by_moving_in_and_have_no_completion() -> None:
    assert STAGES.furthest("leased", {"equipment_in"}) == "started"
    assert STAGES.label("started", "leased")["zh"] == "入驻"
    assert refused("leased", "started", "completed", set()).code == "not_on_track"


def test_a_fund_goes_by_registration_filing_and_first_payment() -> None:
    found = [STAGES.furthest("fund", {fact}) for fact in ("registered", "amac_filing", "first_paid_in")]
    assert found == ["registered", "started", "producing"]


def test_land_and_permits_show_movement_and_open_no_gate() -> None:
    for fact in ("land_acquired", "construction_permit", "capital_paid_in", "city_recognition"):
        assert not STAGES.facts[fact].is_gate


def test_a_fact_knows_the_gates_it_opens_by_track() -> None:
    assert STAGES.facts["moved_in"].gate_of == {
        "leased": ("started",),
        "service": ("started",),
        "headquarters": ("started",),
    }


def test_moving_back_needs_a_listed_reason() -> None:
    facts = {"investment_agreement", "mou"}
    assert refused("industry", "signed", "intent", facts).code == "needs_reason"
    with pytest.raises(MoveRefused, match="unknown_reason"):
        STAGES.check_back("industry", "signed", "intent", "because")
    with pytest.raises(MoveRefused, match="not_back"):
        STAGES.check_back("industry", "intent", "signed", "plan_changed")
    STAGES.check_back("industry", "signed", "intent", "agreement_ended")


def test_going_nowhere_is_refused() -> None:
    assert refused("industry", "lead", "lead", set()).code == "same_stage"


def test_an_unknown_track_or_stage_is_refused() -> None:
    assert refused("circus", "lead", "contact", set()).code == "unknown_track"
    assert refused("industry", "lead", "famous", set()).code == "not_on_track"


def test_reasons_are_a_list_in_both_languages() -> None:
    for kind in ("pause", "lost", "withdrawn", "back"):
        assert all(label["zh"] and label["en"] for label in reasons(kind).values())
