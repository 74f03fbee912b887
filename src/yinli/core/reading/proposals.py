"""The records a reading would make, for a reviewer to accept, correct or reject."""

from dataclasses import replace

from .proposal import Proposal, Value
from .proposed_deals import agreements, projects
from .proposed_enterprises import contacts, enterprises, facts
from .proposed_results import follow_ups, results
from .proposed_trips import planned_trips, trips, visits
from .reading import Reading
from .switched_off import NOTHING, Off

__all__ = ["Proposal", "Value", "propose"]


def propose(reading: Reading, without: Off = NOTHING) -> tuple[Proposal, ...]:
    """Proposals in the order they can be written: whatever `refs` names comes before.

    A visit makes an enterprise and a visit; a project comes only from a signing, a memorandum, an intent or a
    named cooperation project; a signing ceremony makes an agreement whose kind the reviewer chooses.
    `without` is what the text was read without: what a rule of it gives here, not in the reading, is left out as well.
    """
    made: list[Proposal] = []
    for step in (
        trips,
        enterprises,
        facts,
        contacts,
        visits,
        projects,
        agreements,
        results,
        follow_ups,
        planned_trips,
    ):
        # A site that a long text comes back to is one record.
        known = {one.key for one in made}
        fresh = {one.key: one for one in reversed(step(reading, tuple(made))) if one.key not in known}
        made += [replace(one, values=without.kept(one.values)) for one in reversed(fresh.values())]
    return tuple(made)
