"""Recomputes every sealed row and names the first that was altered, removed or forged."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from yinli.base.history.seals import chain, stored
from yinli.base.history.seals.batches import Signed
from yinli.base.history.seals.chain import Exported
from yinli.base.history.seals.files import LEAF, leaves_path, read_leaves
from yinli.base.history.seals.findings import Finding, Report
from yinli.base.history.seals.rows import (
    ENTRIES,
    LOWEST,
    Connection,
    columns_of,
    counts_after,
    digest_of,
    digests,
    sealed_tables,
    settle,
    texts,
)

# A table that was rewritten as a whole is not listed row by row.
MOST_NAMED = 1000


@dataclass(frozen=True)
class Span:
    """The rows of one table in one seal, with the columns that hold for them."""

    seal: int
    place: int
    table: str
    after: int
    last: int
    root: str
    count: int
    columns: tuple[str, ...]
    sealed_on: str


def verify(
    connection: Connection, exported: Exported, *, on_paper: Mapping[int, str] | None = None
) -> Report:
    """Hold the database against `exported`, in the caller's transaction (best: REPEATABLE READ, read only)."""
    report = Report()
    settle(connection)
    lines = chain.read_heads(exported, report)
    trusted = chain.compare(connection, lines, exported, report) if stored.is_there(connection) else lines
    chain.check_paper(on_paper or {}, trusted, report)
    whole = chain.check_leaves(trusted, exported, report)
    chain.remark(trusted, report)
    spans = _spans(trusted)
    for _, theirs in sorted(spans.items()):
        report.rows += _check_table(connection, theirs, (exported.leaves, whole), report)
        report.tables += 1
    report.seals = len(trusted)
    if trusted:
        newest = trusted[-1]
        report.last_number, report.last_head = newest.batch.number, newest.head
        report.last_sealed_at = newest.batch.sealed_at
    report.unsealed = _unsealed(connection, spans)
    return report


def _spans(trusted: Iterable[Signed]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for each in trusted:
        for place, part in enumerate(each.batch.ranges):
            theirs = found.setdefault(part.table, [])
            before = theirs[-1] if theirs else None
            theirs.append(
                Span(
                    seal=each.batch.number,
                    place=place,
                    table=part.table,
                    after=before.last if before else LOWEST,
                    last=part.last,
                    root=part.root,
                    count=part.count,
                    columns=part.columns or (before.columns if before else ()),
                    sealed_on=f"{each.batch.sealed_at:%F %T} UTC",
                )
            )
    return found


def _check_table(
    connection: Connection, spans: list[Span], leaves: tuple[Path, set[int]], report: Report
) -> int:
    """Recompute a table; returns how many rows were read."""
    read, there = 0, set(columns_of(connection, spans[0].table))
    bad: list[Span] = []
    for columns, era in groupby(spans, key=lambda span: span.columns):
        theirs = list(era)
        if gone := [name for name in columns if name not in there]:
            what = f"column {gone[0]} of {spans[0].table}" if there else f"table {spans[0].table}"
            says = f"The {what}, sealed in seal {theirs[0].seal}, is gone: its rows cannot be recomputed."
            report.in_rows.append(
                Finding("gone", says, theirs[0].seal, spans[0].table, place=theirs[0].place)
            )
            continue
        count, differing = _recomputed(connection, theirs)
        read, bad = read + count, [*bad, *differing]
    for span in bad:
        report.in_rows += islice(_named(connection, span, leaves), MOST_NAMED - len(report.in_rows))
    return read


def _recomputed(connection: Connection, era: list[Span]) -> tuple[int, list[Span]]:
    """(rows read, spans whose rows are not those that were sealed), in one pass over the table."""
    read, bad = 0, []
    table, columns = era[0].table, era[0].columns
    with contextlib.closing(digests(connection, table, columns, era[0].after, era[-1].last)) as rows:
        row = next(rows, None)
        for span in era:
            root = hashlib.sha256()
            while row is not None and row[0] <= span.last:
                root.update(LEAF.pack(0, *row))
                read += 1
                row = next(rows, None)
            if root.hexdigest() != span.root:
                bad.append(span)
    return read, bad


def _named(connection: Connection, span: Span, leaves: tuple[Path, set[int]]) -> Iterator[Finding]:
    """The rows of a span that differ from its leaves; the span as a whole where the leaves are not to be had."""
    folder, whole = leaves
    if span.seal not in whole:
        says = (
            f"Among the {span.count} rows of {span.table} up to {span.last} that seal {span.seal} sealed on "
            f"{span.sealed_on}, at least one was altered, removed or forged. Its leaves are not there to say which."
        )
        yield Finding("range", says, span.seal, span.table, place=span.place)
        return
    sealed = read_leaves(leaves_path(folder, span.seal), span.place)
    with contextlib.closing(texts(connection, span.table, span.columns, span.after, span.last)) as rows:
        yield from _differences(span, sealed, rows)


def _differences(
    span: Span, sealed: Iterator[tuple[int, bytes]], rows: Iterator[tuple[int, str]]
) -> Iterator[Finding]:
    leaf, row = next(sealed, None), next(rows, None)
    while leaf is not None or row is not None:
        if row is None or (leaf is not None and leaf[0] < row[0]):
            assert leaf is not None
            yield _finding("removed", span, leaf[0], "")
            leaf = next(sealed, None)
        elif leaf is None or row[0] < leaf[0]:
            yield _finding("forged", span, *row)
            row = next(rows, None)
        else:
            if digest_of(span.table, row[1]) != leaf[1]:
                yield _finding("altered", span, *row)
            leaf, row = next(sealed, None), next(rows, None)


_HOW = {
    "altered": "is not what was sealed",
    "removed": "is gone",
    "forged": "was put in after its time",
}


def _finding(kind: str, span: Span, key: int, text: str) -> Finding:
    about = f" It says: {_about(span.table, text)}." if text else ""
    when = (
        f"Seal {span.seal} of {span.sealed_on} knows no such row."
        if kind == "forged"
        else f"It was sealed in seal {span.seal} on {span.sealed_on}."
    )
    says = f"Row {key} of {span.table} was {kind}: it {_HOW[kind]}. {when}{about}"
    return Finding(kind, says, span.seal, span.table, key, span.place)


def _about(table: str, text: str) -> str:
    """What a row speaks of, for whoever has to find it: record, person, instant."""
    row: dict[str, Any] = json.loads(text)
    context = row.get("context.metadata") or {}
    if table == ENTRIES:
        return (
            f"{row.get('action')} of {row.get('record_type')} {row.get('record_id')} “{row.get('record_label')}”"
            f" by {row.get('by_name')} at {row.get('at')}"
        )
    person = f" by user {context['by']} ({context.get('action')})" if context.get("by") else ""
    return f"{row.get('pgh_label')} of record {row.get('pgh_obj_id')}{person} at {row.get('pgh_created_at')}"


def _unsealed(connection: Connection, spans: Mapping[str, list[Span]]) -> dict[str, int]:
    after = {
        table: (columns_of(connection, table)[0], spans[table][-1].last if table in spans else LOWEST)
        for table in sealed_tables(connection)
    }
    return counts_after(connection, after)
