"""The page of sealed history."""

from django.shortcuts import render

from yinli.base.accounts.permissions import require
from yinli.base.history import queries
from yinli.desk.audit.rules import is_silent

SHOWN = 50


def seals(request):
    """The last seals, what waits to be sealed, and how to verify."""
    require(request.user, "seal.view")
    found = list(queries.seals(request.user)[:SHOWN])
    last = found[0] if found else None
    context = {
        "seals": found,
        "last": last,
        "silent": is_silent(last.sealed_at if last else None, request.now),
        "waiting": queries.rows_not_sealed(request.user),
    }
    return render(request, "audit/seals.html", context)
