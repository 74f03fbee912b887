"""Pure decisions about projects."""

from collections.abc import Iterable

from yinli.core.workflow import stages


def stage_from(track: str, facts: Iterable[str]) -> str:
    """The stage that a set of facts in force amounts to on a track (design §6: the furthest gate met)."""
    return stages().furthest(track, set(facts))


def facts_beyond(track: str, stage: str, facts: Iterable[str]) -> list[str]:
    """Facts that would carry a project past `stage`: those a move back has to withdraw.

    Withdraws gate by gate from the far end, so a fact that opens no gate is never touched.
    """
    table, held, found = stages(), set(facts), []
    while (reached := table.furthest(track, held)) != stage and table.is_back(track, reached, stage):
        opened = [kind for kind in table.gate_facts(track, reached) if kind in held]
        held.difference_update(opened)
        found.extend(opened)
        if not opened:
            break
    return found


def gate_kinds(track: str, stage: str) -> tuple[str, ...]:
    """Kinds of facts that open a stage on this track; none where the track has no such stage."""
    return stages().gate_facts(track, stage) if stage in stages().order(track) else ()
