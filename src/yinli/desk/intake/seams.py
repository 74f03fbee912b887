"""Where desk.learning, which stands above, joins in: what reading does without, and what a decided draft taught."""

from collections.abc import Callable
from dataclasses import dataclass, field

from yinli.core.reading import NOTHING, Off
from yinli.desk.intake.models import Draft


@dataclass
class _Seams:
    off: Callable[[], Off] = lambda: NOTHING
    decided: list[Callable] = field(default_factory=list)


_seams = _Seams()


def read_without(ask: Callable[[], Off]) -> None:
    """Let `ask` say, at each reading, which rules and entries are switched off."""
    _seams.off = ask


def on_decided(learn: Callable) -> None:
    """Let `learn(draft, by=…)` run in the transaction that writes a draft or puts it away."""
    if learn not in _seams.decided:
        _seams.decided.append(learn)


def switched_off() -> Off:
    """What readings do without from now on."""
    return _seams.off()


def tell_decided(draft: Draft, by) -> None:
    """Say that a draft was written or put away."""
    for learn in _seams.decided:
        learn(draft, by=by)
