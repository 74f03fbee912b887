"""What one seal says: which rows of which tables, their digest, and the head that chains it to all before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ALGORITHM = 1
# What the first seal follows.
NOTHING = "0" * 64
# Every hundredth seal repeats where each table stands, so that going on never means reading the whole chain.
REPEATED_EVERY = 100


@dataclass(frozen=True)
class Standing:
    """Up to which row a table is sealed, and the columns of it that are digested; the first is its key."""

    last: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Range:
    """The rows of one table in one seal: all of them after the table's range before, up to `last`.

    `columns` are None where they are those of the range before; `root` digests every (key, row digest).
    """

    table: str
    first: int
    last: int
    count: int
    root: str
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Batch:
    """One seal, before it is signed. Digests are hexadecimal SHA-256."""

    number: int
    previous: str
    sealed_at: datetime
    key_id: str
    leaves: str
    ranges: tuple[Range, ...]
    standing: Mapping[str, Standing] | None = None
    algorithm: int = ALGORITHM

    @property
    def head(self) -> str:
        """The digest of this batch and, through `previous`, of all before it."""
        return hashlib.sha256(bytes.fromhex(self.previous) + canonical(self.plain())).hexdigest()

    @property
    def rows(self) -> int:
        """How many rows it seals."""
        return sum(each.count for each in self.ranges)

    def plain(self) -> dict[str, Any]:
        """The batch as it is digested and written."""
        known = {
            "algorithm": self.algorithm,
            "number": self.number,
            "previous": self.previous,
            "sealed_at": self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "key_id": self.key_id,
            "leaves": self.leaves,
            "tables": plain_ranges(self.ranges),
        }
        return known if self.standing is None else {**known, "standing": plain_standing(self.standing)}


@dataclass(frozen=True)
class Signed:
    """A batch with the head and the signature (base64) that somebody claims for it."""

    batch: Batch
    head: str
    signature: str

    def line(self) -> str:
        """The line of heads.jsonl."""
        return canonical({**self.batch.plain(), "head": self.head, "signature": self.signature}).decode()


def canonical(value: Any) -> bytes:
    """One text for one value: sorted names, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def plain_ranges(ranges: Iterable[Range]) -> list[dict[str, Any]]:
    """Ranges as JSON keeps them."""
    return [
        {
            "table": each.table,
            "first": each.first,
            "last": each.last,
            "count": each.count,
            "root": each.root,
            **({} if each.columns is None else {"columns": list(each.columns)}),
        }
        for each in ranges
    ]


def plain_standing(standing: Mapping[str, Standing]) -> dict[str, Any]:
    """A standing as JSON keeps it."""
    return {table: {"last": it.last, "columns": list(it.columns)} for table, it in sorted(standing.items())}


def read_ranges(found: Any) -> tuple[Range, ...]:
    """The way back from `plain_ranges`; KeyError, TypeError or ValueError for anything else."""
    return tuple(
        Range(
            str(each["table"]),
            int(each["first"]),
            int(each["last"]),
            int(each["count"]),
            str(each["root"]),
            tuple(str(name) for name in each["columns"]) if "columns" in each else None,
        )
        for each in found
    )


def read_standing(found: Any) -> dict[str, Standing] | None:
    """The way back from `plain_standing`."""
    if found is None:
        return None
    return {
        str(table): Standing(int(it["last"]), tuple(str(name) for name in it["columns"]))
        for table, it in found.items()
    }


def read_line(line: str) -> Signed:
    """A line of heads.jsonl; ValueError says what is wrong with its form."""
    try:
        found = json.loads(line)
        batch = Batch(
            number=int(found["number"]),
            previous=str(found["previous"]),
            sealed_at=datetime.fromisoformat(found["sealed_at"]),
            key_id=str(found["key_id"]),
            leaves=str(found["leaves"]),
            ranges=read_ranges(found["tables"]),
            standing=read_standing(found.get("standing")),
            algorithm=int(found["algorithm"]),
        )
        read = Signed(batch, str(found["head"]), str(found["signature"]))
        bytes.fromhex(batch.previous)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"it cannot be read ({type(error).__name__}: {error})") from error
    if read.line().encode() != canonical(found):
        raise ValueError("it says more than a seal says")
    if batch.algorithm != ALGORITHM:
        raise ValueError(f"it is of kind {batch.algorithm}, which this version of Yinli does not know")
    return read


def standing_after(before: Mapping[str, Standing], batches: Iterable[Batch]) -> dict[str, Standing]:
    """Where each table stands after `batches`, in order; a repeated standing is not needed but heard."""
    known = dict(before)
    for batch in batches:
        for each in batch.ranges:
            columns = each.columns if each.columns is not None else known[each.table].columns
            known[each.table] = Standing(each.last, columns)
        if batch.standing is not None:
            known = dict(batch.standing)
    return known
