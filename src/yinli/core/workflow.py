"""Stages of a project: which dated facts open which gate, by track (`rules/stages.toml`).

The stage is the furthest gate whose facts are met; gates skipped on the way are gaps that are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from yinli.core import stagefile
from yinli.core.label import Label
from yinli.core.ruletable import load
from yinli.core.stagefile import AgreementKind, Check, FactKind, Gate, StageFile, Track

__all__ = [
    "AgreementKind",
    "Check",
    "FactKind",
    "Gate",
    "MoveRefused",
    "Stages",
    "Track",
    "reasons",
    "stages",
]

STAGES: Stages  # `stages()`, read on first use: see __getattr__ below


class MoveRefused(Exception):
    """A project cannot go to this stage.

    `code` is one of same_stage, not_on_track, unknown_track, missing, not_back, needs_reason, unknown_reason;
    `missing` holds the gates not met when the code is "missing".
    """

    def __init__(self, code: str, track: str, to: str, missing: tuple[Gate, ...] = ()) -> None:
        lacking = "; ".join(gate.en for gate in missing)
        super().__init__(f"{track}: cannot move to {to}: {code}" + (f" ({lacking})" if lacking else ""))
        self.code, self.track, self.to, self.missing = code, track, to, missing


@dataclass(frozen=True, eq=False)
class Stages(StageFile):
    """The stages in force, with every question the house asks of them. Facts are codes of fact kinds."""

    version: str

    def track(self, track: str) -> Track:
        """The track; raises MoveRefused("unknown_track")."""
        if track not in self.tracks:
            raise MoveRefused("unknown_track", track, "")
        return self.tracks[track]

    def order(self, track: str) -> tuple[str, ...]:
        """The stages of the track, first to last."""
        return self.track(track).stages

    def label(self, stage: str, track: str | None = None) -> Label:
        """The stage in both languages; a track may have its own word for it (started → 入驻)."""
        own = self.track(track).labels if track else {}
        return own.get(stage) or self.labels[stage]

    def gates(self, track: str, stage: str) -> tuple[Gate, ...]:
        """What the gate of `stage` asks for on this track; nothing for the first stage."""
        found = self.track(track)
        if stage not in found.stages:
            raise MoveRefused("not_on_track", track, stage)
        return found.gates.get(stage, ())

    def gate_facts(self, track: str, stage: str) -> tuple[str, ...]:
        """Codes of all facts that the gate of `stage` knows, alternatives included."""
        return tuple(fact for gate in self.gates(track, stage) for fact in gate.any_of)

    def missing(self, track: str, to: str, facts: Collection[str]) -> tuple[Gate, ...]:
        """What the gate of `to` still lacks; empty when it is open."""
        return tuple(gate for gate in self.gates(track, to) if not gate.met(facts))

    def furthest(self, track: str, facts: Collection[str]) -> str:
        """The furthest stage whose own gate is met. More facts never move it back."""
        return [stage for stage in self.order(track) if not self.missing(track, stage, facts)][-1]

    def gaps(self, track: str, stage: str, facts: Collection[str]) -> tuple[Gate, ...]:
        """Gates before `stage` that are not met: shown, never a block.

        Stages that any later one implies (talks, once signed) leave no gap.
        """
        order = self.order(track)
        if stage not in order:
            raise MoveRefused("not_on_track", track, stage)
        earlier = [before for before in order[: order.index(stage)] if before not in self.implied]
        return tuple(gate for before in earlier for gate in self.missing(track, before, facts))

    def is_back(self, track: str, from_: str, to: str) -> bool:
        """Whether going from `from_` to `to` goes back on this track (or on the common order)."""
        order = self.order(track) if from_ in self.order(track) else self.codes
        return order.index(to) < order.index(from_)

    def check_move(self, track: str, from_: str, to: str, facts: Collection[str]) -> None:
        """Allow a move forward, or raise MoveRefused; a move back needs `check_back` and its reason."""
        lacking = self.missing(track, to, facts)
        if from_ == to:
            raise MoveRefused("same_stage", track, to)
        if self.is_back(track, from_, to):
            raise MoveRefused("needs_reason", track, to)
        if lacking:
            raise MoveRefused("missing", track, to, lacking)

    def check_back(self, track: str, from_: str, to: str, reason: str) -> None:
        """Allow a move back for a listed `reason` (rules/reasons.toml [back]), or raise MoveRefused."""
        self.gates(track, to)
        if from_ == to or not self.is_back(track, from_, to):
            raise MoveRefused("same_stage" if from_ == to else "not_back", track, to)
        if not reason:
            raise MoveRefused("needs_reason", track, to)
        if reason not in reasons("back"):
            raise MoveRefused("unknown_reason", track, to)

    def checks(self, track: str, stage: str) -> tuple[Check, ...]:
        """What is to be done on the way to the gate of `stage` on this track; nothing where it has no such stage."""
        if stage not in self.order(track):
            return ()
        return tuple(c for c in self.checklists.get(stage, ()) if not c.tracks or track in c.tracks)

    def check_codes(self, track: str) -> tuple[str, ...]:
        """Codes of every check of the track, in the order of its stages."""
        return tuple(check.code for stage in self.order(track) for check in self.checks(track, stage))

    def next_stages(self, track: str, stage: str) -> tuple[str, ...]:
        """The stages after `stage` on this track, the nearest first."""
        order = self.order(track)
        return order[order.index(stage) + 1 :] if stage in order else order

    def papers_of(self, fact: str) -> tuple[str, ...]:
        """The papers that prove a fact; none for a fact no rulebook knows any more."""
        return self.facts[fact].papers if fact in self.facts else ()

    def proves(self, agreement_kind: str) -> str | None:
        """The fact an agreement of this kind proves; None for a ceremony or a kind not yet known."""
        return self.agreements[agreement_kind].proves


@cache
def stages() -> Stages:
    """The stages in force, read once a process. Raises RuleError."""
    return read_stages()


def read_stages() -> Stages:
    """The stages as the rulebook has them now. Raises RuleError."""
    table = load("stages")
    return Stages(**vars(stagefile.read(table)), version=table.version)


def reasons(kind: str) -> Mapping[str, Label]:
    """Reasons by code for `kind`: pause, lost, withdrawn or back. Raises RuleError, KeyError."""
    return all_reasons()[kind]


@cache
def all_reasons() -> Mapping[str, Mapping[str, Label]]:
    """Every reason by kind and code. Raises RuleError."""
    return stagefile.read_reasons(load("reasons"))


def __getattr__(name: str) -> Stages:
    # Read on first use: a broken rulebook must not break the import of the house.
    if name == "STAGES":
        return stages()
    raise AttributeError(name)
