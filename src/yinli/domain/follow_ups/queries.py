"""Reads of follow-ups."""

from datetime import date

from django.db.models import F, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.domain.follow_ups.models import FollowUp


def follow_ups(viewer) -> QuerySet[FollowUp]:
    """Follow-ups the viewer may see, the most urgent first; those without a day come last."""
    rows = visible(viewer, FollowUp).select_related("unit", "asked_by", "project", "source")
    return rows.defer("source__text").order_by(F("due_on").asc(nulls_last=True), "pk")


def waiting_for(viewer, unit) -> QuerySet[FollowUp]:
    """Open follow-ups handed to `unit`."""
    return follow_ups(viewer).filter(unit=unit, status=FollowUp.Status.OPEN)


def without_unit(viewer) -> QuerySet[FollowUp]:
    """Open follow-ups still 待定: the bureau has to name a lead unit."""
    return follow_ups(viewer).filter(unit=None, status=FollowUp.Status.OPEN)


def overdue(viewer, today: date) -> QuerySet[FollowUp]:
    """Open follow-ups past their day."""
    return follow_ups(viewer).filter(status=FollowUp.Status.OPEN, due_on__lt=today)


def same_text(source, text: str) -> FollowUp | None:
    """The follow-up already drawn from this source with these words."""
    return FollowUp.objects.filter(source=source, text=text[:400]).first()
