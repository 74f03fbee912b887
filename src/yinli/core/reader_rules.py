"""What each rule of the reader is called and goes by, from rules/reader.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table, load


@dataclass(frozen=True)
class ReaderRule:
    """One rule: its `code` as found things carry it, its name, and a sentence that says what it goes by."""

    code: str
    name: Label
    said: Label


def read_reader_rules(table: Table) -> dict[str, ReaderRule]:
    """The content of reader.toml. Raises RuleError."""
    return {code: _rule(code, row) for code, row in table.tables()}


def _rule(code: str, row: Table) -> ReaderRule:
    row.only("name", "said")
    return ReaderRule(code, read_label(row.table("name")), read_label(row.table("said")))


@cache
def reader_rules() -> Mapping[str, ReaderRule]:
    """The rules in their order, read once a process. Raises RuleError."""
    return read_reader_rules(load("reader"))
