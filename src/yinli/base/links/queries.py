"""Reads of personal links."""

from django.apps import apps
from django.db.models import Model, QuerySet

from yinli.base.accounts.permissions import may
from yinli.base.links.models import PersonalLink
from yinli.base.links.purposes import purpose_of


def record_of(link: PersonalLink) -> Model | None:
    """The record the link leads to, or None when it leads to none."""
    if not link.record_type:
        return None
    return apps.get_model(link.record_type)._base_manager.filter(pk=link.record_id).first()


def links_to(viewer, on: Model, purpose: str) -> QuerySet[PersonalLink]:
    """The links of one purpose to a record, newest first, for who may issue them."""
    found = PersonalLink.objects.filter(
        purpose=purpose, record_type=on._meta.label_lower, record_id=on.pk
    ).order_by("-pk")
    return found if may(viewer, purpose_of(purpose).action, on) else found.none()
