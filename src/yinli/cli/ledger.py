"""`yinli verify ledger`: hold the ledger of first reports against itself, its reports and the heads kept outside."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from yinli.base.history.seals.files import Place, add_durably, last_lines, place_in
from yinli.base.history.seals.keys import LEDGER, public_keys, signed_by, signer
from yinli.cli.failure import Failure
from yinli.cli.folders import var_folder
from yinli.domain.first_report.rules import TOLD, Line, faults, standing

WHOLE, TAMPERED, NOT_VERIFIED = 0, 1, 2
_LINES = "SELECT number, report_id, content, previous, head FROM first_report_ledgerentry ORDER BY number"
_END = "SELECT number, head FROM first_report_ledgerentry ORDER BY number DESC LIMIT 1"
# What a report says today, as texts, beside what the lines of the ledger about it amount to (`standing`).
_REPORTS = """SELECT id, what, coalesce(unit_id::text, ''),
       to_char(reported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00',
       coalesce(to_char(valid_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00', ''),
       coalesce(holds_until_on::text, ''), released_on IS NOT NULL
    FROM first_report_report ORDER BY id"""


def export_head(connection: psycopg.Connection, place: Place, now: datetime) -> None:
    """Add the ledger's last head to the file of heads, signed, where it has grown since the last line there."""
    found = connection.execute(_END).fetchone()
    if found is None:
        return
    number, head = found
    last = last_lines(place.ledger_heads, 1)
    if last and json.loads(last[0])["number"] == number:
        return
    ours = signer(place.secret, place.public_keys)
    line = {
        "number": number,
        "head": head,
        "at": now.isoformat(timespec="seconds"),
        "key": ours.key_id,
        "signature": ours.sign(_signed(number, head), LEDGER),
    }
    add_durably(place.ledger_heads, json.dumps(line).encode() + b"\n")


def _signed(number: int, head: str) -> str:
    """What is signed of a head: SHA-256, hexadecimal, over its number too, lest it be moved to another line."""
    return hashlib.sha256(f"{number} {head}".encode()).hexdigest()


def ledger_command(
    heads: Annotated[
        Path | None, typer.Option(help="A copy of ledger-heads.jsonl that was kept elsewhere.")
    ] = None,
    public_key: Annotated[Path | None, typer.Option(help="A copy of public-keys.pem.")] = None,
) -> None:
    """Name every line of the ledger of first reports that was altered or removed; exit code 0 whole, 1 not, 2 unknown."""
    place = place_in(var_folder())
    try:
        kept, wrong = read_heads(heads or place.ledger_heads, public_key or place.public_keys)
        lines, found = _verified(kept)
    except (Failure, psycopg.Error, OSError) as failure:
        typer.echo(f"yinli: the ledger was not verified. {failure}", err=True)
        raise typer.Exit(NOT_VERIFIED) from failure
    found = [*wrong, *found]
    typer.echo(
        "TAMPERED: the ledger is not what was written." if found else "OK: every line stands as written."
    )
    for says in found:
        typer.echo(says)
    typer.echo(f"{lines:,} lines, held against {len(kept):,} heads of {heads or place.ledger_heads}.")
    raise typer.Exit(TAMPERED if found else WHOLE)


def read_heads(path: Path, keys: Path) -> tuple[dict[int, str], list[str]]:
    """(number → head of the lines rightly signed, what is wrong with the others); raises Failure without a file."""
    if not path.is_file() or not keys.is_file():
        raise Failure(
            f"There are no heads at {path}, or no keys at {keys}: nothing was sealed yet (yinli seal)."
        )
    known, kept, wrong = public_keys(keys.read_bytes()), {}, []
    for place, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            line: dict[str, Any] = json.loads(text)
            said = _signed(line["number"], line["head"])
            right = signed_by(known, line["key"], said, line["signature"], LEDGER)
        except (ValueError, KeyError, TypeError):
            right = False
        if right:
            kept[int(line["number"])] = line["head"]
        else:
            wrong.append(f"Line {place} of {path} is not signed by a known key.")
    return kept, wrong


def _verified(kept: dict[int, str]) -> tuple[int, list[str]]:
    from yinli.cli.database import any_database

    with any_database("yinli verify") as opened, psycopg.connect(opened.urls.owner_url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        return check(connection, kept)


def check(connection: psycopg.Connection, kept: dict[int, str]) -> tuple[int, list[str]]:
    """(how many lines there are, what is wrong with them or with what reports say beside them)."""
    lines = [
        Line(number, f"B{report:06d}", content, previous, head)
        for number, report, content, previous, head in connection.execute(_LINES)
    ]
    return len(lines), [*faults(lines, kept), *_reports(connection, lines)]


def _reports(connection: psycopg.Connection, lines: list[Line]) -> Iterator[str]:
    told = standing(lines)
    for key, *says in connection.execute(_REPORTS):
        number = f"B{key:06d}"
        ledger = told.pop(number, None)
        if ledger is None:
            yield f"{number} stands in no line of the ledger."
        elif other := [name for name, one, two in zip(TOLD, says, ledger, strict=True) if one != two]:
            yield f"{number} says otherwise than the ledger: {', '.join(other)} was changed."
    for number in told:
        yield f"{number} stands in the ledger and is gone from the books."
