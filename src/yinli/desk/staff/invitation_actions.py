"""The way into an account: a link that its person opens once and sets the password with."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, record
from yinli.base.links.actions import issue, revoke_all
from yinli.base.links.models import PersonalLink
from yinli.base.links.purposes import Purpose, register_purpose
from yinli.base.links.queries import record_of
from yinli.core.login_table import login_rules

INVITATION = Purpose("invitation", action="user.manage", landing="staff:join", title=_("Set the password"))


class AccountShut(ValueError):
    """The account is closed: nobody is invited into it."""


def register() -> None:
    """Make invitations possible."""
    register_purpose(INVITATION)


@action
def invite(user: User, *, by, now: datetime) -> str:
    """A link with which `user` sets a password; returns its token, shown once. Earlier links end."""
    require(by, "user.manage", user)
    if not user.is_active:
        raise AccountShut
    revoke_all(INVITATION.code, user, by=by, now=now)
    return issue(
        INVITATION.code,
        by=by,
        record=user,
        expires_at=now + login_rules().invitation,
        for_whom=user.name,
    )


@action
def accept(link: PersonalLink, password: str, *, by) -> User:
    """Set the password of the person the opened link belongs to; every session of theirs ends."""
    user = User.objects.select_for_update(of=("self",)).get(pk=record_of(link).pk)
    if not user.is_active:
        raise AccountShut
    user.set_password(password)
    user.save(update_fields=["password"])
    # Whoever holds the link acts; it is the person's only name until the password is set.
    record(user if by is SYSTEM else by, "user.own_password", user)
    return user
