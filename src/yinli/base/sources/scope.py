"""Who relates to a document how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.base.sources.models import Source

SOURCE = register(Scope(Source, mine=("received_by",), unit=("received_by__unit",)))
