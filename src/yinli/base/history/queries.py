"""Reads of history."""

from django.db.models import Model, Q, QuerySet
from django.shortcuts import get_object_or_404

from yinli.base.history.models import Entry


def entries_for(obj: Model) -> QuerySet[Entry]:
    """What was done to `obj`, newest first. Whoever sees the record sees its history."""
    return Entry.objects.filter(record_type=obj._meta.label_lower, record_id=obj.pk).order_by("-at", "-pk")


def by_number(rows: QuerySet, number: str):
    """The row of `rows` (already scoped to a viewer) with this public number; raises Http404."""
    return get_object_or_404(rows, pk=rows.model.pk_from(number))


def latest(viewer, objects: dict[str, list[int]], limit: int = 20) -> list[Entry]:
    """The newest entries of the given records, `{"projects.project": [ids]}`, already scoped by the caller."""
    where = Q(pk__in=[])
    for record_type, ids in objects.items():
        where |= Q(record_type=record_type, record_id__in=ids)
    return list(Entry.objects.filter(where).order_by("-at", "-pk")[:limit])
