"""Counting rules as SQL: a clause becomes a condition, and all questions about one row kind become one query."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add, and_, or_

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.core.counting import Clause, Indicator, Indicators, twelve_months_to
from yinli.core.dates import Period
from yinli.desk.scoreboard.rows import KINDS, annotated, fields_of, is_plain

_LOOKUPS = {"=": "", "in": "__in", ">=": "__gte", "<": "__lt"}


@dataclass(frozen=True)
class Question:
    """How much does this indicator count in this period?"""

    indicator: Indicator
    period: Period


def condition(clause: Clause, period: Period) -> Q:
    """The clause over rows annotated by `rows.annotated`. An unknown value meets nothing but `exists = false`."""
    name = f"row_{clause.field}"
    if clause.op == "exists":
        return Q(**{f"{name}__isnull": not clause.value})
    if clause.op == "by_period_end":
        return Q(**{f"{name}__lte": period.to})
    if clause.op in ("within_period", "within_12_months"):
        days = period if clause.op == "within_period" else twelve_months_to(period.to)
        return Q(**{f"{name}__range": (days.from_, days.to)})
    return Q(**{f"{name}{_LOOKUPS[clause.op]}": clause.value})


def conditions(question: Question) -> Q:
    """Everything that must hold for a row to count."""
    return reduce(and_, (condition(clause, question.period) for clause in question.indicator.clauses))


def counted(rows: QuerySet, question: Question, rules: Indicators) -> QuerySet:
    """Those of `rows` that count."""
    kind = question.indicator.row_kind
    return annotated(rows, kind, fields_of(question.indicator), rules).filter(conditions(question))


def nearly_counted(rows: QuerySet, question: Question, rules: Indicators) -> QuerySet:
    """Those of `rows` that fail exactly one clause; `lacks` is its place among the indicator's clauses."""
    kind, clauses = question.indicator.row_kind, question.indicator.clauses
    missed = [_unless(condition(clause, question.period), _ONE + at) for at, clause in enumerate(clauses)]
    rows = annotated(rows, kind, fields_of(question.indicator), rules).annotate(missed=reduce(add, missed))
    # Asked as a list, so that the database works the sum out once a row.
    one = [_ONE + at for at in range(len(clauses))]
    return rows.filter(missed__in=one).annotate(lacks=F("missed") - _ONE)


# Each clause missed adds this and its place: a sum below twice this is one clause, and says which.
_ONE = 1000


def _unless(held: Q, weight: int) -> Case:
    """`weight` where the condition fails or cannot be told, else 0."""
    return Case(When(held, then=Value(0)), default=Value(weight), output_field=IntegerField())


def answers(questions: Mapping[Hashable, Question], rules: Indicators) -> dict[Hashable, Decimal | None]:
    """Each question's figure over all rows: a count, a sum in yuan, a ratio (None without a divisor).

    One query a row kind, however many questions.
    """
    asked: dict[tuple, Question] = {}
    for question in questions.values():
        for part in parts(question, rules):
            asked[_key(part)] = part
    found = {}
    for kind in dict.fromkeys(question.indicator.row_kind for question in asked.values()):
        found |= _of_one_kind(kind, {k: q for k, q in asked.items() if q.indicator.row_kind == kind}, rules)
    return {key: _figure(question, rules, found) for key, question in questions.items()}


def parts(question: Question, rules: Indicators) -> tuple[Question, ...]:
    """The questions whose rows are counted: its own, or the two of a ratio."""
    if question.indicator.kind != "ratio":
        return (question,)
    codes = (question.indicator.over, question.indicator.under)
    return tuple(inner for code in codes for inner in parts(Question(rules[code], question.period), rules))


def _key(question: Question) -> tuple:
    return (question.indicator.code, question.indicator.clauses, question.period)


def _of_one_kind(kind: str, asked: Mapping[tuple, Question], rules: Indicators) -> dict[tuple, Decimal]:
    names = dict.fromkeys(name for question in asked.values() for name in fields_of(question.indicator))
    plain = [name for name in names if is_plain(rules, kind, name)]
    rows = annotated(KINDS[kind].model._base_manager.all(), kind, plain, rules).filter(
        _possible(asked, plain)
    )
    rows = annotated(rows, kind, names, rules)
    columns = {f"figure_{at}": _column(question) for at, question in enumerate(asked.values())}
    # A figure counts every row of the district, whoever looks.
    with viewing_as(SYSTEM):
        row = rows.aggregate(**columns)
    return {key: Decimal(row[f"figure_{at}"] or 0) for at, key in enumerate(asked)}


def _possible(asked: Mapping[tuple, Question], plain: Collection[str]) -> Q:
    """What a row's own columns say before its facts are gone through: that some question may count it."""
    found = []
    for question in asked.values():
        clauses = [clause for clause in question.indicator.clauses if clause.field in plain]
        found.append(reduce(and_, (condition(clause, question.period) for clause in clauses), Q()))
    # A question without a clause about the row's own columns may count any.
    return reduce(or_, found) if all(found) else Q()


def _column(question: Question):
    if question.indicator.measure:
        return Sum(f"row_{question.indicator.measure}", filter=conditions(question))
    return Count("pk", filter=conditions(question))


def _figure(question: Question, rules: Indicators, found: Mapping[tuple, Decimal]) -> Decimal | None:
    if question.indicator.kind != "ratio":
        return found[_key(question)]
    codes = (question.indicator.over, question.indicator.under)
    over, under = (_figure(Question(rules[code], question.period), rules, found) for code in codes)
    return over / under if under else None
