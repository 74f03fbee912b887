"""Everything that names one record made to name another, and back again: how records are merged, split and parted.

Called by actions alone, under the locks of both records. Rows are found by their foreign keys, whichever app they are
of, so that no app has to know who speaks of its records.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, ManyToOneRel, Model

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import RecordT, lock
from yinli.base.history.models import Record

# Models whose rows of one record only make sense together: they go where the other record has none, or stay.
_WHOLE: set[str] = set()


def goes_whole(model: type[Model]) -> None:
    """Called once a model: its rows go along all together, and only to a record that has none of them."""
    _WHOLE.add(model._meta.label_lower)


# A row that names a record: (label of its model, column, key). Kept as JSON by whoever may have to take it back.
Moved = tuple[str, str, int]


@viewing_as(SYSTEM)
def naming(model: type[Model], pk: int, but: Collection[type[Model]] = ()) -> list[Moved]:
    """Every row that names the record, whoever asks: none may be left behind. Tables `but`, and the audit, aside."""
    found: list[Moved] = []
    for relation in _relations(model):
        names: Any = relation.related_model
        if names in but or hasattr(names, "pgh_tracked_model") or names._meta.proxy:
            continue
        column = relation.field.attname
        keys = names._base_manager.filter(**{column: pk}).order_by("pk").values_list("pk", flat=True)
        found += [(names._meta.label_lower, column, key) for key in keys]
    return found


@viewing_as(SYSTEM)
def repoint(rows: Iterable[Moved], old: int, new: int) -> tuple[list[Moved], list[Moved]]:
    """Let `rows` that name `old` name `new`: (those that now do, those that a rule of the database keeps with `old`,
    such as a fact that `new` has already). Rows that name something else by now are neither."""
    moved: list[Moved] = []
    stayed: list[Moved] = []
    rows = list(rows)
    settled = {row[0] for row in rows if row[0] in _WHOLE and _named(row, new).exists()}
    for row in rows:
        done = False if row[0] in settled else _repointed(row, old, new)
        if done is not None:
            (moved if done else stayed).append(row)
    return moved, stayed


def _named(row: Moved, pk: int):
    """Rows of the same kind that name another record."""
    model: Any = apps.get_model(row[0])
    return model._base_manager.filter(**{row[1]: pk})


def _repointed(row: Moved, old: int, new: int) -> bool | None:
    label, column, key = row
    model: Any = apps.get_model(label)
    held = model._base_manager.filter(pk=key, **{column: old})
    change: dict[str, Any] = {column: new}
    if issubclass(model, Record):
        # Whoever looked at the row before has not seen where it went.
        change["version"] = F("version") + 1
    try:
        with transaction.atomic():
            return True if held.update(**change) else None
    except IntegrityError:
        return False


def lock_both(
    verb: str, one: RecordT, other: RecordT, *, by, seen: tuple[int | None, int | None]
) -> tuple[RecordT, RecordT]:
    """Both records under lock, for whoever may do `verb` with each; always in the same order, so that two who do the same
    never wait for each other. `seen` are their versions as looked at. Raises NotAllowed, StaleWrite."""
    held = {}
    for record, version in sorted(zip((one, other), seen, strict=True), key=lambda pair: pair[0].pk):
        held[record.pk] = lock(record, seen=version)
        require(by, verb, held[record.pk])
    return held[one.pk], held[other.pk]


def _relations(model: type[Model]) -> list[ManyToOneRel]:
    fields = model._meta.get_fields(include_hidden=True)
    # Many-to-many tables name the record by a key of their own table.
    return [
        one for one in fields if isinstance(one, ManyToOneRel) and isinstance(one.field, models.ForeignKey)
    ]
