"""How allauth behaves here: people are invited, guessing is slowed, everything leaves an entry of history."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from yinli.base.accounts import attempt_actions as attempts
from yinli.base.accounts.addresses import client_address, neighbourhood_of
from yinli.base.accounts.security_log import note
from yinli.base.accounts.stepup import confirmed
from yinli.base.history.actions import record
from yinli.base.login import devices
from yinli.base.login.entering import by_password, silent_door
from yinli.base.login.ways import has_only_keys
from yinli.base.login.wording import REFUSALS

# How allauth calls a key that is asked for again.
KEY_AGAIN = "mfa_reauthenticate:webauthn"
# allauth announces changes by the name of a mail; no mail is sent, the history keeps them.
TOLD = {
    "mfa/email/totp_activated": "user.factor_add",
    "mfa/email/webauthn_added": "user.factor_add",
    "mfa/email/totp_deactivated": "user.factor_remove",
    "mfa/email/webauthn_removed": "user.factor_remove",
    "mfa/email/recovery_codes_generated": "user.factor_codes",
    "account/email/password_changed": "user.own_password",
}


def counters_of(request, what: str, username: str) -> list[attempts.Counter]:
    """What an attempt counts against: a known browser only against itself, any other against name and address.

    `what` is "password" or "code".
    """
    name = username.strip().lower()[:150]
    device = devices.known_as(request, name)
    if device:
        return [attempts.Counter("device", (what, name, device))]
    address = neighbourhood_of(request)
    return [
        attempts.Counter("pair", (what, name, address)),
        attempts.Counter("name", (what, name)),
        attempts.Counter("address", (address,)),
    ]


def take_attempt(request, what: str, username: str) -> list[attempts.Counter]:
    """The counters of an attempt that may be made now; raises a ValidationError that says how long to wait."""
    counters = counters_of(request, what, username)
    try:
        attempts.check(counters, now=timezone.now())
    except attempts.TooManyAttempts as slowed:
        note("log_in.slowed", request=request)
        minutes = max(1, -(-int(slowed.wait.total_seconds()) // 60))
        words = _("Too many wrong attempts. Try again in %(minutes)s min.") % {"minutes": minutes}
        raise ValidationError(words, code="too_many_login_attempts") from slowed
    return counters


class Doorkeeper(DefaultAccountAdapter):
    """Log-in only: accounts are opened by an administrator."""

    error_messages = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_logout_redirect_url(self, request) -> str:
        # The plain address would let them in again at once.
        return by_password() if silent_door(request) else super().get_logout_redirect_url(request)

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def pre_authenticate(self, request, **credentials) -> None:
        self._counters = take_attempt(request, "password", credentials.get("username", ""))

    def authentication_failed(self, request, **credentials) -> None:
        attempts.failed(self._counters, now=timezone.now())

    def _rollback_login_failed_rl_usage(self) -> None:
        # allauth calls this when the password was right. Its own limits are off: they lock by name alone.
        attempts.cleared(self._counters[0])

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Ways to confirm, the first one first: somebody with keys alone has no app to take a code from."""
        found = super().get_reauthentication_methods(user)
        first = KEY_AGAIN if found and has_only_keys(user) else ""
        # What is equal stays in order: the password stands before codes and keys.
        return sorted(found, key=lambda one: one["id"] != "reauthenticate" and one["id"] != first)

    def is_reauthentication_required(self, *, app, **kwargs) -> bool:
        return not confirmed(context.request)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        record(user, "user.login", user)
        devices.remember(request, response, user)
        # Here rather than in a job: a log-in is rare enough, and the table stays as small as what it counts.
        attempts.forget_old(now=timezone.now())
        return response

    def add_message(self, request, level, message_template=None, *args, **kwargs) -> None:
        # That one is logged in shows by itself.
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        if template_prefix in TOLD:
            record(user, TOLD[template_prefix], user)
