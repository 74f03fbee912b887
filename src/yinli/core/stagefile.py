"""Reads rules/stages.toml and rules/reasons.toml, refusing what would not work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from yinli.core.label import Label, read_label
from yinli.core.ruletable import Table

# The database and the counting rules name these: a district labels them, it does not rename them.
STAGE_CODES = (
    "lead", "contact", "negotiating", "intent", "reviewed", "signed", "registered", "started", "completed",
    "producing", "full",
)  # fmt: skip
TRACKS = ("industry", "leased", "service", "headquarters", "fund")
STATUSES = ("active", "paused", "lost", "withdrawn")
REASON_KINDS = ("pause", "lost", "withdrawn", "back")
FIRST_STAGE = STAGE_CODES[0]
PARTS = (
    "order", "implied", "stages", "gates", "tracks", "facts", "papers", "checklists", "agreements", "statuses",
)  # fmt: skip


@dataclass(frozen=True)
class FactKind:
    """A kind of dated fact. `gate_of` maps a track to the stages whose gate it can open; `papers` prove it."""

    code: str
    zh: str
    en: str
    gate_of: Mapping[str, tuple[str, ...]]
    papers: tuple[str, ...] = ()

    @property
    def is_gate(self) -> bool:
        """False for a fact that only shows movement."""
        return bool(self.gate_of)


@dataclass(frozen=True)
class Gate:
    """One thing the gate of a stage asks for: any of these facts."""

    stage: str
    any_of: tuple[str, ...]
    zh: str
    en: str

    def met(self, facts: Collection[str]) -> bool:
        """Whether one of the facts is there."""
        return any(fact in facts for fact in self.any_of)


@dataclass(frozen=True)
class Check:
    """One thing to be done on the way to the gate of `stage`, on the tracks named (all, where none is)."""

    code: str
    stage: str
    zh: str
    en: str
    tracks: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """A way through the stages, with its own words and gates where they differ; `milestones` are the facts that a plan
    gives days to, in their order."""

    code: str
    zh: str
    en: str
    stages: tuple[str, ...]
    labels: Mapping[str, Label]
    gates: Mapping[str, tuple[Gate, ...]]
    milestones: tuple[str, ...]


@dataclass(frozen=True)
class AgreementKind:
    """A kind of agreement; `proves` is the fact that a signed one gives, `contract` whether it binds."""

    code: str
    zh: str
    en: str
    proves: str | None
    contract: bool


@dataclass(frozen=True)
class StageFile:
    """Everything stages.toml says."""

    codes: tuple[str, ...]
    labels: Mapping[str, Label]
    tracks: Mapping[str, Track]
    facts: Mapping[str, FactKind]
    agreements: Mapping[str, AgreementKind]
    statuses: Mapping[str, Label]
    implied: frozenset[str]
    papers: Mapping[str, Label]
    checklists: Mapping[str, tuple[Check, ...]]


def read(table: Table) -> StageFile:
    """The content of stages.toml. Raises RuleError."""
    table.only(*PARTS)
    labels = _labels(table.table("stages"))
    codes = table.texts("order")
    _exactly(table.table("stages"), STAGE_CODES)
    _exactly(table.table("tracks"), TRACKS)
    _ordered(table, codes)
    names = _labels(table.table("facts"), "papers")
    papers = _labels(table.table("papers"))
    gates = _gates(table.table("gates"), codes, names)
    tracks = {code: _track(code, row, codes, (gates, names)) for code, row in table.table("tracks").tables()}
    facts = {code: _fact(code, row, tracks, papers) for code, row in table.table("facts").tables()}
    statuses = _labels(table.table("statuses"))
    _exactly(table.table("statuses"), STATUSES)
    agreements = {code: _agreement(code, row, facts) for code, row in table.table("agreements").tables()}
    implied = table.texts("implied", ())
    if unknown := sorted(set(implied) - set(codes)):
        table.refuse("implied", f"unknown stage “{unknown[0]}”")
    checklists = _checklists(table.table("checklists"), codes)
    return StageFile(
        codes, labels, tracks, facts, agreements, statuses, frozenset(implied), papers, checklists
    )


def read_reasons(table: Table) -> dict[str, dict[str, Label]]:
    """The content of reasons.toml. Raises RuleError."""
    _exactly(table, REASON_KINDS)
    return {kind: _labels(rows) for kind, rows in table.tables()}


def _labels(table: Table, *beside: str) -> dict[str, Label]:
    found = {}
    for code, row in table.tables():
        row.only("zh", "en", *beside)
        found[code] = read_label(row)
    return found


def _exactly(table: Table, codes: tuple[str, ...]) -> None:
    table.only(*codes)
    for code in codes:
        table.table(code)


def _ordered(table: Table, codes: tuple[str, ...]) -> None:
    if codes[:1] != (FIRST_STAGE,):
        table.refuse("order", f"the first stage must be “{FIRST_STAGE}”")
    if sorted(codes) != sorted(STAGE_CODES):
        odd = sorted(set(codes) ^ set(STAGE_CODES)) or ["one is named twice"]
        table.refuse("order", f"“order” must name each stage once: {', '.join(odd)}")


def _track(code: str, row: Table, codes: tuple[str, ...], common: tuple[Any, Any]) -> Track:
    gates, facts = common
    row.only("zh", "en", "stages", "labels", "gates", "milestones")
    order = row.texts("stages")
    if order[:1] != (FIRST_STAGE,) or list(order) != [stage for stage in codes if stage in order]:
        row.refuse("stages", "must begin with “lead” and follow the order of all stages")
    own = _gates(row.table("gates", {}), order, facts)
    labels = _labels(row.table("labels", {}))
    for stage in labels:
        if stage not in order:
            row.table("labels").refuse(stage, f"“{stage}” is not a stage of this track")
    opened = {stage: own.get(stage, gates.get(stage, ())) for stage in order[1:]}
    for stage, gate in opened.items():
        if not gate:
            row.refuse("stages", f"the stage “{stage}” has no gate: a project would be there from the start")
    label = read_label(row)
    planned = row.texts("milestones")
    if unknown := [kind for kind in planned if kind not in facts]:
        row.refuse("milestones", f"unknown fact “{unknown[0]}”: it is not in [facts]")
    return Track(code, label["zh"], label["en"], order, labels, opened, planned)


def _gates(table: Table, codes: tuple[str, ...], facts: Mapping[str, Label]) -> dict[str, tuple[Gate, ...]]:
    found = {}
    for stage in table:
        if stage not in codes or stage == FIRST_STAGE:
            table.refuse(stage, f"“{stage}” is not a stage that can have a gate here")
        found[stage] = tuple(_gate(table, stage, entry, facts) for entry in table.entries(stage))
    return found


def _gate(table: Table, stage: str, entry: Any, facts: Mapping[str, Label]) -> Gate:
    any_of = [entry] if isinstance(entry, str) else _alternatives(entry)
    if not any_of:
        table.refuse(stage, f"an entry must be a fact or {{ any = [facts] }}, not {entry!r}")
    for fact in any_of:
        if fact not in facts:
            table.refuse(stage, f"unknown fact “{fact}”: it is not in [facts]")
    words = [facts[fact] for fact in any_of]
    return Gate(stage, tuple(any_of), " / ".join(w["zh"] for w in words), " / ".join(w["en"] for w in words))


def _alternatives(entry: Any) -> list[str]:
    only_any = isinstance(entry, Mapping) and set(entry) == {"any"}
    facts = entry["any"] if only_any and isinstance(entry["any"], list) else []
    return facts if all(isinstance(fact, str) for fact in facts) else []


def _checklists(table: Table, codes: tuple[str, ...]) -> dict[str, tuple[Check, ...]]:
    found = {stage: _checks(stage, row, codes) for stage, row in table.tables()}
    seen: set[str] = set()
    for stage, checks in found.items():
        for check in checks:
            if check.code in seen:
                # What was done is kept by this code alone.
                table.table(stage).refuse(check.code, f"“{check.code}” is a check of another stage already")
            seen.add(check.code)
    return found


def _checks(stage: str, table: Table, codes: tuple[str, ...]) -> tuple[Check, ...]:
    if stage not in codes[1:]:
        table.refuse(None, f"“{stage}” is not a stage with a gate")
    found = []
    for code, row in table.tables():
        row.only("zh", "en", "tracks")
        tracks, label = row.texts("tracks", ()), read_label(row)
        if unknown := sorted(set(tracks) - set(TRACKS)):
            row.refuse("tracks", f"unknown track “{unknown[0]}”")
        found.append(Check(code, stage, label["zh"], label["en"], tracks))
    return tuple(found)


def _fact(code: str, row: Table, tracks: Mapping[str, Track], papers: Mapping[str, Label]) -> FactKind:
    label, proofs = read_label(row), row.texts("papers", ())
    if unknown := [paper for paper in proofs if paper not in papers]:
        row.refuse("papers", f"unknown paper “{unknown[0]}”: it is not in [papers]")
    gate_of = {
        name: opened
        for name, track in tracks.items()
        if (opened := tuple(s for s, gates in track.gates.items() if any(code in g.any_of for g in gates)))
    }
    return FactKind(code, label["zh"], label["en"], gate_of, proofs)


def _agreement(code: str, row: Table, facts: Mapping[str, FactKind]) -> AgreementKind:
    row.only("zh", "en", "proves")
    proves = row.text("proves", None)
    if proves is not None and proves not in facts:
        row.refuse("proves", f"unknown fact “{proves}”: it is not in [facts]")
    contract = proves is not None and any("signed" in found for found in facts[proves].gate_of.values())
    label = read_label(row)
    return AgreementKind(code, label["zh"], label["en"], proves, contract)
