"""Who relates to a ledger how: whoever handed it out, and whoever brought a file of it back."""

from django.db.models import Q

from yinli.base.accounts.scopes import Scope, close, register
from yinli.base.sources.models import Source
from yinli.desk.ledgers.models import Ledger, LedgerReturn

LEDGER = register(Scope(Ledger, mine=("made_by",)))
LEDGER_RETURN = register(Scope(LedgerReturn, mine=("sender",)))


def _brought_by_others(viewer) -> Q:
    """A file that came back names every project its maker sees: it is nobody else's to read."""
    theirs = LedgerReturn.objects.exclude(sender=viewer.pk)
    own = LedgerReturn.objects.filter(sender=viewer.pk)
    told = Q(pk__in=theirs.values("source")) & ~Q(pk__in=own.values("source"))
    return told & ~Q(received_by=viewer.pk)


close(Source, _brought_by_others)
