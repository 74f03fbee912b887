"""Reads of ledgers."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.desk.ledgers.models import Ledger, LedgerReturn
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects


def ledgers(viewer) -> QuerySet[Ledger]:
    """Ledgers that the viewer handed out, newest first."""
    found = visible(viewer, Ledger, "ledger.hand_out").defer("cells").order_by("-pk")
    return found.annotate(return_count=Count("returns"))


def ledger_returns(viewer) -> QuerySet[LedgerReturn]:
    """Files that the viewer brought back, newest first."""
    found = visible(viewer, LedgerReturn, "ledger_return.write").select_related("source")
    return found.defer("source__text").order_by("-pk")


@viewing_as(SYSTEM)
def handed_out(number: int) -> Ledger | None:
    """The ledger with this key, whoever handed it out: colleagues bring it back for each other. What stood in it is only
    compared with, project by project, as far as whoever brings it sees them."""
    return Ledger.objects.filter(pk=number).first()


def rows_of(viewer, keys: Iterable[int]) -> dict[int, Project]:
    """Those of these projects that the viewer sees, with all that a row tells."""
    found = projects(viewer).filter(pk__in=list(keys))
    return {
        one.pk: one
        for one in found.select_related("enterprise", "lead_unit", "officer__unit", "reporting_unit")
    }
