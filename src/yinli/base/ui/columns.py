"""One column of a list: what it says on the page and what it says in a sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Model
from django.utils.functional import Promise

from yinli.base.ui.showing import local

NUMERIC = ("money", "number", "percent")


@dataclass(frozen=True)
class Column:
    """`key` is the attribute path of the value ("officer.name"); `value` a function of the row instead of it.

    `kind`: text, money (Decimal yuan), number, percent (a ratio), day, due, instant, person; `template`
    draws the cell itself from `row` and `value`. `sort`: the field(s) ordered by, e.g. "name_pinyin"; none =
    not sortable. `main` names the row and links to it. `export=False` leaves it out of the sheet; a function
    of the row says what the sheet keeps instead.
    """

    key: str
    label: object
    kind: str = "text"
    sort: str | tuple[str, ...] = ""
    template: str = ""
    value: Callable[[object], object] | None = None
    align: str = ""
    main: bool = False
    hide_on_phone: bool = False
    export: bool | Callable[[object], object] = True

    @property
    def alignment(self):
        """ "end" for numbers unless said otherwise."""
        return self.align or ("end" if self.kind in NUMERIC else "")

    @property
    def sort_fields(self):
        """The field paths this column orders by."""
        return (self.sort,) if isinstance(self.sort, str) and self.sort else tuple(self.sort)

    def of(self, row):
        """The value for `row`; choices give their words, a missing link on the way gives None."""
        if self.value is not None:
            return self.value(row)
        for name in self.key.replace("__", ".").split("."):
            if row is None:
                return None
            display = getattr(row, f"get_{name}_display", None)
            row = display() if display else getattr(row, name)
            row = row() if callable(row) and not isinstance(row, Model) else row
        return row

    def for_sheet(self, row):
        """The value as a sheet keeps it: numbers, dates, local naive datetimes; all else as text."""
        found = self.export(row) if callable(self.export) else self.of(row)
        if isinstance(found, datetime):
            return local(found).replace(tzinfo=None)
        if found is None or isinstance(found, (bool, int, float, Decimal, date)):
            return found
        return str(found)

    @property
    def heading(self):
        """Its label in a sheet; a Promise is translated now."""
        return str(self.label) if isinstance(self.label, Promise) else self.label
