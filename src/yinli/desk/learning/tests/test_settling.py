"""A decided draft leaves one row a value, once, without words; and the names it taught."""

from datetime import timedelta

import pytest
from django.db import connection

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import NotAllowed
from yinli.desk.intake import actions as intake
from yinli.desk.intake.models import Draft
from yinli.desk.intake.queries import items_of
from yinli.desk.learning import actions, queries
from yinli.desk.learning.models import LearnedName, Verdict
from yinli.desk.learning.tests.conftest import ENTERPRISE, REJECTED, TODAY, VISIT
from yinli.domain.enterprises.actions import add_alias, add_enterprise, forget_alias, remember_alias
from yinli.domain.enterprises.models import Alias
from yinli.domain.enterprises.queries import known_names, same_name


def of(draft, key, field):
    rows = Verdict.objects.filter(draft=draft, item__key=key, field=field)
    return [row.verdict for row in rows.order_by("place")]


def snapshot(draft):
    rows = Verdict.objects.filter(draft=draft).order_by("pk")
    return list(rows.values_list("pk", "item", "field", "place", "verdict", "rule", "decided_at"))


def test_a_draft_under_review_says_nothing_yet(draft):
    assert not Verdict.objects.exists()


def test_writing_keeps_a_row_for_every_value_that_was_decided(decided):
    assert of(decided, VISIT, "visit.city") == ["corrected"]
    assert of(decided, VISIT, "visit.kind") == ["right"]
    assert of(decided, ENTERPRISE, "enterprise.about") == ["missed"]
    assert of(decided, ENTERPRISE, "enterprise.name") == ["right"]
    assert set(of(decided, REJECTED, "enterprise.name")) == {"wrong"}


def test_rows_name_rule_reader_version_and_who_decided(decided, cast):
    row = Verdict.objects.get(draft=decided, item__key=VISIT, field="visit.city")
    assert (row.rule, row.rule_version, row.by_id) == (
        "event.visit",
        decided.rule_version,
        cast.north_officer.pk,
    )
    assert Verdict.objects.get(item__key=ENTERPRISE, field="enterprise.about").rule == ""


def test_no_word_of_the_document_stands_in_a_row(decided):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(v)::text FROM learning_verdict v")
        said = " ".join(row[0] for row in cursor.fetchall())
    values = [
        entry["value"] for item in items_of(decided) if item.record == "contact" for entry in item.values
    ]
    assert values and not any(str(value) in said for value in values)


def test_opening_and_writing_again_counts_nothing_twice(decided, cast):
    before = snapshot(decided)
    again = intake.reopen(decided, by=cast.north_officer, seen=decided.version)
    intake.write(again, by=cast.north_officer, seen=again.version, today=TODAY)
    assert snapshot(decided) == before


def test_what_is_decided_otherwise_later_is_counted_as_it_stands_then(decided, cast):
    by = cast.north_officer
    again = intake.reopen(decided, by=by, seen=decided.version)
    again = intake.decide(again, REJECTED, "accepted", by=by, seen=again.version)
    intake.write(again, by=by, seen=again.version, today=TODAY)
    assert of(decided, REJECTED, "enterprise.name") == ["right"]


def test_what_waits_to_be_decided_is_not_judged(draft, cast):
    by = cast.north_officer
    now = intake.decide(draft, ENTERPRISE, "accepted", by=by, seen=draft.version)
    intake.write(now, by=by, seen=now.version, today=TODAY)
    assert {row.item.key for row in Verdict.objects.select_related("item")} == {ENTERPRISE}


def test_a_draft_put_away_keeps_what_was_rejected_in_it(draft, cast):
    by = cast.north_officer
    now = intake.decide(draft, ENTERPRISE, "rejected", by=by, seen=draft.version)
    now = intake.decide(now, "enterprise:弘曜公司", "accepted", by=by, seen=now.version)
    intake.discard(now, by=by, seen=now.version)
    assert {(row.item.key, row.verdict) for row in Verdict.objects.select_related("item")} == {
        (ENTERPRISE, "wrong")
    }


def test_drafts_decided_before_are_counted_once_as_of_their_own_day_by_who_decided(decided, cast):
    before = {row[1:6] for row in snapshot(decided)}
    Verdict.objects.all().delete()
    LearnedName.objects.all().delete()
    earlier = decided.created_at
    done, last = actions.settle_earlier(by=SYSTEM)
    assert done == 1
    assert actions.settle_earlier(last, by=SYSTEM) == (0, last)
    assert {row[1:6] for row in snapshot(decided)} == before
    row = Verdict.objects.first()
    assert row.by_id == cast.north_officer.pk and abs(row.decided_at - earlier) < timedelta(minutes=5)
    assert LearnedName.objects.exists()


def test_only_the_system_counts_earlier_drafts(decided, cast):
    with pytest.raises(NotAllowed):
        actions.settle_earlier(by=cast.bureau_person)


def test_a_name_that_a_document_taught_is_remembered_with_its_document(decided):
    learned = LearnedName.objects.select_related("alias__enterprise", "item")
    assert learned and all(one.item.draft_id == decided.pk for one in learned)
    assert {one.alias_id for one in learned} == set(Alias.objects.values_list("pk", flat=True))


def test_a_name_added_by_hand_is_none_that_was_learned(decided, cast):
    firm = add_enterprise("云岚药业有限公司", by=cast.bureau_person)[0]
    alias = add_alias(firm, "云岚", by=cast.bureau_person)
    assert not LearnedName.objects.filter(alias=alias).exists()


def test_a_forgotten_name_is_no_name_any_more_and_no_document_teaches_it_anew(
    decided, cast, take_in, review, news
):
    learned = LearnedName.objects.select_related("alias__enterprise").first()
    name, firm = learned.alias.name, learned.alias.enterprise
    assert same_name(name) == firm and name in known_names(cast.bureau_person)
    forget_alias(learned.alias, by=cast.bureau_person, reason="Another firm is called so")
    assert same_name(name) is None and name not in known_names(cast.bureau_person)
    review(take_in(news + "\n（完）"))
    assert Alias.objects.get(pk=learned.alias_id).is_forgotten
    remember_alias(learned.alias, by=cast.bureau_person, reason="It was theirs after all")
    assert same_name(name) == firm


def test_a_name_added_by_hand_again_is_used_again(decided, cast):
    alias = LearnedName.objects.select_related("alias__enterprise").first().alias
    forget_alias(alias, by=cast.bureau_person, reason="Another firm is called so")
    add_alias(alias.enterprise, alias.name, by=cast.bureau_person)
    assert not Alias.objects.get(pk=alias.pk).is_forgotten


def test_the_rows_of_a_document_are_seen_by_those_who_may_open_it(decided, cast):
    assert queries.verdicts(cast.north_officer).exists() and queries.verdicts(cast.bureau_person).exists()
    assert not queries.verdicts(cast.south_officer).exists()
    asked = queries.Asked()
    assert queries.judged(cast.south_officer, asked) == queries.judged(cast.north_officer, asked) != []
    assert Draft.objects.exists()
