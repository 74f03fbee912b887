"""Who relates to a document how."""

from django.db.models import Q

from yinli.base.accounts.scopes import Scope, close, closed_to, few_are_closed, register
from yinli.base.sources.models import PersonalSpan, Source

SOURCE = register(Scope(Source, mine=("received_by",), unit=("received_by__unit",)))
SPAN = register(Scope(PersonalSpan, mine=("source__received_by",), unit=("source__received_by__unit",)))

few_are_closed(Source)
# A number is as closed as the document it stands in.
close(PersonalSpan, lambda viewer: Q(source__in=Source.objects.filter(closed_to(viewer, Source))))
