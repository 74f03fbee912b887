"""`yinli seal` and `yinli verify history`: add to the chain over history, and hold history against it."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import psycopg
import typer

from yinli.base.history.seals.chain import Exported
from yinli.base.history.seals.files import Place, place_in
from yinli.base.history.seals.findings import Report
from yinli.base.history.seals.keys import BadKey, public_keys
from yinli.base.history.seals.sealing import Sealed, SealRefused, seal, write_missing_heads
from yinli.base.history.seals.verifying import verify
from yinli.cli.failure import Failure
from yinli.cli.folders import var_folder
from yinli.cli.ledger import export_head, ledger_command

WHOLE, TAMPERED, NOT_VERIFIED = 0, 1, 2


def seal_command(
    heads_from_database: Annotated[
        bool,
        typer.Option(
            "--heads-from-database",
            help="First write the lines that the heads file lacks: after its folder was lost.",
        ),
    ] = False,
) -> None:
    """Seal history now; `yinli up` does it every minute."""
    from yinli.cli.database import any_database

    place = place_in(var_folder())
    with any_database("yinli seal") as opened:
        if heads_from_database:
            typer.echo(
                f"Written again: {_with_missing_heads(opened.urls.owner_url, place)} lines of {place.heads}."
            )
        done = seal_now(opened.urls.owner_url, place)
    typer.echo(_told(done, place))


def _with_missing_heads(owner_url: str, place: Place) -> int:
    with psycopg.connect(owner_url, autocommit=True) as connection:
        try:
            return write_missing_heads(connection, place)
        except SealRefused as refused:
            raise Failure(str(refused)) from refused


def seal_now(owner_url: str, place: Place, *, at_once: bool = True) -> Sealed:
    """Seal through a connection of its own; raises Failure with what to do."""
    try:
        with psycopg.connect(owner_url, autocommit=True, connect_timeout=10) as connection:
            done = seal(connection, place, now=datetime.now(UTC), at_once=at_once)
            export_head(connection, place, now=datetime.now(UTC))
            return done
    except (SealRefused, BadKey) as refused:
        raise Failure(str(refused)) from refused
    except (psycopg.Error, OSError) as error:
        raise Failure(f"History could not be sealed: {str(error).strip()}") from error


def _told(done: Sealed, place: Place) -> str:
    if done.seal is None:
        return "Nothing to seal."
    batch = done.seal.batch
    lines = [f"Seal {batch.number}: {batch.rows} rows of {len(batch.ranges)} tables. Head {done.seal.head}"]
    if done.busy:
        lines.append(f"Left for the next seal, since somebody is writing there: {', '.join(done.busy)}.")
    if done.healed:
        lines.append("What an earlier run left unfinished was put right first.")
    return "\n".join([*lines, f"Heads: {place.heads}. Keep a copy of it elsewhere."])


verify_app = typer.Typer(no_args_is_help=True, help="Hold what is kept against what was sealed.")


@verify_app.callback()
def _verify() -> None:
    """Hold what is kept against what was sealed."""


verify_app.command("ledger")(ledger_command)


@verify_app.command("history")
def verify_command(
    heads: Annotated[Path | None, typer.Option(help="A copy of heads.jsonl that was kept elsewhere.")] = None,
    leaves: Annotated[Path | None, typer.Option(help="A copy of the folder of leaves.")] = None,
    public_key: Annotated[Path | None, typer.Option(help="A copy of public-keys.pem.")] = None,
    head: Annotated[
        list[str] | None, typer.Option(help="A head from paper, NUMBER:BEGINNING; may be given again.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Name every bad row, not the first alone.")] = False,
) -> None:
    """Name the first row of history that was altered, removed or forged; exit code 0 whole, 1 not, 2 unknown."""
    try:
        exported = exported_from(place_in(var_folder()), heads, leaves, public_key)
        report, seconds = _verified(exported, paper(head or []))
    except Failure as failure:
        typer.echo(f"yinli: history was not verified. {failure}", err=True)
        raise typer.Exit(NOT_VERIFIED) from failure
    typer.echo("\n".join(told(report, exported, seconds, every=every)))
    raise typer.Exit(WHOLE if report.whole else TAMPERED)


def exported_from(
    place: Place, heads: Path | None = None, leaves: Path | None = None, public_key: Path | None = None
) -> Exported:
    """What to verify against: the installation's own, or the copies given; raises Failure."""
    theirs, keys = heads or place.heads, public_key or place.public_keys
    for path, what in ((theirs, "heads"), (keys, "public keys")):
        if not path.is_file():
            raise Failure(
                f"There are no {what} at {path}. Nothing was sealed yet, or the file was taken away."
            )
    found = public_keys(keys.read_bytes())
    if not found:
        raise Failure(f"{keys} holds no Ed25519 public key.")
    return Exported(theirs, leaves or place.leaves, found, complete=heads is None)


def paper(heads: Sequence[str]) -> dict[int, str]:
    """Heads from paper, `12:3fa9c0…`, by number; raises Failure."""
    found = {}
    for text in heads:
        number, _, beginning = text.replace(" ", "").partition(":")
        digits = set(beginning.lower()) <= set("0123456789abcdef")
        if not number.isdecimal() or not digits or not 8 <= len(beginning) <= 64:
            raise Failure(
                f"“{text}” is no head: write NUMBER:BEGINNING with at least 8 digits of 0-9 and a-f."
            )
        found[int(number)] = beginning
    return found


def _verified(exported: Exported, on_paper: dict[int, str]) -> tuple[Report, float]:
    from yinli.cli.database import any_database

    start = time.monotonic()
    try:
        with any_database("yinli verify") as opened, psycopg.connect(opened.urls.owner_url) as connection:
            # One moment of the database, however long the reading takes; and nothing here may write.
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            report = verify(connection, exported, on_paper=on_paper)
    except (psycopg.Error, OSError) as error:
        raise Failure(str(error).strip()) from error
    return report, time.monotonic() - start


def told(report: Report, exported: Exported, seconds: float, *, every: bool = False) -> list[str]:
    """The report in lines."""
    lines = []
    if report.whole:
        lines.append("OK: every sealed row of history is what was sealed.")
    else:
        lines.append("TAMPERED: history is not what was sealed.")
        first = report.first_row
        if first is not None:
            rows = sorted(report.in_rows, key=lambda found: found.order) if every else [first]
            lines += [found.says for found in rows]
            if len(report.in_rows) > len(rows):
                lines.append(f"{len(report.in_rows) - 1} more rows after it; --all names them.")
        lines += [found.says for found in report.in_seals]
    lines.append(
        f"{report.rows:,} rows of {report.tables} tables in {report.seals:,} seals, held against {exported.heads}"
        f" in {seconds:.1f} s."
    )
    if report.last_sealed_at is not None:
        lines.append(
            f"Last: seal {report.last_number} of {report.last_sealed_at:%F %T} UTC, head {report.last_head}."
        )
    lines += [f"Signed with the key {key} from seal {number} on." for key, number in report.keys]
    return [*lines, *report.notes, _unsealed(report)]


def _unsealed(report: Report) -> str:
    count = sum(report.unsealed.values())
    return (
        f"{count:,} rows since the last seal are not yet sealed." if count else "No row waits to be sealed."
    )
