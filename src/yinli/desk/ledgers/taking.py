"""A sheet that somebody gives is looked at: one that went out as a ledger comes back as one."""

from yinli.base.accounts.permissions import may
from yinli.base.sources.models import Source
from yinli.desk.ledgers.actions import bring_back
from yinli.desk.sheets.bringing import Brought


def taken_for_a_ledger(source: Source, *, by) -> Brought | None:
    """The page of the file that came back, or None where it is no ledger of this house."""
    if not may(by, "ledger_return.bring"):
        return None
    found = bring_back(source, by=by)
    return Brought("ledgers:returned", found.number) if found else None
