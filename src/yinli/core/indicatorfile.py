"""Reads rules/indicators.toml into counting rules, refusing clauses that could never count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yinli.core.countrules import Clause, Field, Indicator, IndicatorFile, Reading, RowKind
from yinli.core.label import Label, read_label, read_unit
from yinli.core.ruletable import Table

FEWEST_CLAUSES = 3
_DAY_OPS = ("within_period", "within_12_months", "by_period_end")
_OPS_BY_TYPE = {
    "choice": ("=", "in", "exists"),
    "text": ("=", "in", "exists"),
    "flag": ("=", "exists"),
    "whole": ("=", "in", ">=", "<", "exists"),
    "money": (">=", "<", "exists"),
    "day": ("exists", *_DAY_OPS),
}
_OPS = tuple(dict.fromkeys(op for ops in _OPS_BY_TYPE.values() for op in ops))
_DERIVATIONS = ("first_of", "later_of", "earliest_of")
_WORDS = (*_OPS, "missing", "yes", "no", "count", "sum", "ratio")
_BLANKS = ("field", "value", "row", "unit", "measure", "clauses", "over", "under")
_COMMON = ("zh", "en", "unit", "version", "valid_from", "valid_to", "source", "confirmed", "notes", "shown")
_COUNTED = ("row", "event", "basis", "threshold", "below", "category", "once_per", "clauses", "measure",
            "also", "overlap")  # fmt: skip


def read(table: Table) -> IndicatorFile:
    """The content of indicators.toml. Raises RuleError."""
    table.only("words", "choices", "rows", "indicators")
    table.table("words").only(*_WORDS)
    words = {code: _phrase(table.table("words"), code) for code in _WORDS}
    choices = {
        code: {value: _label(row, value) for value in row} for code, row in table.table("choices").tables()
    }
    rows = {code: _row_kind(code, row, choices) for code, row in table.table("rows").tables()}
    found: dict[str, Indicator] = {}
    for code, row in table.table("indicators").tables():
        found[code] = _ratio(code, row, found) if "divide" in row else _counted(code, row, rows)
    return IndicatorFile(rows, found, words)


def _label(table: Table, key: str) -> Label:
    row = table.table(key)
    row.only("zh", "en")
    return read_label(row)


def _phrase(table: Table, key: str) -> Label:
    label = _label(table, key)
    for phrase in (label["zh"], label["en"]):
        try:
            phrase.format_map(dict.fromkeys(_BLANKS, ""))
        except (KeyError, IndexError, ValueError):
            table.refuse(key, f"“{phrase}” has a blank that is none of {', '.join(_BLANKS)}")
    return label


def _row_kind(code: str, row: Table, choices: Mapping[str, Mapping[str, Label]]) -> RowKind:
    row.only("zh", "en", "fields")
    fields: dict[str, Field] = {}
    for name, field in row.table("fields").tables():
        fields[name] = _field(name, field, choices, fields)
    label = read_label(row)
    return RowKind(code, label["zh"], label["en"], fields)


def _field(
    code: str, row: Table, choices: Mapping[str, Mapping[str, Label]], before: Mapping[str, Field]
) -> Field:
    row.only("zh", "en", "type", "choices", *_DERIVATIONS)
    kind = row.text("type")
    if kind not in _OPS_BY_TYPE:
        row.refuse("type", f"unknown type “{kind}” (known: {', '.join(_OPS_BY_TYPE)})")
    named = row.text("choices", None)
    if (named is not None and named not in choices) or (named is None and kind == "choice"):
        row.refuse("choices", f"a choice needs its values: “{named}” is not in [choices]")
    parts = {key: row.texts(key, ()) for key in _DERIVATIONS}
    for part in (part for names in parts.values() for part in names):
        if part not in before or before[part].type != kind:
            row.refuse(None, f"derived from “{part}”, which is no {kind} field declared above")
    label = read_label(row)
    return Field(code, label["zh"], label["en"], kind, choices[named] if named else {}, **parts)  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Reader:
    """The table of one indicator, with the fields its clauses may name."""

    row: Table
    fields: Mapping[str, Field]

    def field(self, table: Table, key: str, types: tuple[str, ...]) -> Field:
        """The field that `key` names, which must be of one of `types`."""
        name = table.text(key)
        if name not in self.fields:
            table.refuse(key, f"unknown field “{name}” (known: {', '.join(self.fields)})")
        if self.fields[name].type not in types:
            table.refuse(key, f"“{name}” is a {self.fields[name].type}, not a {' or '.join(types)}")
        return self.fields[name]

    def shorthand(self, band: Decimal | None = None) -> tuple[Clause, ...]:
        """The clauses that event, category, basis, threshold, below and once_per stand for."""
        row, found = self.row, []
        if "event" in row:
            found.append(Clause(self.field(row, "event", ("day",)).code, "within_period"))
        if "category" in row:
            category = row.text("category")
            found.append(self.checked(row, "category", Clause("category", "=", category)))
        found += self._bounds(band)
        if "once_per" in row:
            found.append(Clause(self.field(row, "once_per", ("flag",)).code, "=", True))
        return tuple(found)

    def _bounds(self, band: Decimal | None) -> list[Clause]:
        if "basis" not in self.row:
            if "threshold" in self.row or "below" in self.row:
                self.row.refuse(None, "a threshold needs its “basis”")
            return []
        basis = self.field(self.row, "basis", ("money",)).code
        low, below = self.row.number("threshold"), band or self.row.number("below", None)
        if low <= 0 or (below is not None and below <= low):
            self.row.refuse("threshold", "must be above zero, and below the upper end of a band")
        found = [Clause(basis, ">=", low)]
        return [*found, Clause(basis, "<", below)] if below is not None else found

    def clause(self, row: Table) -> Clause:
        """One row of `clauses`."""
        row.only("field", "op", "value")
        op = row.text("op")
        if op not in _OPS:
            row.refuse("op", f"unknown operator “{op}” (known: {', '.join(_OPS)})")
        value = row.get("value")
        value = tuple(value) if isinstance(value, list) else value
        return self.checked(row, "field", Clause(row.text("field"), op, value))  # type: ignore[arg-type]

    def checked(self, table: Table, key: str, clause: Clause) -> Clause:
        """The clause, if its operator and value suit its field."""
        if clause.field not in self.fields:
            table.refuse(key, f"unknown field “{clause.field}” (known: {', '.join(self.fields)})")
        field = self.fields[clause.field]
        if clause.op not in _OPS_BY_TYPE[field.type]:
            table.refuse(key, f"“{clause.op}” does not go with “{field.code}”, which is a {field.type}")
        if clause.op == "in" and (not isinstance(clause.value, tuple) or not clause.value):
            table.refuse(key, "“in” needs a list of values")
        values = clause.value if clause.op == "in" else (clause.value,)
        for value in values:
            if not _suits(field, clause.op, value):
                table.refuse(key, f"{value!r} is no value that “{field.code}” can have")
        return clause


def _suits(field: Field, op: str, value: Any) -> bool:
    if op in _DAY_OPS:
        return value is None
    if op == "exists":
        return isinstance(value, bool)
    if field.choices:
        return str(value) in field.choices and isinstance(value, int if field.type == "whole" else str)
    types: Mapping[str, Callable[[Any], bool]] = {
        "flag": lambda given: isinstance(given, bool),
        "text": lambda given: isinstance(given, str),
        "whole": lambda given: isinstance(given, int) and not isinstance(given, bool),
        "money": lambda given: isinstance(given, int | Decimal) and not isinstance(given, bool),
    }
    return types[field.type](value)


def _counted(code: str, row: Table, rows: Mapping[str, RowKind]) -> Indicator:
    row.only(*_COMMON, *_COUNTED)
    kind = row.text("row")
    if kind not in rows:
        row.refuse("row", f"unknown row kind “{kind}” (known: {', '.join(rows)})")
    reader = _Reader(row, rows[kind].fields)
    own = tuple(reader.clause(clause) for clause in row.rows("clauses"))
    clauses = (*reader.shorthand(), *own)
    if len(clauses) < FEWEST_CLAUSES:
        row.refuse("clauses", f"a rule needs at least {FEWEST_CLAUSES} clauses, or every row almost counts")
    measure = reader.field(row, "measure", ("money",)).code if "measure" in row else None
    return Indicator(
        code=code,
        kind="sum" if measure else "count",
        row_kind=kind,
        clauses=clauses,
        measure=measure,
        also=_second_reading(reader, own) if "also" in row else None,
        **_stated(row, ("event", "basis", "category", "once_per", "overlap")),
        **_common(row),
        threshold=row.number("threshold", None),
        below=row.number("below", None),
    )


def _second_reading(reader: _Reader, own: tuple[Clause, ...]) -> Reading:
    row = reader.row.table("also")
    row.only("zh", "en", "below")
    label = read_label(row)
    return Reading(label["zh"], label["en"], (*reader.shorthand(band=row.number("below")), *own))


def _ratio(code: str, row: Table, found: Mapping[str, Indicator]) -> Indicator:
    row.only(*_COMMON, "divide")
    parts = row.texts("divide")
    if len(parts) != 2 or any(part not in found for part in parts):
        row.refuse("divide", "must name two indicators declared above: [over, under]")
    return Indicator(
        code=code, kind="ratio", row_kind=None, clauses=(), over=parts[0], under=parts[1], **_common(row)
    )


def _stated(row: Table, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: row.text(key, None) for key in keys}


def _common(row: Table) -> dict[str, Any]:
    valid_from, valid_to = row.day("valid_from"), row.day("valid_to", None)
    if valid_to is not None and valid_to < valid_from:
        row.refuse("valid_to", "ends before it begins")
    return {
        "label": read_label(row),
        "unit": read_unit(row.table("unit")),
        "version": row.text("version"),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "source": _label(row, "source"),
        "confirmed": row.flag("confirmed"),
        "notes": _label(row, "notes") if "notes" in row else None,
        "shown": row.flag("shown", True),
    }
