"""`yinli read FILE`: what a document says and the records it would make, without a database."""

import json as json_text
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yinli.cli.failure import Failure

if TYPE_CHECKING:
    from yinli.core.reading import Proposal, Reading

MOST_BYTES = 20 * 1024 * 1024
# How many letters of a cell are shown: a table is for looking over, --json has everything.
WIDEST = 80


def read_command(
    path: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A txt, docx, pdf, html or eml file; - reads standard input."),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the reading as JSON and nothing else.")] = False,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it was published: gives its days their year."),
    ] = None,
) -> None:
    """Read a document: who, what, when, how much, what came of it, and the records it would make."""
    from yinli.core.reading import propose, read

    text = text_of(path)
    found = read(text, published_on=published.date() if published else None)
    if json:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        print(json_text.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return
    show(found, propose(found))


def text_of(path: str) -> str:
    """The text of a file; raises Failure with what is wrong with it."""
    data = _bytes(path)
    _without_settings()
    from yinli.base.sources.extract import SourceRefused, extract

    try:
        return extract(data, Path(path).name).text
    except SourceRefused as refused:
        raise Failure(f"{path}: {refused}") from refused


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    file = Path(path)
    try:
        # Refused by its size before a byte of it is read.
        if file.stat().st_size > MOST_BYTES:
            megabytes = file.stat().st_size / 1024 / 1024
            raise Failure(f"{path}: the file has {megabytes:.0f} MB; at most 20 MB can be read. Split it.")
        return file.read_bytes()
    except FileNotFoundError as error:
        raise Failure(f"{path}: there is no such file.") from error
    except IsADirectoryError as error:
        raise Failure(f"{path}: this is a folder. Name a file in it.") from error
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}.") from error


def _without_settings() -> None:
    """The extractor's messages ask Django for a language: English is enough here, and no database is near."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)


def show(reading: "Reading", proposals: Sequence["Proposal"]) -> None:
    """Print tables for people; a section without rows is left out, and a text without facts says so."""
    from rich.console import Console

    console = Console()
    tables = [
        *_named(reading.as_json()),
        *_happened(reading.as_json()),
        ("Records it would make", ("Record", "Name", "Values"), [_proposed(one) for one in proposals]),
    ]
    shown = [one for one in tables if one[2]]
    if not shown:
        console.print("No facts were found in this text.")
    for title, heads, rows in shown:
        console.print(_table(title, heads, rows))


Section = tuple[str, tuple[str, ...], list[tuple]]


def _named(found: dict[str, Any]) -> list[Section]:
    return [
        (
            "Organisations",
            ("Name", "Kind", "Also called", "Times"),
            [
                (o["name"], o["kind"], _joined(o["aliases"]), len(o["mentions"]))
                for o in found["organisations"]
            ],
        ),
        ("People", ("Name", "Title"), [(p["name"], p["title"]) for p in found["persons"]]),
        ("Places", ("Place",), [(place,) for place in found["places"]]),
        ("Days", ("As written", "From", "To"), [(d["surface"], d["from"], d["to"]) for d in found["dates"]]),
        (
            "Amounts",
            ("As written", "Value", "Currency", "About"),
            [(a["surface"], f"{a['value']:,}", a["currency"], a["about"]) for a in found["amounts"]],
        ),
        (
            "Periods",
            ("As written", "From", "To"),
            [(p["surface"], p["from"], p["to"]) for p in found["periods"]],
        ),
        (
            "Shares and rates",
            ("As written", "Value", "Unit", "Of"),
            [(r["surface"], r["value"], r["unit"], r["of"]) for r in found["ratios"]],
        ),
        ("Industries", ("Industry",), [(word,) for word in found["industries"]]),
    ]


def _happened(found: dict[str, Any]) -> list[Section]:
    return [
        (
            "Counted results",
            ("As written", "Count", "Unit", "Of", "Value class"),
            [
                (m["surface"], m["count"], m["unit"], m["of"], _threshold(m["threshold"]))
                for m in found["metrics"]
            ],
        ),
        (
            "Events",
            ("Type", "With", "Place", "Day", "As written"),
            [
                (e["type"], _joined(e["counterparts"]), e["place"], e["date"], e["surface"])
                for e in found["events"]
            ],
        ),
        ("Next steps", ("Step",), [(step,) for step in found["next_steps"]]),
    ]


def _threshold(threshold: dict | None) -> str:
    if not threshold:
        return ""
    return f"{threshold['basis'] or ''} {threshold['op']} {threshold['value']:,}".strip()


def _proposed(proposal: "Proposal") -> tuple:
    values = {value.field: value.value for value in proposal.values if value.value not in (None, "", [], ())}
    name = next(
        (values.pop(field) for field in ("name", "title", "surface", "text") if field in values), None
    )
    told = ", ".join(f"{field}: {_said(value)}" for field, value in values.items())
    return (proposal.record, name or proposal.key.partition(":")[2], told)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    if isinstance(value, (list, tuple)):
        return _joined(_said(part) for part in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


def _table(title: str, heads: Sequence[str], rows: Iterable[tuple]):
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    for head in heads:
        table.add_column(head, justify="right" if head in ("Times", "Value", "Count") else "left")
    for row in rows:
        # A text may hold [brackets], which are no mark-up.
        table.add_row(*(escape(_short("" if cell is None else str(cell))) for cell in row))
    return table


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
