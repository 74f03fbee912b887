"""A code of the authenticator app works once."""

from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

LAST = "last_counter"


@transaction.atomic
def spend(authenticator: Authenticator, code: str, *, now: datetime) -> None:
    """Write down which code was used; raises ValidationError when it, or a later one, was used before.

    allauth remembers used codes in the cache of one worker for half a minute; a code is right for longer.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret, middle = decrypt(row.data["secret"]), int(now.timestamp()) // app_settings.TOTP_PERIOD
    drift = range(-app_settings.TOTP_TOLERANCE, app_settings.TOTP_TOLERANCE + 1)
    typed = "".join(code.split())
    right = [
        middle + d for d in drift if totp.format_hotp_value(totp.hotp_value(secret, middle + d)) == typed
    ]
    if not right or max(right) <= row.data.get(LAST, 0):
        raise ValidationError(_("This code was used already; wait for the next one."), code="incorrect_code")
    row.data[LAST] = authenticator.data[LAST] = max(right)
    row.save(update_fields=["data"])
