"""The line of each key of a TOML file: tomllib tells none, and an error without a line is a hunt."""

from __future__ import annotations

import re

Place = tuple[str, int]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*(.*)$""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*$""")


def places(file: str, text: str) -> dict[tuple[str, ...], Place]:
    """Path of keys → (file, line). Rows of a list have their number, from "0", as a part of the path."""
    return _Scan(file).read(text)


class _Scan:
    def __init__(self, file: str) -> None:
        self.file = file
        self.found: dict[tuple[str, ...], Place] = {}
        self.table: tuple[str, ...] = ()
        self.open_list: tuple[str, ...] | None = None
        self.depth = self.row = 0

    def read(self, text: str) -> dict[tuple[str, ...], Place]:
        """The places of every key, line by line."""
        for number, line in enumerate(text.splitlines(), start=1):
            place = (self.file, number)
            if self.open_list is not None:
                self._inside_list(line, place)
            elif header := _HEADER.match(line):
                self._header(header, place)
            elif key := _KEY.match(line):
                self._key(key, place)
        return self.found

    def _header(self, header: re.Match[str], place: Place) -> None:
        path = _parts(header.group(2))
        if header.group(1) == "[[":
            row = 0
            while (*path, str(row)) in self.found:
                row += 1
            self.found.setdefault(path, place)
            path = (*path, str(row))
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], place)
        self.found[path] = place
        self.table = path

    def _key(self, key: re.Match[str], place: Place) -> None:
        path = (*self.table, *_parts(key.group(1)))
        self.found[path] = place
        self.depth = _depth(key.group(2))
        if self.depth > 0:
            self.open_list, self.row = path, 0

    def _inside_list(self, line: str, place: Place) -> None:
        assert self.open_list is not None
        bare = _QUOTED.sub("", line).strip()
        if self.depth == 1 and bare and not bare.startswith("]"):
            self.found[(*self.open_list, str(self.row))] = place
            self.row += 1
        self.depth += _depth(line)
        if self.depth <= 0:
            self.open_list = None


def _parts(keys: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(keys))


def _depth(text: str) -> int:
    bare = _QUOTED.sub("", text)
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")
