"""Who relates to a sheet how; it is as closed as its document."""

from django.db.models import Q

from yinli.base.accounts.scopes import Scope, close, closed_to, register
from yinli.base.sources.models import Source
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.projects.scope import hidden_from

SHEET_IMPORT = register(Scope(SheetImport, mine=("sender",), unit=("sender__unit",)))


def _written_into_hidden(viewer) -> Q:
    """Documents of which a row became a project hidden from the viewer; whoever brought one keeps it."""
    rows = SheetRow.objects.filter(project_number__in=hidden_from(viewer))
    closed = SheetImport.objects.filter(pk__in=rows.values("sheet_import")).exclude(sender=viewer.pk)
    return Q(pk__in=closed.values("source")) & ~Q(received_by=viewer.pk)


def _of_closed_source(viewer) -> Q:
    return Q(source__in=Source.objects.filter(closed_to(viewer, Source))) & ~Q(sender=viewer.pk)


close(Source, _written_into_hidden)
close(SheetImport, _of_closed_source)
