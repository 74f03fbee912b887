"""Reads of history."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import ManyToOneRel, Max, Model, Q, QuerySet
from django.shortcuts import get_object_or_404

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.grants import history_tables
from yinli.base.history.models import Entry, Record, Seal
from yinli.base.history.seals.batches import Standing, read_ranges, read_standing
from yinli.base.history.seals.rows import CONTEXTS, ENTRIES, EVENT_KEY, LOWEST


def entries_for(obj: Model) -> QuerySet[Entry]:
    """What was done to `obj`, newest first. Whoever sees the record sees its history."""
    return Entry.objects.filter(record_type=obj._meta.label_lower, record_id=obj.pk).order_by("-at", "-pk")


def entries_since(obj: Record, seen: int) -> list[Entry]:
    """What raised the version of `obj` above `seen`, newest first.

    Entries name no version; the audit of each version names the action that made it, and the entries are that
    action's. Only the database's own jobs read the audit, so it is asked for names of actions alone.
    """
    versions: Any = type(obj)
    with viewing_as(SYSTEM):
        made = versions.pgh_event_model.objects.filter(pgh_obj_id=obj.pk, version__gt=seen)
        causes = list(made.values_list("pgh_context_id", flat=True))
    return list(entries_for(obj).filter(context_id__in=causes))


def by_number(rows: QuerySet, number: str):
    """The row of `rows` (already scoped to a viewer) with this public number; raises Http404."""
    return get_object_or_404(rows, pk=rows.model.pk_from(number))


def latest(viewer, objects: dict[str, list[int]], limit: int = 20) -> list[Entry]:
    """The newest entries of the given records, `{"projects.project": [ids]}`, already scoped by the caller."""
    where = Q(pk__in=[])
    for record_type, ids in objects.items():
        where |= Q(record_type=record_type, record_id__in=ids)
    return list(Entry.objects.filter(where).order_by("-at", "-pk")[:limit])


@viewing_as(SYSTEM)
def spoken_of(model: type[Model], pks: Collection[int], but: Collection[type[Model]] = ()) -> set[int]:
    """Which rows of `model` a row of another table names, whoever asks; tables `but` and the audit aside."""
    found: set[int] = set()
    relations: Any = [
        one for one in model._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)
    ]
    for relation in relations:
        names, column = relation.related_model, relation.field.attname
        if names not in but and not hasattr(names, "pgh_tracked_model"):
            held = names._base_manager.filter(**{f"{column}__in": pks}).order_by()
            found.update(held.values_list(column, flat=True).distinct())
    return found


def seals(viewer) -> QuerySet[Seal]:
    """The chain over all of history, newest first."""
    return visible(viewer, Seal).order_by("-number")


@viewing_as(SYSTEM)
def rows_not_sealed(viewer) -> int:
    """How many rows of history were added since the last seal; 0 for who may not see the seals."""
    if not may(viewer, "seal.view"):
        return 0
    seals = Seal.objects.all()
    start = seals.filter(standing__isnull=False).aggregate(last=Max("number"))["last"] or 0
    standing = standing_of(seals.filter(number__gte=start).order_by("number"))
    after = {}
    for table in history_tables() - {CONTEXTS}:
        key = "id" if table == ENTRIES else EVENT_KEY
        after[table] = (key, standing[table].last if table in standing else LOWEST)
    return counted_after(after)


def standing_of(seals: Iterable[Seal]) -> dict[str, Standing]:
    """Where each table stands after `seals`, in their order."""
    known: dict[str, Standing] = {}
    for seal in seals:
        for each in read_ranges(seal.tables):
            known[each.table] = Standing(each.last, ())
        known = read_standing(seal.standing) or known
    return known


def counted_after(after: dict[str, tuple[str, int]]) -> int:
    """How many rows tables have above a key, in one query; `after` gives (key column, key) a table."""
    each = " UNION ALL ".join(
        f'SELECT count(*) AS rows FROM "{table}" WHERE "{key}" > {int(last)}'
        for table, (key, last) in after.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(rows) FROM ({each}) AS counted")
        return int(cursor.fetchone()[0])
