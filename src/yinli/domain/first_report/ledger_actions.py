"""The ledger of first reports: every line holds the head of the one before, so none can be changed unnoticed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action
from yinli.domain.first_report.models import LedgerEntry, Report
from yinli.domain.first_report.queries import ledger_end
from yinli.domain.first_report.rules import NOTHING, head_of

# Any number nothing else of the house locks by: lines are added one after the other.
_LOCK = 20240801


@action
def enter(report: Report, kind: str, *, by, now: datetime, **said: Any) -> None:
    """Add a line about a report to the end of the ledger."""
    enter_many([(report, kind, now, said)], by=by)


@action
def enter_many(lines: Sequence[tuple[Report, str, datetime, dict]], *, by) -> None:
    """Add lines, each (report, kind, instant, what else it says), in this order."""
    require(by, "project.create")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    number, head = ledger_end() or (0, NOTHING)
    rows = []
    for report, kind, now, said in lines:
        number, previous = number + 1, head
        content = _content(report, kind, by, now, said)
        head = head_of(previous, content)
        rows.append(LedgerEntry(number=number, report=report, content=content, previous=previous, head=head))
    with viewing_as(SYSTEM):
        LedgerEntry.objects.bulk_create(rows, batch_size=2000)


def _content(report: Report, kind: str, by, now: datetime, said: dict) -> dict[str, str]:
    """What a line says: texts alone, so that it reads back as it was written."""
    told = {
        "at": now.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": str(by),
        "kind": kind,
        "report": report.number,
        "enterprise": report.enterprise.name if report.enterprise else "",
        "credit_code": (report.enterprise.credit_code if report.enterprise else "") or "",
        "what": report.what,
        "unit": str(report.unit_id or ""),
        "unit_name": report.unit.name if report.unit else "",
    }
    return told | {key: str(value) for key, value in said.items()}
