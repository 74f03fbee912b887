"""Rows that can be counted: how the database gives the value of every field that indicators.toml declares.

A field `x` of a row kind is annotated as `row_x`, in the codes of the rulebook; what is not filled in is NULL.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least, NullIf

from yinli.core.counting import Field, Indicator, Indicators
from yinli.core.workflow import stages
from yinli.domain.enterprises.models import Registration
from yinli.domain.projects.models import Project
from yinli.domain.projects.rules import gate_kinds
from yinli.domain.talents.models import Certificate, Nomination, Talent


def contract_kinds(track: str) -> tuple[str, ...]:
    """Facts that prove a contract on this track: those of the gate `signed` that a paper proves."""
    papers = {kind.proves for kind in stages().agreements.values()}
    return tuple(kind for kind in gate_kinds(track, "signed") if kind in papers)


# A day of a project → the kinds of fact that give it, by track.
FACTS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "recognised_on": lambda track: ("city_recognition",),
    "contract_on": contract_kinds,
    "framework_on": lambda track: ("framework_agreement",),
    "registered_on": lambda track: ("registered",),
    "started_on": lambda track: gate_kinds(track, "started"),
    "completed_on": lambda track: gate_kinds(track, "completed"),
    "paid_in_on": lambda track: ("capital_paid_in", "first_paid_in"),
    "fixed_assets_recorded_on": lambda track: ("fixed_assets_recorded",),
}


def _first_fact(name: str):
    """The first day of any fact that stands and gives this day on the project's track."""
    tracks: dict[tuple[str, ...], list[str]] = {}
    for track in stages().tracks:
        tracks.setdefault(FACTS[name](track), []).append(track)
    where = [Q(track__in=of, facts__kind__in=kinds) for kinds, of in tracks.items() if kinds]
    if len(tracks) == 1:
        where = [Q(facts__kind__in=kinds) for kinds in tracks]
    return Min("facts__happened_on", filter=reduce(or_, where) & Q(facts__withdrawn_on=None))


def _flag(condition: Q):
    return ExpressionWrapper(condition, output_field=BooleanField())


def _choice(path: str):
    return NullIf(F(path), Value(""), output_field=CharField())


def _first_of_the_year():
    """Marked so in the file, and no earlier valid certificate of the same person and year is marked so, too."""
    same = Certificate.objects.filter(
        person_key=OuterRef("person_key"),
        issued_on__year=OuterRef("issued_on__year"),
        first_this_year=True,
        valid=True,
    )
    same_day = Q(issued_on=OuterRef("issued_on"), pk__lt=OuterRef("pk"))
    earlier = same.filter(Q(issued_on__lt=OuterRef("issued_on")) | same_day)
    return Case(When(first_this_year=True, then=~Exists(earlier)), default=Value(False))


def _columns(*names: str) -> dict[str, Callable]:
    return {name: (lambda name=name: F(name)) for name in names}


@dataclass(frozen=True)
class Rows:
    """The model behind a row kind, an expression for each field, and what a page of rows selects beside it."""

    model: type
    fields: Mapping[str, Callable]
    beside: tuple[str, ...] = field(default=())


KINDS: Mapping[str, Rows] = {
    "project": Rows(
        Project,
        {
            "category": lambda: _choice("category"),
            **{name: (lambda name=name: _first_fact(name)) for name in FACTS},
            "expands": lambda: _flag(Q(expands__isnull=False)),
            **_columns(
                "track", "status", "replaced", "planned_investment_yuan", "fixed_asset_investment_yuan",
                "registered_capital_yuan", "paid_in_yuan", "paid_in_due_yuan", "used_foreign_capital_yuan",
                "completion_due_on",
            ),
        },
        ("enterprise", "lead_unit"),
    ),
    "registration": Rows(
        Registration,
        _columns(
            "registered_on", "registered_capital_yuan", "is_new", "in_district", "status", "source_verified"
        ),
        ("enterprise", "section"),
    ),
    "certificate": Rows(
        Certificate,
        {"first_this_year": _first_of_the_year, **_columns("issued_on", "level", "in_district", "valid")},
        ("employer",),
    ),
    "nomination": Rows(
        Nomination,
        _columns("shortlisted_on", "programme_level", "result", "via_district"),
        ("talent__employer", "talent__section"),
    ),
    "talent": Rows(
        Talent,
        {
            "ground": lambda: _choice("ground"),
            **_columns("level", "introduced_on", "first_insured_on", "in_district"),
        },
        ("employer", "section"),
    ),
}  # fmt: skip


def annotated(rows: QuerySet, kind: str, names: Iterable[str], rules: Indicators) -> QuerySet:
    """`rows` of one kind with `row_<name>` for each field named and for those it is derived from."""
    for name in names:
        found = rules.rows[kind].fields[name]
        if f"row_{name}" in rows.query.annotations:
            continue
        rows = annotated(rows, kind, _parts(found), rules)
        value = _derived(found) if found.derived else KINDS[kind].fields[name]()
        rows = rows.annotate(**{f"row_{name}": value})
    return rows


def fields_of(indicator: Indicator) -> tuple[str, ...]:
    """The fields an indicator asks for: its clauses' and what it sums."""
    asked = [clause.field for clause in indicator.clauses] + (
        [indicator.measure] if indicator.measure else []
    )
    return tuple(dict.fromkeys(asked))


def is_plain(rules: Indicators, kind: str, name: str) -> bool:
    """Whether a field is a column of the row itself: neither derived from others nor told by other rows."""
    return not rules.rows[kind].fields[name].derived and name not in FACTS and name != "first_this_year"


def is_kept(rules: Indicators, indicator: Indicator) -> bool:
    """Whether the records hold everything the indicator asks for; what is not kept is not shown."""
    if indicator.kind == "ratio":
        return all(is_kept(rules, rules[part]) for part in (indicator.over, indicator.under))
    return all(_is_kept(rules, indicator.row_kind, name) for name in fields_of(indicator))


def _is_kept(rules: Indicators, kind: str, name: str) -> bool:
    found = rules.rows[kind].fields[name]
    if found.derived:
        return all(_is_kept(rules, kind, part) for part in _parts(found))
    return name in KINDS[kind].fields


def _parts(found: Field) -> tuple[str, ...]:
    return found.first_of or found.later_of or found.earliest_of


def _derived(found: Field):
    parts = [F(f"row_{part}") for part in _parts(found)]
    if len(parts) == 1:
        return parts[0]
    if found.first_of:
        return Coalesce(*parts)
    if found.earliest_of:
        return Least(*parts)  # PostgreSQL leaves unknown ones out
    known = Q(**{f"row_{part}__isnull": False for part in _parts(found)})
    return Case(When(known, then=Greatest(*parts)))
