"""A counting rule told in words, from the very clauses that count (phrases: indicators.toml [words])."""

from __future__ import annotations

from typing import Any

from yinli.core.countrules import Clause, Field, Indicator, IndicatorFile, RowKind
from yinli.core.label import in_language
from yinli.core.money import format_yuan


def in_words(rules: IndicatorFile, indicator: Indicator, lang: str) -> str:
    """The rule as one sentence in Chinese (`zh…`) or English."""
    pattern = in_language(rules.words[indicator.kind], lang)
    if indicator.kind == "ratio":
        parts = (rules.all[indicator.over or ""], rules.all[indicator.under or ""])
        over, under = (in_language(part.label, lang) for part in parts)
        return pattern.format(over=over, under=under)
    row = rules.rows[indicator.row_kind or ""]
    joined = ("；" if lang.lower().startswith("zh") else "; ").join(
        clause_in_words(rules, row, clause, lang) for clause in indicator.clauses
    )
    measure = _name(row.fields[indicator.measure], lang) if indicator.measure else ""
    unit = in_language(indicator.unit, lang)
    return pattern.format(row=_name(row, lang), unit=unit, clauses=joined, measure=measure)


def clause_in_words(rules: IndicatorFile, row: RowKind, clause: Clause, lang: str) -> str:
    """One clause, for a rule or for what a row lacks."""
    field = row.fields[clause.field]
    pattern = in_language(rules.words[_word(clause)], lang)
    values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
    comma = "、" if lang.lower().startswith("zh") else ", "
    return pattern.format(
        field=_name(field, lang), value=comma.join(_said(field, value, lang) for value in values)
    )


def _word(clause: Clause) -> str:
    if not isinstance(clause.value, bool):
        return clause.op
    said, denied = ("exists", "missing") if clause.op == "exists" else ("yes", "no")
    return said if clause.value else denied


def _said(field: Field, value: Any, lang: str) -> str:
    if str(value) in field.choices:
        return in_language(field.choices[str(value)], lang)
    if field.type == "money" and value is not None:
        return format_yuan(value, lang, exact=True)
    return str(value)


def _name(named: Field | RowKind, lang: str) -> str:
    return in_language({"zh": named.zh, "en": named.en}, lang)
