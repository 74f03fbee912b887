"""How long a session lives: since its log-in, and since its last request; per role, rules/login.toml."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import logout

from yinli.base.accounts.stepup import PROVEN_AT
from yinli.core.login_table import login_rules

BEGUN_AT, SEEN_AT = "begun_at", "seen_at"
# Beside how somebody came in: whether that showed who they are (rules/login.toml).
PROOF = "proof"
# A session is written at most so often for having been seen.
SEEN_EVERY = 60
# Two servers' clocks may differ by so much.
SKEW = 300


def begin(sender, request, user, **kwargs) -> None:
    """Start the session's clock; the log-in itself is the first proof, unless its last step proved nothing."""
    now = time.time()
    request.session.update({BEGUN_AT: now, SEEN_AT: now})
    shown = get_authentication_records(request, user)
    if not shown or shown[-1].get(PROOF, True):
        request.session[PROVEN_AT] = now


def over(session, role: str, *, now: float) -> bool:
    """Whether a session has lived long enough. `now` in seconds since 1970.

    A session without a clock, or one from the future (the clock was set back), cannot be bounded: it is over.
    """
    begun, seen = session.get(BEGUN_AT), session.get(SEEN_AT)
    if not isinstance(begun, (int, float)) or not isinstance(seen, (int, float)):
        return True
    rule = login_rules().of(role)
    if now < begun - SKEW or now < seen - SKEW:
        return True
    return now - begun > rule.session.total_seconds() or now - seen > rule.idle.total_seconds()


def bounded_sessions(get_response):
    """End a session that is over before anything is done in it."""

    def middleware(request):
        if request.user.is_authenticated:
            now = time.time()
            if over(request.session, request.user.role, now=now):
                logout(request)
            elif now - request.session[SEEN_AT] > SEEN_EVERY:
                request.session[SEEN_AT] = now
        return get_response(request)

    return middleware
