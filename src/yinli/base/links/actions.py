"""Issue and revoke personal links."""

import secrets
from datetime import datetime

from yinli.base.accounts.permissions import require
from yinli.base.history import actions as history
from yinli.base.history.actions import action
from yinli.base.links.models import PersonalLink
from yinli.base.links.opening_actions import hashed
from yinli.base.links.purposes import purpose_of
from yinli.base.links.queries import record_of


@action
def issue(
    purpose: str, *, by, expires_at: datetime, record=None, most_uses: int = 1, for_whom: str = ""
) -> str:
    """A new link, to `record` if it leads to one; returns its token, which is nowhere kept: show it now."""
    require(by, purpose_of(purpose).action, record)
    token = secrets.token_urlsafe(32)
    link = PersonalLink.objects.create(
        purpose=purpose,
        token_hash=hashed(token),
        record_type=record._meta.label_lower if record is not None else "",
        record_id=record.pk if record is not None else None,
        for_whom=for_whom[:120],
        issued_by_id=by.pk,
        expires_at=expires_at,
        most_uses=most_uses,
    )
    history.record(by, "personal_link.issue", record or link)
    return token


@action
def revoke(link: PersonalLink, *, by, now: datetime) -> PersonalLink:
    """End a link before its time; what was opened with it ends too."""
    on = record_of(link)
    require(by, purpose_of(link.purpose).action, on)
    link = PersonalLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by_id = now, by.pk
        link.save(update_fields=["revoked_at", "revoked_by"])
        history.record(by, "personal_link.revoke", on or link)
    return link


@action
def revoke_all(purpose: str, record, *, by, now: datetime) -> int:
    """End every live link of this purpose to `record`; returns how many."""
    live = PersonalLink.objects.filter(
        purpose=purpose,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        revoked_at=None,
        expires_at__gt=now,
    )
    return sum(revoke(link, by=by, now=now) is not None for link in live)
