"""A ledger as a workbook: what may be changed is white, what only tells is grey; a second sheet says how it is filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yinli.base.ui.sheets import new_book
from yinli.core.label import in_language
from yinli.core.ledger_table import LedgerColumn, ledger_table
from yinli.desk.ledgers.models import Ledger
from yinli.domain.projects.models import Project

# Beyond it a sheet shows no list to choose from.
_MOST_IN_A_LIST = 255


def label(column: LedgerColumn) -> str:
    """What a column is called, in the reader's language."""
    return in_language(column.label, get_language() or "zh")


def heading(column: LedgerColumn, ledger: Ledger) -> str:
    """A title of the heading: that of the numbers names the ledger, by which it is known again."""
    return f"{label(column)} {ledger.number}" if column.code == "number" else label(column)


def workbook(ledger: Ledger, rows: Sequence[Mapping[str, str]], people: Sequence[str]) -> bytes:
    """The bytes of the workbook of these rows (column → text); `people` are the names to choose an officer from."""
    out = BytesIO()
    book = new_book(out)
    sheet = book.add_worksheet(_("Ledger to fill in"))
    columns = list(ledger_table().columns.values())
    looks = _looks(book)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, None if column.change else looks["told"])
        sheet.write_string(0, at, heading(column, ledger), looks["head" if column.change else "head_told"])
        for line, row in enumerate(rows, 1):
            _write(sheet, (line, at), column, row.get(column.code, ""), looks)
        _offer(sheet, at, column, len(rows), people)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    _explain(book.add_worksheet(_("How to fill it in")), ledger, looks)
    book.close()
    return out.getvalue()


def _looks(book) -> dict:
    plain, grey = {"text_wrap": True, "valign": "top"}, {"font_color": "#6b7280", "bg_color": "#f3f4f6"}
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "plain": book.add_format(plain),
        "told": book.add_format({**plain, **grey}),
        "money": book.add_format({"valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        "head": book.add_format(head),
        "head_told": book.add_format({**head, **grey}),
    }


def _write(sheet, place: tuple[int, int], column: LedgerColumn, text: str, looks: dict) -> None:
    """A cell as what it is; a text that looks like a formula stays a text."""
    if not text:
        sheet.write_blank(*place, None, looks["plain" if column.change else "told"])
    elif column.kind == "money":
        sheet.write_number(*place, float(text), looks["money"])
    elif column.kind == "day" and text >= "1900":
        sheet.write_datetime(*place, date.fromisoformat(text), looks["day"])
    else:
        sheet.write_string(*place, text, looks["plain" if column.change else "told"])


def _offer(sheet, at: int, column: LedgerColumn, rows: int, people: Sequence[str]) -> None:
    """A list to choose from, where the values are few; another value may be typed, and is looked at when it comes back."""
    offered = {"grade": Project.Grade.values, "person": people}.get(column.kind, [])
    if column.change and offered and len(",".join(offered)) <= _MOST_IN_A_LIST:
        how = {"validate": "list", "source": list(offered), "error_type": "warning"}
        sheet.data_validation(1, at, rows + 200, at, how)


def _explain(sheet, ledger: Ledger, looks: dict) -> None:
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 90, looks["plain"])
    sheet.write_string(
        0, 0, heading(ledger_table().columns["number"], ledger).rsplit(" ", 1)[-1], looks["head"]
    )
    lines = [(_("Numbers"), _("Leave the column of numbers and its heading as they are: by them each row is known again.")),
             (_("New projects"), _("Add a row and leave its number empty. It is brought in as a lead.")),
             (_("Rows"), _("Sort, filter and hide rows as you like. A row that is deleted changes nothing.")),
             (_("Empty cells"), _("An emptied cell empties the value, where it may be empty."))]  # fmt: skip
    lines += [
        (label(column), _("may be changed") if column.change else _("only tells; changed in Yinli"))
        for column in ledger_table().columns.values()
    ]
    for line, (what, says) in enumerate(lines, 2):
        sheet.write_string(line, 0, what)
        sheet.write_string(line, 1, says)
