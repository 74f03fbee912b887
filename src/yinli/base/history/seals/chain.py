"""Verifies the chain itself: lines of heads, the database's seals beside them, files of leaves, heads on paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yinli.base.history.seals import stored
from yinli.base.history.seals.batches import NOTHING, Signed, read_line
from yinli.base.history.seals.files import leaves_digest, leaves_path
from yinli.base.history.seals.findings import Finding, Report
from yinli.base.history.seals.keys import PublicKeys, signed_by
from yinli.base.history.seals.rows import Connection


@dataclass(frozen=True)
class Exported:
    """What is held against the database: heads, leaves and public keys, of the installation or kept elsewhere.

    `complete` says that the heads are the installation's own: then they reach as far as the database does.
    """

    heads: Path
    leaves: Path
    keys: PublicKeys
    complete: bool = True


def read_heads(exported: Exported, report: Report) -> list[Signed]:
    """The lines that can be trusted: all of them, or those before the first that is wrong, which is reported."""
    trusted: list[Signed] = []
    with exported.heads.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                trusted.append(_checked(raw, trusted[-1] if trusted else None, exported.keys))
            except ValueError as wrong:
                says = f"Line {number} of {exported.heads} is not what was sealed: {wrong}."
                torn = not raw.endswith(b"\n")
                report.in_seals.append(Finding("torn" if torn else "line", says, seal=number))
                break
    return trusted


def _checked(raw: bytes, before: Signed | None, keys: PublicKeys) -> Signed:
    if not raw.endswith(b"\n"):
        raise ValueError("it is cut off before its end")
    line = read_line(raw.decode(errors="replace"))
    if wrong := _wrong(line, before, keys):
        raise ValueError(wrong)
    return line


def _wrong(signed: Signed, before: Signed | None, keys: PublicKeys) -> str:
    """Why a seal does not follow the one before; "" when it does."""
    batch = signed.batch
    due = before.batch.number + 1 if before else 1
    if batch.number != due:
        return f"it is seal {batch.number}, and seal {due} is missing"
    if batch.previous != (before.head if before else NOTHING):
        return f"seal {batch.number} does not follow the seal before it"
    if batch.head != signed.head:
        return f"the head of seal {batch.number} does not fit what it says"
    if batch.key_id not in keys:
        return f"seal {batch.number} is signed with the key {batch.key_id}, which is not among the public keys given"
    if not signed_by(keys, batch.key_id, signed.head, signed.signature):
        return f"the signature of seal {batch.number} is wrong"
    return ""


def compare(connection: Connection, lines: list[Signed], exported: Exported, report: Report) -> list[Signed]:
    """Hold the database's seals against the lines; returns the lines and the seals that rightly follow them."""
    rewritten: list[int] = []
    missing: list[int] = []
    tail: list[Signed] = []
    reached = 0
    for each in _stored(connection, report):
        number = each.batch.number
        missing += range(reached + 1, min(number, len(lines) + 1))
        if number > len(lines):
            tail.append(each)
        elif number < 1 or each.head != lines[number - 1].head or each.batch.head != each.head:
            rewritten.append(number)
        reached = max(reached, number)
    missing += range(reached + 1, len(lines) + 1)
    _tell_missing(missing, lines, exported, report)
    if rewritten:
        more = f", and {len(rewritten) - 1} after it" if len(rewritten) > 1 else ""
        says = f"Seal {rewritten[0]} in the database was rewritten{more}: {exported.heads} says otherwise."
        report.in_seals.append(Finding("rewritten", says, seal=rewritten[0]))
    return [*lines, *_following(tail, lines, exported, report)]


def _stored(connection: Connection, report: Report) -> Iterator[Signed]:
    try:
        yield from stored.in_order(connection)
    except ValueError as nonsense:
        report.in_seals.append(Finding("rewritten", f"The chain cannot be read on: {nonsense}."))


def _tell_missing(missing: list[int], lines: list[Signed], exported: Exported, report: Report) -> None:
    if not missing:
        return
    if exported.complete and missing == [len(lines)]:
        report.notes.append(
            f"Seal {missing[0]} stands in the heads and not yet in the database: the next seal puts it there."
        )
        return
    many = (
        f"Seals {missing[0]} to {missing[-1]} ({len(missing)})" if len(missing) > 1 else f"Seal {missing[0]}"
    )
    says = f"{many} of {exported.heads} cannot be found in the database."
    report.in_seals.append(Finding("missing", says, seal=missing[0]))


def _following(
    tail: list[Signed], lines: list[Signed], exported: Exported, report: Report
) -> Iterable[Signed]:
    """The seals after the last trusted line, as long as they chain on and are signed."""
    if not tail:
        # A crash may leave half a line; where the database knows no more than the lines, nothing was lost.
        torn = [found for found in report.in_seals if found.kind == "torn"]
        for found in torn if exported.complete else ():
            report.in_seals.remove(found)
            report.notes.append(f"{found.says} Nothing was sealed by it; the next seal clears it away.")
        return []
    known = tail[-1].batch.number
    if not any(found.kind in ("line", "torn") for found in report.in_seals):
        says = f"{exported.heads} ends at seal {len(lines)}, and the database knows {known}."
        if exported.complete:
            report.in_seals.append(Finding("short", says + " Lines were removed.", seal=len(lines) + 1))
        else:
            report.notes.append(says + " The later ones are held against the database's own, signed seals.")
    good: list[Signed] = []
    for each in tail:
        before = good[-1] if good else (lines[-1] if lines else None)
        if wrong := _wrong(each, before, exported.keys):
            says = f"Seal {each.batch.number} in the database is not to be trusted: {wrong}."
            report.in_seals.append(Finding("rewritten", says, seal=each.batch.number))
            break
        good.append(each)
    return good


def check_leaves(trusted: Iterable[Signed], exported: Exported, report: Report) -> set[int]:
    """The numbers of the seals whose file of leaves is whole; the first others are reported."""
    good, bad = set(), []
    for each in trusted:
        number = each.batch.number
        if not each.batch.ranges:
            continue
        path = leaves_path(exported.leaves, number)
        if leaves_digest(path) == each.batch.leaves:
            good.add(number)
        else:
            bad.append((number, "altered" if path.exists() else "missing"))
    if bad:
        number, how = bad[0]
        more = f", and {len(bad) - 1} more are altered or missing" if len(bad) > 1 else ""
        says = f"The file of leaves {leaves_path(exported.leaves, number)} is {how}{more}."
        report.in_seals.append(Finding("leaves", says, seal=number))
    return good


def check_paper(on_paper: Mapping[int, str], trusted: list[Signed], report: Report) -> None:
    """Hold heads that somebody wrote down elsewhere, by number, against the chain; their beginning is enough."""
    for number, head in on_paper.items():
        if not 1 <= number <= len(trusted):
            says = f"There is no seal {number} whose head could be {head}."
        elif not trusted[number - 1].head.startswith(head.lower()):
            says = f"Seal {number} has the head {trusted[number - 1].head[:16]}…, and not {head}: the chain is another."
        else:
            continue
        report.in_seals.append(Finding("paper", says, seal=number))


def remark(trusted: list[Signed], report: Report) -> None:
    """Note what is odd without being wrong: a clock that was put back; and which key sealed from when on."""
    before: Signed | None = None
    for each in trusted:
        if before is None or before.batch.key_id != each.batch.key_id:
            report.keys.append((each.batch.key_id, each.batch.number))
        if before is not None and each.batch.sealed_at < before.batch.sealed_at:
            report.notes.append(
                f"Seal {each.batch.number} is dated {each.batch.sealed_at:%F %T}, before the one it follows: "
                "the clock was put back."
            )
        before = each
