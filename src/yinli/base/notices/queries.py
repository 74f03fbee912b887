"""Reads of notices: everybody reads their own, and nobody another's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.base.notices.models import Notice
from yinli.base.notices.wording import Kind, kind_of

# More than this many are shown as "99+": the bell must not count a thousand on every page.
MOST_COUNTED = 99


@dataclass(frozen=True)
class Told:
    """A notice as it is read. `record` is None where the viewer may not, or no longer, see it."""

    notice: Notice
    kind: Kind
    record: Model | None

    @property
    def words(self) -> str:
        """The sentence, in the reader's language."""
        if callable(self.kind.words):
            return self.kind.words(self.notice.values)
        return str(self.kind.words) % self.notice.values if self.notice.values else str(self.kind.words)

    @property
    def href(self) -> str:
        """The page of the record, "" for none."""
        return self.kind.address(self.record) if self.record is not None else ""


def notices(viewer) -> QuerySet[Notice]:
    """What the viewer was told, newest first."""
    return Notice.objects.filter(to_id=viewer.pk).select_related("cause")


def unread_count(viewer) -> int:
    """How many are unread, at most MOST_COUNTED + 1; one query."""
    unread = Notice.objects.filter(to_id=viewer.pk, read_at=None).order_by()
    return unread.values("pk")[: MOST_COUNTED + 1].count()


def told(viewer, rows: Iterable[Notice]) -> list[Told]:
    """Notices with the records that the viewer may see now: one query a type of record."""
    rows = list(rows)
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.record_type, set()).add(row.record_id)
    records = {name: _records(viewer, name, keys) for name, keys in wanted.items()}
    return [Told(row, kind_of(row.kind), records[row.record_type].get(row.record_id)) for row in rows]


def _records(viewer, name: str, keys: set[int]) -> dict[int, Model]:
    model = apps.get_model(name)
    if isinstance(viewer, model):
        # A person's own account needs no permission and no page.
        return {viewer.pk: viewer}
    return visible(viewer, model).in_bulk(keys)
