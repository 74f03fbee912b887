"""Open a personal link: whoever holds the token is whom it was given to, so nobody else is asked."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from yinli.base.accounts import attempt_actions as attempts
from yinli.base.accounts.addresses import UNKNOWN, neighbourhood
from yinli.base.accounts.models import SYSTEM
from yinli.base.history.actions import record
from yinli.base.links.models import LinkUse, PersonalLink
from yinli.base.links.queries import record_of


class LinkDead(Exception):
    """The link opens nothing. Why is not said: wrong, expired, used up, revoked and meant for something else
    are one answer to a stranger."""


@sensitive_variables("token")
def hashed(token: str) -> str:
    """What is kept of a token: sha256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()


@sensitive_variables("token")
def open_link(token: str, purpose: str, *, now: datetime, address: str = UNKNOWN) -> PersonalLink:
    """Use the link once and count it. `address` is the client's. Raises LinkDead, TooManyAttempts."""
    return open_hashed(hashed(token), purpose, now=now, address=address)


def open_hashed(token_hash: str, purpose: str, *, now: datetime, address: str) -> PersonalLink:
    """The same by the token's hash, which is all that a session keeps between the two steps of opening."""
    counter = attempts.Counter("link", (neighbourhood(address),))
    attempts.check([counter], now=now)
    try:
        return _use(token_hash, purpose, now, address)
    except LinkDead:
        attempts.failed([counter], now=now)
        raise


@transaction.atomic
def _use(token_hash: str, purpose: str, now: datetime, address: str) -> PersonalLink:
    # The row lock makes two openings at the same moment one after the other.
    link = PersonalLink.objects.select_for_update().filter(token_hash=token_hash).first()
    if link is None or link.purpose != purpose or not _alive(link, now) or link.uses >= link.most_uses:
        raise LinkDead
    link.uses, link.last_used_at = link.uses + 1, now
    link.save(update_fields=["uses", "last_used_at"])
    LinkUse.objects.create(link=link, at=now, address_hash=salted_hmac("links", address).hexdigest())
    record(SYSTEM, "personal_link.open", record_of(link) or link)
    return link


def _alive(link: PersonalLink, now: datetime) -> bool:
    # Not yet issued: the clock was set back, and an expiry that is read with it means nothing.
    return link.revoked_at is None and link.issued_at <= now < link.expires_at


def still_open(link_id: int, purpose: str, *, now: datetime) -> PersonalLink | None:
    """An opened link that was neither revoked nor has expired since; None otherwise."""
    link = PersonalLink.objects.filter(pk=link_id, purpose=purpose).first()
    return link if link is not None and _alive(link, now) else None
