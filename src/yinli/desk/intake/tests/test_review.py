"""Deciding on proposals: saved at once, with what they need, by whoever may."""

import pytest

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.desk.intake import actions
from yinli.desk.intake.fields import WrongValue
from yinli.desk.intake.models import Item
from yinli.desk.intake.queries import drafts, items_of
from yinli.desk.intake.reviewing import Undecidable
from yinli.desk.intake.tests.conftest import TODAY
from yinli.domain.enterprises.actions import add_enterprise

VISIT, ENTERPRISE = "visit:砺石创投", "enterprise:砺石创投"


def decide(draft, key, decision, by):
    return actions.decide(draft, key, decision, by=by, seen=draft.version)


def decision_of(draft, key):
    return Item.objects.get(draft=draft, key=key).decision


def test_accepting_a_visit_brings_in_its_enterprise(draft, cast):
    decide(draft, VISIT, "accepted", cast.north_officer)
    assert decision_of(draft, ENTERPRISE) == "accepted"


def test_rejecting_an_enterprise_sends_what_needs_it_back_to_be_decided(draft, cast):
    now = decide(draft, VISIT, "accepted", cast.north_officer)
    decide(now, ENTERPRISE, "rejected", cast.north_officer)
    assert decision_of(draft, ENTERPRISE) == "rejected"
    assert decision_of(draft, VISIT) == "pending"


def test_a_decision_can_be_taken_back(draft, cast):
    now = decide(draft, ENTERPRISE, "rejected", cast.north_officer)
    decide(now, ENTERPRISE, "pending", cast.north_officer)
    assert decision_of(draft, ENTERPRISE) == "pending"


def test_a_decision_on_an_old_state_is_refused(draft, cast):
    decide(draft, ENTERPRISE, "rejected", cast.north_officer)
    with pytest.raises(StaleWrite, match="林晓"):
        decide(draft, VISIT, "accepted", cast.bureau_person)


def test_a_correction_keeps_what_was_read(draft, cast, item_of):
    by = cast.north_officer
    now = actions.correct(draft, VISIT, "city", "宁波", by=by, seen=draft.version, today=TODAY)
    item = item_of(now, VISIT)
    assert item.edits == {"city": "宁波"}
    assert [entry["value"] for entry in item.values if entry["field"] == "city"] == ["杭州"]


def test_typing_the_read_value_again_takes_the_correction_back(draft, cast, item_of):
    by = cast.north_officer
    now = actions.correct(draft, VISIT, "city", "宁波", by=by, seen=draft.version, today=TODAY)
    now = actions.correct(now, VISIT, "city", "杭州", by=by, seen=now.version, today=TODAY)
    assert item_of(now, VISIT).edits == {}


@pytest.mark.parametrize(
    ("key", "field", "typed"),
    [
        ("trip:held", "starts_on", "some day"),
        ("visit:砺石创投", "kind", "party"),
        ("claimed_result:1:签约9个项目", "count", "many"),
        ("agreement:mou:砺石创投", "amount_yuan", "a lot"),
        ("claimed_result:1:签约9个项目", "count", "9" * 40),
        ("agreement:mou:砺石创投", "amount_yuan", "9" * 30 + "亿元"),
    ],
)
def test_a_wrong_value_is_refused(draft, cast, key, field, typed):
    with pytest.raises(WrongValue):
        actions.correct(draft, key, field, typed, by=cast.north_officer, seen=draft.version, today=TODAY)


def test_a_record_without_its_name_cannot_be_accepted(draft, cast):
    by = cast.north_officer
    now = actions.correct(draft, "project:砺石创投", "name", "", by=by, seen=draft.version, today=TODAY)
    with pytest.raises(Undecidable):
        decide(now, "project:砺石创投", "accepted", by)


def test_emptying_what_a_record_needs_takes_its_acceptance_back(draft, cast):
    by = cast.north_officer
    now = decide(draft, "project:砺石创投", "accepted", by)
    actions.correct(now, "project:砺石创投", "name", "", by=by, seen=now.version, today=TODAY)
    assert decision_of(draft, "project:砺石创投") == "pending"


def test_a_signing_proposes_an_agreement_whose_kind_the_reviewer_chooses(draft, cast, item_of):
    key = "agreement:signing:泰衍新材料公司"
    assert {e["field"]: e["value"] for e in item_of(draft, key).values}["kind"] == "unknown"
    now = actions.correct(
        draft, key, "kind", "investment", by=cast.north_officer, seen=draft.version, today=TODAY
    )
    now = decide(now, key, "accepted", cast.north_officer)
    actions.write(now, by=cast.north_officer, seen=now.version, today=TODAY)
    from yinli.domain.agreements.models import Agreement

    made = Agreement.objects.get()
    assert (made.kind, made.publicity) == ("investment", "claimed")


def test_no_study_stop_is_proposed_as_a_project(draft):
    items = items_of(draft)
    studied = {item.key for item in items if item.key.startswith("visit:study")}
    assert studied
    assert not any(set(item.refs.values()) & studied for item in items if item.record == "project")


def test_a_name_that_only_resembles_is_offered_and_not_chosen(cast, take_in, news, item_of):
    add_enterprise("沐川资产运营", by=cast.north_officer)
    item = item_of(take_in(news), "enterprise:沐川资本集团")
    assert item.match_id is None


def test_the_reviewer_may_say_that_a_known_enterprise_is_another(cast, take_in, news, item_of):
    known, _is_new = add_enterprise("泰衍新材料有限公司", by=cast.north_officer)
    draft = take_in(news)
    item = item_of(draft, "enterprise:泰衍新材料公司")
    assert item.match_id == known.pk
    by = cast.north_officer
    now = actions.choose_match(draft, item.key, None, by=by, seen=draft.version)
    assert item_of(now, item.key).match_id is None
    now = actions.choose_match(now, item.key, known.pk, by=by, seen=now.version)
    assert item_of(now, item.key).match_id == known.pk
    with pytest.raises(KeyError):
        actions.choose_match(now, item.key, 987654, by=by, seen=now.version)


def test_rejecting_all_leaves_what_was_accepted(draft, cast):
    by = cast.north_officer
    now = decide(draft, ENTERPRISE, "accepted", by)
    actions.decide_all(now, "rejected", by=by, seen=now.version)
    assert decision_of(draft, ENTERPRISE) == "accepted"
    assert decision_of(draft, VISIT) == "rejected"


def test_accepting_all_does_not_bring_back_what_was_rejected(draft, cast):
    by = cast.north_officer
    now = decide(draft, ENTERPRISE, "rejected", by)
    actions.decide_all(now, "accepted", by=by, seen=now.version)
    assert decision_of(draft, ENTERPRISE) == "rejected"
    assert decision_of(draft, VISIT) == "pending"
    assert decision_of(draft, "visit:沐川资本集团") == "accepted"


def test_a_group_can_be_accepted_alone(draft, cast):
    now, _missing = actions.decide_all(
        draft, "accepted", "results", by=cast.north_officer, seen=draft.version
    )
    accepted = {item.record for item in items_of(now) if item.decision == "accepted"}
    assert accepted == {"claimed_result"}


def test_who_may_not_write_trips_cannot_accept_one(take_in, news, cast):
    draft = take_in(news, by=cast.talent_officer)
    with pytest.raises(Undecidable):
        decide(draft, "trip:held", "accepted", cast.talent_officer)


def test_a_discarded_draft_is_closed_until_it_is_reopened(draft, cast):
    by = cast.north_officer
    now = actions.discard(draft, by=by, seen=draft.version)
    with pytest.raises(actions.DraftClosed):
        decide(now, VISIT, "accepted", by)
    now = actions.reopen(now, by=by, seen=now.version)
    decide(now, VISIT, "accepted", by)


def test_another_units_officer_neither_sees_nor_decides(draft, cast):
    assert not drafts(cast.south_officer).filter(pk=draft.pk).exists()
    with pytest.raises(NotAllowed):
        decide(draft, VISIT, "accepted", cast.south_officer)


def test_an_agent_cannot_take_a_text_in(take_in, news, cast):
    with pytest.raises(NotAllowed):
        take_in(news, by=cast.agent)


def test_what_it_may_be_is_offered_with_a_score_and_its_grounds(cast, take_in, item_of):
    by = cast.north_officer
    add_enterprise("无锡泰衍新材料有限公司", by=by)
    add_enterprise("深圳泰衍新材料有限公司", by=by)
    item = item_of(
        take_in("昨日,区委书记陆明走访了深圳泰衍新材料有限公司。"), "enterprise:深圳泰衍新材料有限公司"
    )
    offered = {one["name"]: one for one in item.choices["match"]}
    assert offered["深圳泰衍新材料有限公司"]["score"] == 100
    assert set(offered) == {"深圳泰衍新材料有限公司"}
    assert item.match_id == offered["深圳泰衍新材料有限公司"]["id"]


def test_two_that_are_certainly_it_are_left_to_the_reviewer(cast, take_in, item_of):
    by = cast.north_officer
    for name in ("无锡泰衍新材料有限公司", "深圳泰衍新材料有限公司"):
        add_enterprise(name, by=by)
    item = item_of(take_in("昨日,区委书记陆明走访了泰衍新材料有限公司。"), "enterprise:泰衍新材料有限公司")
    assert item.match_id is None and len(item.choices["match"]) == 2


def test_a_credit_code_in_the_text_finds_the_enterprise_under_another_name(cast, take_in, item_of):
    code = "91350211M000100Y43"
    from yinli.domain.enterprises.rules import check_sign

    code = code[:17] + check_sign(code[:17])
    known, _is_new = add_enterprise("弘曜旧名有限公司", by=cast.north_officer, credit_code=code)
    text = f"昨日,区委书记陆明走访了澜舟精密有限公司(统一社会信用代码{code})。"
    item = item_of(take_in(text), "enterprise:澜舟精密有限公司")
    assert item.match_id == known.pk and item.choices["match"][0]["grounds"] == ["credit_code"]


def test_the_reviewers_choice_is_remembered_as_an_alias_and_raises_the_next_document(cast, take_in, item_of):
    by = cast.north_officer
    known, _is_new = add_enterprise("无锡澜舟精密股份有限公司", by=by)
    draft = take_in("昨日,区委书记陆明走访了澜舟微精密有限公司。")
    item = item_of(draft, "enterprise:澜舟微精密有限公司")
    assert item.match_id is None
    now = actions.choose_match(draft, item.key, known.pk, by=by, seen=draft.version)
    now = decide(now, item.key, "accepted", by)
    actions.write(now, by=by, seen=now.version, today=TODAY)
    again = item_of(
        take_in("今日,区长赵宁再访澜舟微精密有限公司,双方座谈。"), "enterprise:澜舟微精密有限公司"
    )
    assert again.match_id == known.pk and "alias" in again.choices["match"][0]["grounds"]


@pytest.mark.parametrize(
    ("paper", "kind"),
    [("投资协议", "investment"), ("入园协议", "entry"), ("租赁合同", "lease"), ("合作协议", "unknown")],
)
def test_an_agreement_is_of_the_kind_that_its_paper_is_called(take_in, paper, kind):
    draft = take_in(f"昨日,滨湖区与澜舟精密集团有限公司签订{paper},总投资5亿元。")
    (agreement,) = [item for item in items_of(draft) if item.record == "agreement"]
    values = {one["field"]: one["value"] for one in agreement.values}
    assert values["kind"] == kind and values["title"]


def test_the_same_name_of_another_place_is_offered_with_what_speaks_against_it(cast, take_in, item_of):
    add_enterprise("无锡泰衍新材料有限公司", by=cast.north_officer)
    item = item_of(
        take_in("昨日,区委书记陆明走访了深圳泰衍新材料有限公司。"), "enterprise:深圳泰衍新材料有限公司"
    )
    (offered,) = item.choices["match"]
    assert item.match_id is None and "other_place" in offered["grounds"] and offered["score"] < 50
