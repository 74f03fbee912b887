"""Writes around logging in: sessions ended, factors reset, identities linked."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from yinli.base.accounts.permissions import NotAllowed, require
from yinli.base.history.actions import action, record
from yinli.base.login.doors.configured import doors
from yinli.base.login.models import Excused, Identity
from yinli.base.login.ways import door_way, keep_a_way_in
from yinli.base.notices.actions import post


class IdentityTaken(ValueError):
    """Another person's account is linked with this identity already: `owner`'s."""

    def __init__(self, owner):
        self.owner = owner
        super().__init__()


def _require_own_or_manage(by, user) -> None:
    """People arrange their own log-in; an administrator arranges others'."""
    if by.pk is None or by.pk != user.pk or not by.is_active:
        require(by, "user.manage", user)


@action
def end_sessions(user, *, by, keys: list[str] | None = None, but: str = "") -> int:
    """End sessions of `user`: those of `keys`, or all; the one called `but` stays. Returns how many."""
    _require_own_or_manage(by, user)
    rows = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but)
    if keys is not None:
        rows = rows.filter(session_key__in=keys)
    ended = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=ended).delete()
    rows.delete()
    if ended:
        record(by, "user.sessions_end", user, after={"sessions": len(ended)})
    return len(ended)


@action
def reset_factors(user, *, by) -> None:
    """Take every second factor away from somebody who lost theirs; they set up new ones at their next log-in."""
    require(by, "user.manage", user)
    if by.pk == user.pk:
        # Whoever holds an administrator's open session must not shed the factor with it.
        raise NotAllowed(by, "user.manage", user)
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_sessions(user, by=by)
    record(by, "user.factor_reset", user)


@action
def excuse(user, reason: str, *, by) -> None:
    """Let somebody work without the second factor that their role asks for: the demo's people."""
    require(by, "user.manage", user)
    Excused.objects.update_or_create(user=user, defaults={"reason": reason})
    record(by, "user.factor_excuse", user, note=reason)


@action
def link_identity(user, door: str, subject: str, *, by) -> Identity:
    """From now on whoever is `subject` at `door` logs in as `user`; raises IdentityTaken."""
    _require_own_or_manage(by, user)
    other = Identity.objects.filter(door=door, subject=subject).exclude(user_id=user.pk)
    if taken := other.select_related("user").first():
        raise IdentityTaken(taken.user)
    before = _account(door, Identity.objects.filter(user=user, door=door).first())
    identity, _made = Identity.objects.update_or_create(user=user, door=door, defaults={"subject": subject})
    after = {"door": door, **_account(door, identity)}
    entry = record(by, "user.identity_link", user, before=before, after=after)
    if by.pk != user.pk:
        # Whoever is that member gets in as them: they must hear of it.
        post(user, "account.identity_linked", user, f"identity:{entry.pk}", by=by, cause=entry)
    return identity


@action
def unlink_identity(user, door: str, *, by) -> None:
    """Log-in by `door` ends for `user`; raises LastWayIn where they have no other."""
    _require_own_or_manage(by, user)
    keep_a_way_in(user, door_way(door))
    if identity := Identity.objects.filter(user=user, door=door).first():
        identity.delete()
        record(by, "user.identity_unlink", user, before=_account(door, identity), after={"door": door})


def _account(door: str, identity: Identity | None) -> dict[str, str]:
    """What history keeps of who that is: a word that people know, so that a wrong link is traced; no other key."""
    found = doors().get(door)
    return {"account": identity.subject} if identity and found and found.by_hand else {}
