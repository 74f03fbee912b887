"""A list of records: searched, filtered, sorted, paged from its address; the same rows as a sheet."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinli.base.accounts.permissions import may, require
from yinli.base.accounts.stepup import confirm_first
from yinli.base.ui.addresses import with_changes
from yinli.base.ui.chips import chips_of
from yinli.base.ui.columns import Column
from yinli.base.ui.data import data_response
from yinli.base.ui.keyset import counted, shown
from yinli.base.ui.render import block
from yinli.base.ui.sheets import sheet_response
from yinli.base.ui.ways_out import ways_out

__all__ = ["Column", "ListPage"]
# `page` is what addresses said before; bookmarks with it show the first rows.
FROM_THE_START = {"page": None, "after": None, "before": None}


class ListPage:
    """A list is a subclass; its view says `return ProjectList(request).response()`.

    `queryset(viewer)` must already be scoped to the viewer. `search` are field lookups ("name__icontains").
    `order` is the default order (fields); the primary key always follows, so pages never overlap.
    """

    # By which upper apps know it that make more of its rows (`ways_out`).
    key = ""
    title = ""
    subtitle = ""
    template = "ui/list.html"
    columns: tuple[Column, ...] = ()
    # Further ones to choose from; where there are some, ?col=stage&col=grade says which are shown, and in which order.
    more_columns: tuple[Column, ...] = ()
    filters = None
    search: tuple[str, ...] = ()
    search_label = _("Search this list")
    order: tuple[str, ...] = ("-pk",)
    page_size = 50
    # The right without which there is no such list at all, as permissions.toml calls it ("project.view").
    action = ""
    export_action = "export.list"
    export_limit = 50_000
    # What a row gives with ?format=json: name → field path; the key under "number" becomes the public number.
    data: dict[str, str] = {}
    # Where rows that are ticked lead; "" where nothing is done to many at once.
    bulk_address = ""
    # What an empty list says: title, text, address, words of the button, icon.
    empty_title = _("Nothing here yet")
    empty_text = ""
    empty_icon = "inbox"

    def __init__(self, request):
        self.request = request

    # To be written by each list ---------------------------------------------------------------

    def queryset(self, viewer):
        """The rows `viewer` may see, with what the columns touch selected."""
        raise NotImplementedError

    def row_url(self, row):
        """Where a row leads; "" when nowhere."""
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    def empty_action(self):
        """(address, words) of what to do first on an empty list, or None."""
        return None

    def extra(self):
        """More names for the template."""
        return {}

    # Rows ---------------------------------------------------------------------------------------

    @cached_property
    def asked(self):
        """The words searched for."""
        return self.request.GET.get("q", "").strip()

    @cached_property
    def everything(self):
        """The scoped rows before search and filters."""
        return self.queryset(self.request.user)

    @cached_property
    def filterset(self):
        """The django-filter set bound to the address, or None."""
        return self.filters(self.request.GET, self.everything, request=self.request) if self.filters else None

    @cached_property
    def rows(self):
        """All rows that pass search and filters, in order."""
        found = self.filterset.qs if self.filterset else self.everything
        for word in self.asked.split() if self.search else ():
            found = found.filter(reduce(or_, (Q(**{lookup: word}) for lookup in self.search)))
        return found.order_by(*self.ordering)

    @cached_property
    def offered(self):
        """Key → column, of all that can be shown."""
        return {column.key: column for column in (*self.columns, *self.more_columns)}

    @cached_property
    def picked(self):
        """The columns that the address names, in its order; none where they cannot be chosen."""
        keys = dict.fromkeys(self.request.GET.getlist("col")) if self.more_columns else ()
        return [self.offered[key] for key in keys if key in self.offered]

    @property
    def shown(self):
        """The columns of the page: those picked, and always the one that names the row."""
        main = [column for column in self.columns if column.main and column not in self.picked]
        return (*main, *self.picked) if self.picked else self.columns

    @property
    def shown_with_labels(self):
        """[(column, its label in the page's language)]: every cell says its label, and to translate it anew is dear."""
        return [(column, str(column.label)) for column in self.shown]

    @property
    def choices(self):
        """[(column, whether it is shown)]: those shown in their order, then the others."""
        left = [column for column in self.offered.values() if column not in self.shown]
        return [*((column, True) for column in self.shown), *((column, False) for column in left)]

    @property
    def standing(self):
        """[(name, value)] of the address besides its columns: what a form beside the list passes on."""
        left_out = ("col", "format", *FROM_THE_START)
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in left_out
            for value in values
        ]

    @cached_property
    def sort(self):
        """The chosen sort, "key" or "-key", if such a column can be sorted by; else ""."""
        asked = self.request.GET.get("sort", "")
        known = {key for key, column in self.offered.items() if column.sort}
        return asked if asked.removeprefix("-") in known else ""

    @property
    def ordering(self):
        """Field names to order by, ending in the primary key."""
        fields = self.order
        for column in self.offered.values():
            if self.sort and column.key == self.sort.removeprefix("-"):
                down = self.sort.startswith("-")
                fields = tuple(_turned(field) if down else field for field in column.sort_fields)
        return fields if fields[-1] in ("pk", "-pk", "id", "-id") else (*fields, "-pk")

    @cached_property
    def page(self):
        """The page asked for by a cursor; the first one for none, and for what is none."""
        return shown(self.rows, self.ordering, self.page_size, self.request.GET)

    @cached_property
    def counted(self):
        """(how many rows there are, at most 10,000; whether there are more)."""
        return counted(self.rows)

    @property
    def count(self):
        """How many rows there are, at most 10,000."""
        return self.counted[0]

    # What the template asks ---------------------------------------------------------------------

    @cached_property
    def chips(self):
        """The active filters, each with the address without it."""
        return chips_of(self)

    @property
    def is_narrowed(self):
        """Whether a search or filter is at work."""
        return bool(self.chips)

    @property
    def may_export(self):
        """Whether the viewer may take these rows away as a sheet."""
        return bool(self.export_action) and may(self.request.user, self.export_action)

    @property
    def ways_out(self):
        """[(way, address)] of what else can be made of exactly these rows."""
        asked = self.address(format=None).partition("?")[2]
        return [(way, f"{reverse(way.url_name)}?{asked}") for way in ways_out(self.key, self.request.user)]

    def address(self, **changes):
        """This list's address with some parameters changed; None removes one; the page starts again."""
        return with_changes(self.request, {**FROM_THE_START, **changes})

    @property
    def next_address(self):
        """The address of the rows that follow those shown; "" where none do."""
        return self.address(after=self.page.after) if self.page.after else ""

    @property
    def previous_address(self):
        """The address of the rows before those shown; "" where there are none."""
        return self.address(before=self.page.before) if self.page.before else ""

    def sort_address(self, column):
        """The address sorted by `column`: first up, then down."""
        return self.address(sort=f"-{column.key}" if self.sort == column.key else column.key)

    def sort_state(self, column):
        """ascending, descending or none, as aria-sort says it."""
        return {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")

    # Answers --------------------------------------------------------------------------------------

    def context(self):
        """What the template sees: `list` and whatever `extra` adds."""
        return {"list": self, **self.extra()}

    def response(self):
        """The page; only its rows when htmx asks; a sheet for ?format=xlsx; data for ?format=json, where the list
        gives any. Raises NotAllowed."""
        if self.action:
            require(self.request.user, self.action)
        asked = self.request.GET.get("format")
        if asked == "xlsx" and self.export_action:
            return self.sheet()
        if asked == "json" and self.data:
            return data_response(self)
        htmx = getattr(self.request, "htmx", None)
        if htmx and htmx.target == "list":
            return block(self.request, self.template, "list_rows", self.context())
        return render(self.request, self.template, self.context())

    def sheet(self):
        """Exactly the filtered rows as .xlsx; raises NotAllowed."""
        require(self.request.user, self.export_action)
        confirm_first(self.request, download=True)
        columns = [column for column in self.shown if column.export]
        rows = self.rows[: self.export_limit].iterator(chunk_size=2000)
        return sheet_response(columns, rows, str(self.title), self.request.today)


def _turned(field):
    return field[1:] if field.startswith("-") else f"-{field}"
