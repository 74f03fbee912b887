"""What the database refuses because somebody else was at it too: told as a page, here for all pages alike.

Actions look before they write, so a refusal of the database is what happened between the look and the write.
What nobody else can have caused (a value missing, a rule of ours broken) is a fault of Yinli and stays a 500.
"""

import logging

from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yinli.base.personal.places import noun_of

log = logging.getLogger("yinli.clashes")
Words = str | Promise

# SQLSTATE → what happened. The first three took nothing from anybody: the same once more will do.
_AT_ONCE: dict[str, Words] = {
    "40P01": _("Somebody else was changing the same records at the same moment, each waiting for the other."),
    "40001": _("Somebody else was changing the same records at the same moment."),
    "55P03": _("Somebody else has been changing the same record for several seconds and is not done yet."),
    "23505": _("The same was written down at the same moment by somebody else, or by a second click."),
    "23P01": _("The same place or time was taken by somebody else at the same moment."),
    # The wall before a table: what the viewer might write when the page began, they may no more.
    "42501": _("Your account or your rights were changed by somebody else at the same moment."),
    "23503": _("Something this refers to was removed by somebody else at the same moment."),
}
_AGAIN: Words = _("Nothing is wrong with what you entered. Wait a moment, then do the same once more.")
_LOOK: Words = _("Open the page anew, look at what stands there now, and do what is still to be done.")
_CALLED = {"40P01", "40001", "55P03"}
_kept: dict[str, tuple[Words, Words]] = {}


class Clash(Exception):
    """One refusal of the database in words: `what` happened, to which kind of record (`where`), what `to_do`."""

    def __init__(self, what: Words, where: Words, to_do: Words):
        self.what, self.where, self.to_do = what, where, to_do
        super().__init__(str(what))


def register_kept_rule(constraint: str, what: Words, to_do: Words = _LOOK) -> None:
    """Say in words what a trigger or check of the database keeps, where two people at once can run into it."""
    _kept[constraint] = what, to_do


def clash_of(error: BaseException) -> Clash | None:
    """The clash behind a refusal of the database; None for all that is none."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    state, said = getattr(cause, "sqlstate", None), getattr(cause, "diag", None)
    if state is None or said is None:
        return None
    where = noun_of(said.table_name or "")
    if said.constraint_name in _kept:
        what, to_do = _kept[said.constraint_name]
    elif state in _AT_ONCE:
        what, to_do = _AT_ONCE[state], _AGAIN if state in _CALLED else _LOOK
    else:
        return None
    log.warning("clash %s %s on %s", state, said.constraint_name or "", said.table_name or "")
    return Clash(what, where, to_do)
