"""Labels in Chinese and English, as the rulebooks give them."""

from __future__ import annotations

from typing import TypedDict

from yinli.core.ruletable import Table


class Label(TypedDict):
    """The same word in both languages of the house."""

    zh: str
    en: str


class UnitLabel(Label):
    """The word for what is counted, and what English calls one of them."""

    en_one: str


def read_unit(table: Table) -> UnitLabel:
    """A unit's `zh` and `en`; `en_one` where one of them is called otherwise."""
    table.only("zh", "en", "en_one")
    label = read_label(table)
    return {**label, "en_one": table.text("en_one", label["en"])}


def counted_in(label: UnitLabel, value: object, lang: str) -> str:
    """The unit as it stands behind the number `value`: 1 project, 2 projects."""
    return label["en_one"] if value == 1 and not lang.lower().startswith("zh") else in_language(label, lang)


def read_label(table: Table) -> Label:
    """The `zh` and `en` of a table of a rulebook; both are required."""
    return {"zh": table.text("zh"), "en": table.text("en")}


def in_language(label: Label, lang: str) -> str:
    """The label for a language code such as `zh-hans` or `en`."""
    return label["zh"] if lang.lower().startswith("zh") else label["en"]
