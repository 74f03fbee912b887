"""Who relates to a draft how; a draft is as closed as the document it reads."""

from django.db.models import Q

from yinli.base.accounts.scopes import Scope, close, closed_to, register
from yinli.base.sources.models import Source
from yinli.desk.intake.models import Draft, Item
from yinli.domain.projects.models import Project
from yinli.domain.projects.scope import hidden_from

DRAFT = register(Scope(Draft, mine=("created_by",), unit=("created_by__unit",), reported=("created_by",)))


def _written_into_hidden(viewer) -> Q:
    """Documents of which something was written into a project hidden from the viewer, cited or not."""
    items = Item.objects.filter(record_type=Project._meta.label_lower, record_id__in=hidden_from(viewer))
    return Q(pk__in=items.values("draft__source")) & ~Q(received_by=viewer.pk)


def _of_closed_source(viewer) -> Q:
    return Q(source__in=Source.objects.filter(closed_to(viewer, Source))) & ~Q(created_by=viewer.pk)


close(Source, _written_into_hidden)
close(Draft, _of_closed_source)
