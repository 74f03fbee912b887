"""Reads of drafts."""

from django.db.models import Count, Q, QuerySet

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.desk.intake.drawing import text_sha256
from yinli.desk.intake.models import Draft, Item

# What the reader does on one core that has other work beside.
SIGNS_A_SECOND = 8_000


def drafts(viewer) -> QuerySet[Draft]:
    """Drafts the viewer may see, newest first, with how many of their records are decided."""
    rows = visible(viewer, Draft, "intake.view").select_related("source", "created_by__unit")
    accepted = Count("items", filter=Q(items__decision="accepted"))
    rejected = Count("items", filter=Q(items__decision="rejected"))
    rows = rows.annotate(item_count=Count("items"), accepted_count=accepted, rejected_count=rejected)
    return rows.defer("marks", "source__text").order_by("-created_at", "-pk")


def draft_page(viewer) -> QuerySet[Draft]:
    """The same with the text, the highlights and the records of one draft."""
    rows = visible(viewer, Draft, "intake.view").select_related("source__received_by", "created_by__unit")
    return rows.prefetch_related("items")


@viewing_as(SYSTEM)
def draft_of(source) -> Draft | None:
    """The draft of a document, whoever asks: a second one would write everything twice."""
    return (
        Draft.objects.filter(text_sha256=text_sha256(source.text)).select_related("created_by__unit").first()
    )


def seconds_to_read(draft: Draft) -> int:
    """How long the worker takes to read a document, about, in steps of five seconds."""
    return 5 * (len(draft.source.text) // (5 * SIGNS_A_SECOND) + 1)


def items_of(draft: Draft) -> list[Item]:
    """Its proposed records in their order, as they are now."""
    found = list(Item.objects.filter(draft=draft).order_by("position"))
    for item in found:
        # Sealing asks each for its document.
        item.draft = draft
    return found
