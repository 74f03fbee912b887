"""A workbook with every word in its place, to be changed as one likes."""

from io import BytesIO

from django.utils.translation import gettext as _

from yinli.base.ui.sheets import new_book
from yinli.desk.layouts.wording import words


def example() -> bytes:
    """The bytes of it."""
    out = BytesIO()
    book = new_book(out)
    sheet = book.add_worksheet(_("Layout"))
    titles, once = words(once=False), words(once=True)
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    top = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, len(titles) - 1, _("Projects of the week"), top)
    sheet.write(1, 0, "  ".join(_("%(field)s: ") % {"field": one} + f"{{{{{one}}}}}" for one in once))
    for at, title in enumerate(titles):
        sheet.set_column(at, at, 14)
        sheet.write(2, at, title, head)
        sheet.write(3, at, f"{{{{{title}}}}}", cell)
    sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()
