"""What is paid for a project that came by a channel: rates as data with version and document (`rules/channels.toml`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from yinli.core.dates import months_on
from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Band:
    """So many per mille of the part of the basis up to `up_to_yuan`; None: of all that is left."""

    up_to_yuan: Decimal | None
    per_mille: Decimal


@dataclass(frozen=True)
class Step:
    """A part of the whole, due once one of the facts `after` is verified, `years` after its day."""

    after: tuple[str, ...]
    years: int
    percent: Decimal


@dataclass(frozen=True)
class Version:
    """The rates of a scheme for projects that landed between two days (the last one included)."""

    version: str
    valid_from: date
    valid_to: date | None
    document: str
    confirmed: bool
    basis: str
    proved_by: tuple[str, ...]
    bands: tuple[Band, ...]
    most_yuan: Decimal | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Scheme:
    """What is paid for projects that came by channels of some kinds."""

    label: Label
    kinds: tuple[str, ...]
    landing: str
    returned: bool
    versions: tuple[Version, ...]

    def on(self, landed_on: date) -> Version | None:
        """The version that was valid on the day a project landed."""
        for version in self.versions:
            if version.valid_from <= landed_on and (
                version.valid_to is None or landed_on <= version.valid_to
            ):
                return version
        return None


@dataclass(frozen=True)
class BandPart:
    """What one band gives: so many yuan of the basis, at a rate, make so many yuan."""

    of_yuan: Decimal
    per_mille: Decimal
    yuan: Decimal


@dataclass(frozen=True)
class StepPart:
    """What one step gives, in yuan. `fact` opened it; `due_on` is None while no fact has."""

    step: Step
    fact: str
    due_on: date | None
    yuan: Decimal
    is_due: bool


@dataclass(frozen=True)
class Reckoning:
    """What is due for a project on a day: how the whole came about, its steps, and what of it is open, all in yuan.

    `open_yuan` is below nothing where more was agreed than is due by now, since the basis fell.
    """

    basis_yuan: Decimal
    bands: tuple[BandPart, ...]
    capped: bool
    whole_yuan: Decimal
    steps: tuple[StepPart, ...]
    agreed_yuan: Decimal

    @property
    def due_yuan(self) -> Decimal:
        """What the steps that are due come to."""
        return sum((part.yuan for part in self.steps if part.is_due), Decimal(0))

    @property
    def open_yuan(self) -> Decimal:
        """What is due and not agreed yet."""
        return self.due_yuan - self.agreed_yuan


def reckon(
    version: Version, basis_yuan: Decimal, verified: Mapping[str, date], today: date, agreed_yuan: Decimal
) -> Reckoning:
    """What a project is paid for with on a day. `verified` are its facts of which proof was seen, with their days;
    `agreed_yuan` is what was agreed for it before."""
    bands = tuple(_by_band(version.bands, basis_yuan))
    sums = sum((part.yuan for part in bands), Decimal(0))
    whole = min(sums, version.most_yuan) if version.most_yuan is not None else sums
    steps = tuple(_by_step(version.steps, whole, verified, today))
    return Reckoning(basis_yuan, bands, whole < sums, whole, steps, agreed_yuan)


def _by_band(bands: Iterable[Band], basis_yuan: Decimal) -> Iterable[BandPart]:
    below = Decimal(0)
    for band in bands:
        upper = basis_yuan if band.up_to_yuan is None else min(basis_yuan, band.up_to_yuan)
        if (part := upper - below) <= 0:
            return
        yield BandPart(part, band.per_mille, (part * band.per_mille / 1000).quantize(FEN, ROUND_HALF_UP))
        below = upper


def _by_step(
    steps: Iterable[Step], whole: Decimal, verified: Mapping[str, date], today: date
) -> Iterable[StepPart]:
    percent, before = Decimal(0), Decimal(0)
    for step in steps:
        # Rounded as sums, so that the steps make the whole to the fen.
        percent += step.percent
        upto = (whole * percent / 100).quantize(FEN, ROUND_HALF_UP)
        opened = sorted((verified[fact], fact) for fact in step.after if fact in verified)
        due_on = months_on(opened[0][0], 12 * step.years) if opened else None
        fact = opened[0][1] if opened else ""
        yield StepPart(step, fact, due_on, upto - before, due_on is not None and due_on <= today)
        before = upto


def read_scheme(
    row: Table, facts: Collection[str], amounts: Collection[str], kinds: Collection[str]
) -> Scheme:
    """A scheme of channels.toml. Raises RuleError."""
    row.only("zh", "en", "kinds", "landing", "returned", "versions")
    for kind in row.texts("kinds"):
        if kind not in kinds:
            row.refuse("kinds", f"there is no kind of channel “{kind}”")
    versions = tuple(_version(one, facts, amounts) for one in row.rows("versions"))
    for earlier, later in pairwise(versions):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            row.refuse(
                "versions", f"version “{earlier.version}” is still valid when “{later.version}” begins"
            )
    landing = known(row, row.text("landing"), facts, "landing")
    return Scheme(read_label(row), row.texts("kinds"), landing, row.flag("returned", False), versions)


def _version(row: Table, facts: Collection[str], amounts: Collection[str]) -> Version:
    row.only(
        "version",
        "valid_from",
        "valid_to",
        "document",
        "confirmed",
        "basis",
        "proved_by",
        "bands",
        "most_yuan",
        "steps",
    )
    steps = tuple(_step(one, facts) for one in row.rows("steps"))
    if sum(step.percent for step in steps) != 100:
        row.refuse("steps", "the parts of the steps must add up to 100 per cent")
    proved_by = tuple(known(row, fact, facts, "proved_by") for fact in row.texts("proved_by"))
    return Version(
        row.text("version"), row.day("valid_from"), row.day("valid_to", None), row.text("document"),
        row.flag("confirmed"), known(row, row.text("basis"), amounts, "basis"), proved_by, _bands(row),
        row.number("most_yuan", None), steps,
    )  # fmt: skip


def _bands(row: Table) -> tuple[Band, ...]:
    found: list[Band] = []
    for one in row.rows("bands"):
        one.only("up_to_yuan", "per_mille")
        band = Band(one.number("up_to_yuan", None), one.number("per_mille"))
        below = found[-1].up_to_yuan if found else Decimal(0)
        if below is None or (band.up_to_yuan is not None and band.up_to_yuan <= below):
            row.refuse("bands", "each band must begin where the one before it ends")
        found.append(band)
    if not found or found[-1].up_to_yuan is not None:
        row.refuse("bands", "the last band takes all that is left: it has no “up_to_yuan”")
    return tuple(found)


def _step(row: Table, facts: Collection[str]) -> Step:
    row.only("after", "or", "years", "percent")
    after = (row.text("after"), *row.texts("or", ()))
    return Step(
        tuple(known(row, fact, facts, "after") for fact in after),
        row.whole("years", 0),
        row.number("percent"),
    )


def known(row: Table, code: str, codes: Collection[str], key: str) -> str:
    """`code`, if it is one of `codes`. Raises RuleError."""
    if code not in codes:
        row.refuse(key, f"“{code}” is not known here (known: {', '.join(sorted(codes))})")
    return code
