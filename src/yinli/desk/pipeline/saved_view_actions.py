"""The only writes of saved views."""

from dataclasses import dataclass

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.desk.pipeline.models import SavedView


class ViewRefused(ValueError):
    """A view is not saved. `code`: name (one has another of this name), unit (one has none to share it with), long (it
    keeps too much)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(f"the view is not saved: {code}")


@dataclass(frozen=True)
class Called:
    """What a view is called, and with whom it is shared: a code of SavedView.Shared."""

    name: str
    shared: str = ""


@action
def save_view(page: str, query: str, called: Called, *, by) -> SavedView:
    """Save what a page shows under a name. `query` is what stands behind the "?". Raises NotAllowed, ViewRefused."""
    require(by, "saved_view.create")
    if len(query) > SavedView._meta.get_field("query").max_length:
        raise ViewRefused("long")
    values = _values(called, by, None)
    made = SavedView.objects.create(page=page, query=query, owner_id=by.pk, **values)
    record(by, "saved_view.create", made, after={"name": made.name, "shared": made.shared})
    return made


@action
def edit_view(view: SavedView, called: Called, *, by, seen: int) -> SavedView:
    """Call a view something else, or share it with others. Raises NotAllowed, StaleWrite, ViewRefused."""
    view = lock(view, seen=seen)
    require(by, "saved_view.edit", view)
    values = _values(called, by, view)
    before, after = changes(view, values)
    if after:
        save_record(view, list(values))
        record(by, "saved_view.edit", view, before=before, after=after)
    return view


@action
def drop_view(view: SavedView, *, by, seen: int) -> None:
    """Throw a view away, whoever it was shared with. Raises NotAllowed, StaleWrite."""
    view = lock(view, seen=seen)
    require(by, "saved_view.edit", view)
    record(by, "saved_view.drop", view, before={"name": view.name})
    view.delete()


def _values(called: Called, by, known: SavedView | None) -> dict:
    """The fields of a view. Raises NotAllowed, ViewRefused."""
    name = called.name.strip()[:40]
    taken = SavedView.objects.filter(owner_id=by.pk, name=name).exclude(pk=known.pk if known else None)
    if taken.exists():
        raise ViewRefused("name")
    if called.shared == "all":
        require(by, "saved_view.publish")
    if called.shared == "unit" and by.unit is None:
        raise ViewRefused("unit")
    return {"name": name, "shared": called.shared, "unit": by.unit if called.shared == "unit" else None}
