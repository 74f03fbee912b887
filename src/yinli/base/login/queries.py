"""Reads around logging in. They concern the viewer's own account."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from yinli.base.login.models import Identity


def sessions_of(viewer) -> list[UserSession]:
    """Where the viewer is signed in, newest first; what has ended is forgotten on the way."""
    return sorted(UserSession.objects.purge_and_list(viewer), key=lambda row: row.created_at, reverse=True)


def factors_of(viewer) -> dict:
    """{"totp": one or None, "keys": list, "codes": codes left or None} of the viewer."""
    rows = list(Authenticator.objects.filter(user_id=viewer.pk).order_by("pk"))
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "totp": next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        "keys": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "codes": len(codes.wrap().get_unused_codes()) if codes else None,
    }


def app_of(viewer) -> Authenticator:
    """The viewer's authenticator app."""
    return Authenticator.objects.get(user_id=viewer.pk, type=Authenticator.Type.TOTP)


def own_key(viewer, key: int) -> Authenticator | None:
    """A passkey of the viewer's, or None."""
    return Authenticator.objects.filter(user_id=viewer.pk, type=Authenticator.Type.WEBAUTHN, pk=key).first()


def identities_of(viewer) -> dict[str, Identity]:
    """Who the viewer is elsewhere, by door."""
    return {row.door: row for row in Identity.objects.filter(user_id=viewer.pk)}


def person_behind(door: str, subject: str):
    """The account linked with an identity, or None. Nobody is logged in yet who could be the viewer."""
    found = Identity.objects.filter(door=door, subject=subject).select_related("user").first()
    return found.user if found else None
