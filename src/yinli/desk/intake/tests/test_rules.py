"""Pure decisions of the review, and the cutting of the text."""

from hypothesis import given
from hypothesis import strategies as st

from yinli.core.counting import indicators
from yinli.desk.intake import rules
from yinli.desk.intake.marks import paragraphs


def meant(surface: str, threshold=None) -> str:
    return rules.indicator_meant({"surface": surface, "threshold_yuan": threshold}, indicators().all.values())


def test_a_claim_means_the_indicator_whose_name_and_class_it_states():
    assert meant("投资50亿元以上重大产业项目1个", 5_000_000_000) == "major_5bn"
    assert meant("10亿元重大产业项目2个", "1000000000") == "major_1bn"
    assert meant("注册资本1000万元以上企业431家", 10_000_000) == "registered_10m"
    assert meant("50名人才入围国家级人才工程评审") == "shortlisted"


def test_another_class_is_another_indicator_or_none():
    assert meant("150亿元以上重大产业项目1个", 15_000_000_000) == ""
    assert meant("50亿元以上重大产业项目1个", 2_000_000_000) == ""
    assert meant("新签约项目9个") == ""


def test_a_draft_knows_what_falls_with_an_enterprise():
    needs = {"e": [], "v": ["e"], "p": ["e"], "other": []}
    assert rules.dependants({"e"}, needs) == {"v", "p"}
    assert rules.all_needed({"v"}, needs) == {"v", "e"}


def test_a_held_trip_needs_both_days_and_a_planned_one_none():
    held = {"title": "t", "status": "held", "starts_on": "2024-05-13"}
    assert rules.lacking("trip", held, {}) == ["ends_on"]
    assert rules.lacking("trip", {"title": "t", "status": "planned"}, {}) == []


def test_a_study_stop_needs_a_place_since_it_has_no_enterprise():
    assert rules.lacking("visit", {"kind": "study"}, {}) == ["place"]
    assert rules.lacking("visit", {}, {"enterprise": "enterprise:x"}) == []


def test_a_stop_to_learn_from_grounds_no_fact_but_talks():
    assert "mou" in rules.facts_shown("mou")
    assert rules.facts_shown("signing") == ("talks_held",)


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: tuple(sorted(pair)))
kinds = st.sampled_from(["organisation", "event", "person", "next_step"])


@given(st.text(max_size=40), st.lists(st.tuples(kinds, st.lists(spans, max_size=3)), max_size=6))
def test_cut_pieces_give_the_text_back_and_never_overlap(text, found):
    marks = [
        {"kind": kind, "value": "", "rule": "r", "spans": [s for s in places if s[0] < s[1] <= len(text)]}
        for kind, places in found
    ]
    pieces = [piece for line in paragraphs(text, marks) for piece in line]
    assert "".join(piece.text for piece in pieces) == text.replace("\n", "")
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(a.end <= b.start for a, b in zip(pieces, pieces[1:], strict=False))
