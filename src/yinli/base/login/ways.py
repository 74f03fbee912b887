"""The ways by which somebody gets in and shows who they are: the last one is not taken away."""

from allauth.mfa.models import Authenticator

from yinli.base.login.doors.configured import doors
from yinli.base.login.models import Identity

APP, KEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
PASSWORD = "password"


class LastWayIn(ValueError):
    """Without it the person could not log in any more."""


def key_way(key: Authenticator) -> str:
    """How `ways_in` calls a passkey."""
    return f"key:{key.pk}"


def door_way(door: str) -> str:
    """How `ways_in` calls another system."""
    return f"door:{door}"


def ways_in(user) -> set[str]:
    """All that gets the person in by itself: the password, passkeys, other systems that are set up here."""
    keys = Authenticator.objects.filter(user_id=user.pk, type=KEY)
    systems = Identity.objects.filter(user_id=user.pk, door__in=doors()).values_list("door", flat=True)
    found = {key_way(key) for key in keys if key.wrap().is_passwordless} | {
        door_way(door) for door in systems
    }
    return found | {PASSWORD} if user.has_usable_password() else found


def keep_a_way_in(user, without: str) -> None:
    """Raise LastWayIn where the person has no way in but `without`."""
    if ways_in(user) == {without}:
        raise LastWayIn(without)


def has_only_keys(user) -> bool:
    """Whether the person's second factor is a key and never an app: there is no app's code to ask for."""
    types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    return KEY in types and APP not in types
