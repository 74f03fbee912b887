"""Asking again who it is before something that cannot be called back: exports, signing, other people's accounts.

A view calls `confirm_first(request)` before it acts. Where the last proof is too old the middleware of
base.login asks for password, code or passkey and brings the person back to where they were going.
"""

import functools
import time

from yinli.core.login_table import login_rules

# When this session last saw a proof, in seconds since 1970; written by base.login at log-in and step-up.
PROVEN_AT = "proven_at"


class ConfirmFirst(Exception):
    """The person must show once more who they are before this goes on; `download` says that a file would come."""

    def __init__(self, *, download: bool = False):
        self.download = download
        super().__init__()


def confirmed(request, *, now: float | None = None) -> bool:
    """Whether this session's last proof is young enough for the viewer's role. `now` in seconds since 1970."""
    now = time.time() if now is None else now
    proven = request.session.get(PROVEN_AT)
    if not isinstance(proven, (int, float)):
        return False
    # A proof from the future (a clock that was set back) proves nothing.
    return 0 <= now - proven <= login_rules().of(request.user.role).stepup.total_seconds()


def confirm_first(request, *, download: bool = False) -> None:
    """Raise ConfirmFirst unless the viewer has recently shown who they are; `download`: the answer is a file."""
    if not confirmed(request):
        raise ConfirmFirst(download=download)


def after_confirming(view):
    """Decorator of a view: the same question before all of it."""

    @functools.wraps(view)
    def asked(request, *args, **kwargs):
        confirm_first(request)
        return view(request, *args, **kwargs)

    return asked
