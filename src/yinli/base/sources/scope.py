"""Who relates to a document how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.base.sources.models import PersonalSpan, Source

SOURCE = register(Scope(Source, mine=("received_by",), unit=("received_by__unit",)))
SPAN = register(Scope(PersonalSpan, mine=("source__received_by",), unit=("source__received_by__unit",)))
