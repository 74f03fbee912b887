"""Labels in Chinese and English, as the rulebooks give them."""

from __future__ import annotations

from typing import TypedDict

from yinli.core.ruletable import Table


class Label(TypedDict):
    """The same word in both languages of the house."""

    zh: str
    en: str


def read_label(table: Table) -> Label:
    """The `zh` and `en` of a table of a rulebook; both are required."""
    return {"zh": table.text("zh"), "en": table.text("en")}


def in_language(label: Label, lang: str) -> str:
    """The label for a language code such as `zh-hans` or `en`."""
    return label["zh"] if lang.lower().startswith("zh") else label["en"]
