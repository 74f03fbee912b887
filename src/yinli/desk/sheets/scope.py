"""Who relates to a sheet how; it is as closed as its document."""

from django.db.models import Q

from yinli.base.accounts.scopes import Scope, close, closed_to, register
from yinli.base.sources.models import Source
from yinli.desk.sheets.models import SheetImport, SheetRow
from yinli.domain.projects.scope import hidden_from

SHEET_IMPORT = register(Scope(SheetImport, mine=("sender",), unit=("sender__unit",)))


def _telling(viewer):
    """Sheets of others of which a row became a project hidden from the viewer."""
    rows = SheetRow.objects.filter(project_number__in=hidden_from(viewer))
    return SheetImport.objects.filter(pk__in=rows.values("sheet_import")).exclude(sender=viewer.pk)


def _written_into_hidden(viewer) -> Q:
    """Their documents; whoever brought the same one keeps it."""
    own = SheetImport.objects.filter(sender=viewer.pk)
    told = Q(pk__in=_telling(viewer).values("source")) & ~Q(pk__in=own.values("source"))
    return told & ~Q(received_by=viewer.pk)


def _of_closed_source(viewer) -> Q:
    closed = Q(source__in=Source.objects.filter(closed_to(viewer, Source)))
    return (closed | Q(pk__in=_telling(viewer).values("pk"))) & ~Q(sender=viewer.pk)


close(Source, _written_into_hidden)
close(SheetImport, _of_closed_source)
