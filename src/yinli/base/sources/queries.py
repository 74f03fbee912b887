"""Reads of documents and evidence."""

from django.db.models import Model, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.base.sources.models import Evidence, PersonalSpan, Source


def sources(viewer) -> QuerySet[Source]:
    """Documents the viewer may open, newest first."""
    return visible(viewer, Source).select_related("received_by", "subject").order_by("-received_at")


def personal_spans(viewer, source: Source) -> QuerySet[PersonalSpan]:
    """The numbers that are masked in a document, where the viewer may see them."""
    return visible(viewer, PersonalSpan).filter(source=source)


def evidence_for(obj: Model) -> dict[str, list[Evidence]]:
    """Field → the spans it was read from. Whoever sees the record sees where its values come from."""
    found: dict[str, list[Evidence]] = {}
    rows = Evidence.objects.filter(record_type=obj._meta.label_lower, record_id=obj.pk)
    for row in rows.select_related("source").defer("source__text").order_by("start"):
        found.setdefault(row.field, []).append(row)
    return found
