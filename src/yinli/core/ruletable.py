"""Rulebooks: what the business decided, as TOML that code executes.

A rulebook is read from `yinli/rules/<name>.toml`; a district's own file of the same name, in the folder
named by the environment variable YINLI_RULES, overrides it table by table (lists are replaced whole).
Everything wrong with a rulebook is a `RuleError` that names file, line and reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from yinli.core.rulelines import Place, places

RULES_ENV = "YINLI_RULES"
_MISSING: Any = object()


class RuleError(Exception):
    """A rulebook cannot be used; printed as `file:line: reason`."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, eq=False)
class Book:
    """Where a rulebook came from: its files, its hash and the line of each key."""

    name: str
    source: tuple[str, ...]
    version: str
    lines: Mapping[tuple[str, ...], Place]


@dataclass(frozen=True, eq=False)
class Table(Mapping[str, Any]):
    """A read-only table of a rulebook whose readers check types and name the line of what is wrong.

    The readers (`text`, `texts`, `flag`, …) raise RuleError when the key is missing and no `default`
    is given, or when its value has the wrong type.
    """

    data: Mapping[str, Any]
    book: Book
    path: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """sha256 (hex) of the canonical content of the whole rulebook, whatever file it came from."""
        return self.book.version

    @property
    def source(self) -> tuple[str, ...]:
        """The files read, the built-in one first."""
        return self.book.source

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def error(self, key: str | None, reason: str) -> RuleError:
        """The RuleError for `key` (or for this table), at the nearest line that can be found."""
        path = self.path if key is None else (*self.path, key)
        while path and path not in self.book.lines:
            path = path[:-1]
        file, line = self.book.lines.get(path) or (self.book.source[-1], 1)
        return RuleError(file, line, reason)

    def refuse(self, key: str | None, reason: str) -> NoReturn:
        """Raise the RuleError for `key`."""
        raise self.error(key, reason)

    def only(self, *known: str) -> None:
        """Refuse any key that is not `known`: a misspelt rule must not pass for no rule."""
        for key in self.data:
            if key not in known:
                self.refuse(key, f"unknown key “{key}” (known here: {', '.join(known)})")

    def _read(self, key: str, kind: type | tuple[type, ...], said: str, default: Any) -> Any:
        value = self.data.get(key, _MISSING)
        if value is _MISSING:
            if default is _MISSING:
                self.refuse(key, f"“{key}” is missing")
            return default
        wrong_flag = isinstance(value, bool) and kind is not bool
        if wrong_flag or not isinstance(value, kind):
            self.refuse(key, f"“{key}” must be {said}, not {value!r}")
        return value

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A non-empty string."""
        value = self._read(key, str, "a text", default)
        if value == "" and key in self.data:
            self.refuse(key, f"“{key}” is empty")
        return value  # type: ignore[no-any-return]

    def flag(self, key: str, default: Any = _MISSING) -> bool:
        """true or false."""
        return self._read(key, bool, "true or false", default)  # type: ignore[no-any-return]

    def whole(self, key: str, default: Any = _MISSING) -> int:
        """A whole number of zero or more."""
        value: int = self._read(key, int, "a whole number", default)
        if value is not None and value < 0:
            self.refuse(key, f"“{key}” must not be below zero")
        return value

    def number(self, key: str, default: Any = _MISSING) -> Decimal:
        """A number, as Decimal."""
        value = self._read(key, (int, Decimal), "a number", default)
        return Decimal(value) if isinstance(value, int) else value

    def day(self, key: str, default: Any = _MISSING) -> date:
        """A date, written 2021-09-03."""
        return self._read(key, date, "a date such as 2021-09-03", default)  # type: ignore[no-any-return]

    def entries(self, key: str, default: Any = _MISSING) -> list[Any]:
        """A list of anything; the caller judges what is in it."""
        return list(self._read(key, (list, tuple), "a list", default))

    def texts(self, key: str, default: Any = _MISSING) -> tuple[str, ...]:
        """A list of strings."""
        value = self.entries(key, default)
        if not all(isinstance(item, str) for item in value):
            self.refuse(key, f"“{key}” must be a list of texts")
        return tuple(value)

    def table(self, key: str, default: Any = _MISSING) -> Table:
        """The table under `key`."""
        value = self._read(key, Mapping, "a table", default)
        return Table(value, self.book, (*self.path, key))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every key of this table, each of which must be a table itself."""
        for key in self.data:
            yield key, self.table(key)

    def rows(self, key: str, default: Any = _MISSING) -> Iterator[Table]:
        """The tables of a list of tables; errors name the line of the row."""
        for number, value in enumerate(self.entries(key, default)):
            path = (*self.path, key, str(number))
            if not isinstance(value, Mapping):
                self.refuse(key, f"“{key}” must be a list of tables")
            yield Table(value, self.book, path)


def load(name: str) -> Table:
    """The rulebook `name`, merged with the district's own file. Raises RuleError."""
    return _load(name, os.environ.get(RULES_ENV, ""))


def built_in_names() -> tuple[str, ...]:
    """The names of the rulebooks that come with Yinli."""
    folder = resources.files("yinli") / "rules"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


def districts_folder() -> Path | None:
    """The folder of the district's own rulebooks, if YINLI_RULES names one. Raises RuleError."""
    if not (folder := os.environ.get(RULES_ENV, "")):
        return None
    if not Path(folder).is_dir():
        raise RuleError(folder, 0, f"{RULES_ENV} names a folder that is not there")
    return Path(folder)


@cache
def _load(name: str, folder: str) -> Table:
    # `folder` is the key under which a process keeps what it loaded: rules are read once, at start.
    built_in = resources.files("yinli") / "rules" / f"{name}.toml"
    if not built_in.is_file():
        raise RuleError(f"{name}.toml", 0, f"there is no rulebook named “{name}”")
    read = [(f"rules/{name}.toml", built_in.read_bytes())]
    own = districts_folder()
    if own and (own / f"{name}.toml").is_file():
        read.append((str(own / f"{name}.toml"), (own / f"{name}.toml").read_bytes()))
    data: dict[str, Any] = {}
    lines: dict[tuple[str, ...], Place] = {}
    for file, content in read:
        text = _decode(file, content)
        data = _merge(data, _parse(file, text))
        lines |= places(file, text)
    book = Book(name, tuple(file for file, _ in read), _version(data), lines)
    return Table(data, book)


def _decode(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RuleError(file, line, "the file is not UTF-8; save it as UTF-8") from error


def _parse(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise RuleError(file, line, f"not valid TOML: {error}") from error


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(under, Mapping)
        merged[key] = _merge(under, value) if both else value  # type: ignore[arg-type]
    return merged


def _version(data: Mapping[str, Any]) -> str:
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
