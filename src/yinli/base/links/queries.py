"""Reads of personal links."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Model, QuerySet, TextChoices
from django.utils.translation import pgettext_lazy

from yinli.base.accounts.permissions import may
from yinli.base.links.models import PersonalLink
from yinli.base.links.purposes import purpose_of, purposes


def record_of(link: PersonalLink) -> Model | None:
    """The record the link leads to, or None when it leads to none."""
    if not link.record_type:
        return None
    return apps.get_model(link.record_type)._base_manager.filter(pk=link.record_id).first()


class State(TextChoices):
    """Where a link stands: only the first two can still be used, or be revoked."""

    WAITING = "waiting", pgettext_lazy("link", "Not opened yet")
    OPENED = "opened", pgettext_lazy("link", "Opened")
    EXPIRED = "expired", pgettext_lazy("link", "Expired")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")


@dataclass(frozen=True)
class Issued:
    """A link as it is listed. Whoever has opened it may be using it still: it can be revoked until it expires."""

    link: PersonalLink
    title: object
    state: State

    @property
    def can_be_revoked(self) -> bool:
        """Whether revoking it would end anything."""
        return self.state in (State.WAITING, State.OPENED)


def links_of(viewer, on: Model, now: datetime) -> list[Issued]:
    """Every link to a record, newest first, of those purposes for which the viewer may issue links."""
    may_issue = {one.code: one for one in purposes() if may(viewer, one.action, on)}
    found = PersonalLink.objects.filter(
        purpose__in=may_issue, record_type=on._meta.label_lower, record_id=on.pk
    )
    rows = found.select_related("issued_by").order_by("-pk")
    return [Issued(row, may_issue[row.purpose].title or row.purpose, _state(row, now)) for row in rows]


def _state(link: PersonalLink, now: datetime) -> State:
    if link.revoked_at is not None:
        return State.REVOKED
    if link.expires_at <= now:
        return State.EXPIRED
    return State.OPENED if link.uses else State.WAITING


def links_to(viewer, on: Model, purpose: str) -> QuerySet[PersonalLink]:
    """The links of one purpose to a record, newest first, for who may issue them."""
    found = PersonalLink.objects.filter(
        purpose=purpose, record_type=on._meta.label_lower, record_id=on.pk
    ).order_by("-pk")
    return found if may(viewer, purpose_of(purpose).action, on) else found.none()
