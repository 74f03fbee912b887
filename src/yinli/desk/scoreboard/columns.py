"""What a page of counted rows shows of each kind of row: what it is, what counted, when, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yinli.base.ui.columns import Column
from yinli.core.counting import Indicator, Indicators
from yinli.desk.scoreboard.rows import FACTS
from yinli.desk.scoreboard.values import value_said
from yinli.desk.scoreboard.wording import Dated, clause_said, dated, field_name


@dataclass(frozen=True)
class Shape:
    """How one kind of row is listed: the column that names it, those of where it stands, its search and order."""

    main: Column
    beside: tuple[Column, ...]
    search: tuple[str, ...]
    page: str = ""


def _section(path: str) -> Column:
    return Column(f"{path}.name", _("Section"), sort=f"{path}__path", hide_on_phone=True)


SHAPES: Mapping[str, Shape] = {
    "project": Shape(
        Column("name", _("Project"), sort="name_pinyin", main=True),
        (
            Column("enterprise.name", _("Enterprise"), sort="enterprise__name_pinyin"),
            Column("category", _("Category"), sort="category", hide_on_phone=True),
            _section("lead_unit"),
        ),
        ("name__icontains", "enterprise__name__icontains"),
        "pipeline:detail",
    ),
    "registration": Shape(
        Column("name", _("Enterprise"), sort="name", main=True),
        (
            Column("credit_code", _("Credit code"), hide_on_phone=True),
            _section("section"),
            Column("batch", _("Imported file"), hide_on_phone=True),
        ),
        ("name__icontains", "credit_code__iexact"),
    ),
    "certificate": Shape(
        Column("holder", _("Name of the person"), main=True),
        (
            Column("number", _("Certificate"), hide_on_phone=True),
            Column("occupation", _("Occupation")),
            Column("level", _("Level"), sort="level"),
            Column("employer.name", _("Employer")),
            Column("batch", _("Imported file"), hide_on_phone=True),
        ),
        ("subject__marks__called", "number__iexact", "employer__name__icontains"),
    ),
    "talent": Shape(
        Column("name", _("Name of the person"), main=True),
        (
            Column("level", _("Level"), sort="level"),
            Column("ground", _("Ground")),
            Column("employer.name", _("Employer")),
            _section("section"),
        ),
        ("subject__marks__called", "employer__name__icontains"),
        "talents:detail",
    ),
    "nomination": Shape(
        Column("talent.name", _("Name of the person"), main=True),
        (
            Column("programme", _("Programme"), sort="programme"),
            Column("batch", _("Batch")),
            Column("result", _("Result"), sort="result"),
            Column("talent.employer.name", _("Employer"), hide_on_phone=True),
        ),
        ("talent__subject__marks__called", "programme__icontains", "talent__employer__name__icontains"),
    ),
}


def counted_columns(rules: Indicators, indicator: Indicator) -> tuple[Column, ...]:
    """The columns of a figure's rows: the row, its amount, the day that counts and what it rests on."""
    shape = SHAPES[indicator.row_kind]
    return (shape.main, *_amounts(rules, indicator), *_days(rules, indicator), *shape.beside)


def near_columns(rules: Indicators, indicator: Indicator) -> tuple[Column, ...]:
    """The columns of near misses: the row, the one condition it misses, and what stands there instead."""
    shape = SHAPES[indicator.row_kind]
    lacks = Column(
        "lacks", _("Missing condition"), value=lambda row: missing_words(rules, indicator, row), sort="lacks"
    )
    now = Column("now", _("As it stands"), value=lambda row: as_it_stands(rules, indicator, row))
    return (shape.main, lacks, now, *shape.beside)


def missing_words(rules: Indicators, indicator: Indicator, row) -> str:
    """The clause that keeps a near miss from counting, in words."""
    return clause_said(rules, indicator, indicator.clauses[row.lacks])


def as_it_stands(rules: Indicators, indicator: Indicator, row) -> str:
    """What the row has where the clause asks for something else; of a day that follows from others, what is known."""

    clause = indicator.clauses[row.lacks]
    value = getattr(row, f"row_{clause.field}")
    found = rules.rows[indicator.row_kind].fields[clause.field]
    if value is None and found.derived:
        known = dated(rules, indicator, row, clause.field)
        return (
            str(_("only %(known)s")) % {"known": " ".join(f"{one.name} {one.on}" for one in known)}
            if known
            else ""
        )
    return value_said(found, value)


def row_address(indicator: Indicator, row: Any) -> str:
    """The page of a row; "" where its kind has none."""
    shape = SHAPES[indicator.row_kind]
    return reverse(shape.page, args=[row.number]) if shape.page else ""


def _amounts(rules: Indicators, indicator: Indicator) -> tuple[Column, ...]:
    names = dict.fromkeys(name for name in (indicator.basis, indicator.measure) if name)
    return tuple(
        Column(f"row_{name}", field_name(rules, indicator, name), kind="money", sort=f"row_{name}")
        for name in names
    )


def _days(rules: Indicators, indicator: Indicator) -> tuple[Column, ...]:
    name = day_of(rules, indicator)
    if name is None:
        return ()
    counts = Column(f"row_{name}", _("Counts on"), kind="day", sort=f"row_{name}")
    if not rules.rows[indicator.row_kind].fields[name].derived:
        return (counts,)
    return counts, Column(
        "rests",
        _("Rests on"),
        template="scoreboard/_rests_cell.html",
        value=lambda row: rests_on(rules, indicator, row),
        export=lambda row: " · ".join(
            f"{one.name} {one.on}" for one, _proof in rests_on(rules, indicator, row)
        ),
    )


def rests_on(rules: Indicators, indicator: Indicator, row) -> list[tuple]:
    """The dated facts of a project behind its counting day, each with the fact itself, where it stands."""
    return [(one, _proof(row, one)) for one in dated(rules, indicator, row, day_of(rules, indicator))]


def _proof(row, one: Dated):
    kinds = FACTS[one.field](row.track) if one.field in FACTS else ()
    found = (
        fact
        for fact in getattr(row, "facts_in_force", ())
        if fact.kind in kinds and fact.happened_on == one.on
    )
    return next(found, None)


def day_of(rules: Indicators, indicator: Indicator) -> str | None:
    """The field of the day that decides whether a row counts; for parts of ratios, that of the first such clause."""
    fields = rules.rows[indicator.row_kind].fields
    days = (clause.field for clause in indicator.clauses if fields[clause.field].type == "day")
    return indicator.event or next(days, None)
