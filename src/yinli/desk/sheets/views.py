"""Pages of sheets: what was brought in, the preview of one, its progress, its outcome, a row corrected."""

import django_filters
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.accounts.stepup import confirm_first
from yinli.base.history.queries import by_number
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.forms import Filters, seen_of
from yinli.base.ui.lists import Column, ListPage
from yinli.base.ui.render import block
from yinli.base.ui.sheets import sheet_response
from yinli.core.sheets.header import Header
from yinli.core.sheets.rows import read_row
from yinli.desk.sheets import actions, previews, queries, wording
from yinli.desk.sheets.bringing import bring_file
from yinli.desk.sheets.forms import ACCEPTED, ReadingForm, RowForm, SheetForm
from yinli.desk.sheets.models import SheetImport


class SheetFilters(Filters):
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=SheetImport.Status.choices)

    class Meta:
        model = SheetImport
        fields = ["status"]


class SheetList(ListPage):
    title = gettext_lazy("Sheets")
    subtitle = gettext_lazy(
        "Bring a sheet of leads in: its columns are recognised, you check them, and the rows become projects."
    )
    action = "sheet_import.view"
    template = "sheets/list.html"
    columns = (
        Column("title", gettext_lazy("Lead sheet"), main=True, sort="title"),
        Column("status", gettext_lazy("Status"), template="sheets/_status_cell.html", sort="status"),
        Column("written_count", gettext_lazy("Rows imported"), kind="number"),
        Column("waiting_count", gettext_lazy("Rows that wait"), kind="number"),
        Column("sender.name", gettext_lazy("Brought in by"), kind="person"),
        Column("created_at", gettext_lazy("Brought in at"), kind="instant", sort="created_at"),
    )  # fmt: skip
    filters = SheetFilters
    search = ("title__icontains", "sender__name__icontains")
    order = ("-created_at",)
    empty_title = gettext_lazy("No sheet has been brought in yet")
    empty_text = gettext_lazy("Drop the sheet in which leads are kept today into the box above.")
    empty_icon = "table-import"

    def __init__(self, request, form=None):
        super().__init__(request)
        self.form = form

    def queryset(self, viewer):
        return queries.sheet_imports(viewer)

    def row_url(self, row):
        return reverse("sheets:detail", args=[row.number])

    def extra(self):
        form = self.form or (SheetForm() if may(self.request.user, "sheet_import.bring") else None)
        return {"form": form, "accept": ACCEPTED}


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request):
    """The list, with the box on top into which the next sheet is dropped."""
    if request.method != "POST":
        return SheetList(request).response()
    require(request.user, "sheet_import.bring")
    form = SheetForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = bring_file(file.read(), file.name, by=request.user)
            return redirect(brought.page, brought.number)
        except SourceRefused as refused:
            form.add_error("file", str(refused))
    page = SheetList(request, form)
    return render(request, page.template, page.context(), status=422)


def _found(request, number):
    return by_number(queries.sheet_page(request.user), number)


def _seen(request) -> int:
    if "seen" not in request.POST:
        raise Http404
    return seen_of(request)


def _reading_form(found, grids, data=None):
    initial = {"sheet": found.sheet, "header_row": found.header_row, "header_rows": found.header_rows}
    initial |= {f"column_{at}": code for at, code in enumerate(found.mapping)}
    names = [grid.name or _("Sheet %(n)s") % {"n": at} for at, grid in enumerate(grids, 1)]
    choices = wording.field_choices()
    return ReadingForm(data, initial=initial, sheets=names, titles=found.columns, choices=choices)


def _page(request, found, form=None, status=200):
    """The page of a sheet in whatever state it is."""
    may_write, may_undo = (may(request.user, f"sheet_import.{verb}", found) for verb in ("write", "undo"))
    context = {"sheet": found, "may_write": may_write, "may_undo": may_undo}
    if found.is_at_work:
        return render(request, "sheets/progress.html", context, status=status)
    context |= {"counts": queries.counts(found), **previews.rows_shown(request.user, found)}
    if found.status in (SheetImport.Status.OPEN, SheetImport.Status.READY):
        grids = queries.grids(found)
        context |= previews.table(found, grids)
        context["form"] = form or _reading_form(found, grids)
        return render(request, "sheets/preview.html", context, status=status)
    return render(request, "sheets/outcome.html", context, status=status)


@require_GET
def sheet(request, number):
    """The preview while it can be corrected, the bar while work goes on, the outcome afterwards."""
    return _page(request, _found(request, number))


@require_GET
def progress(request, number):
    """How far the work is, asked by the page itself; when it has ended, the page is loaded anew."""
    found = _found(request, number)
    response = block(request, "sheets/progress.html", "bar", {"sheet": found})
    if not found.is_at_work:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def read(request, number):
    """Have the sheet read as the person says; another sheet or heading is guessed anew."""
    found = _found(request, number)
    seen, grids = _seen(request), queries.grids(found)
    form = _reading_form(found, grids, request.POST)
    if not form.is_valid() and not _moved(form, found):
        return _page(request, found, form, status=422)
    given = form.cleaned_data
    mapping = None if _moved(form, found) else form.mapping()
    header = Header(given["header_row"], given["header_rows"])
    actions.read_as(found, given["sheet"], header, mapping, by=request.user, seen=seen)
    return redirect("sheets:detail", number)


def _moved(form, found) -> bool:
    """Whether another sheet or row is to be looked at: then what its columns are is guessed again."""
    given = form.cleaned_data
    where = ("sheet", "header_row", "header_rows")
    if any(name not in given for name in where):
        return False
    return [given[name] for name in where] != [found.sheet, found.header_row, found.header_rows]


@require_POST
def start(request, number):
    """Import the rows that can be."""
    actions.start(_found(request, number), by=request.user, seen=_seen(request))
    return redirect("sheets:detail", number)


@require_POST
def undo(request, number):
    """Take the whole import back."""
    actions.undo(_found(request, number), by=request.user, seen=_seen(request))
    return redirect("sheets:detail", number)


@require_POST
def put_aside(request, number):
    """Put a sheet away that is not to be imported."""
    actions.put_aside(_found(request, number), by=request.user, seen=_seen(request))
    messages.success(request, _("The sheet was put aside."))
    return redirect("sheets:list")


@require_GET
def waiting(request, number):
    """The rows that wait, with the columns they came with and what is wrong, as a sheet."""
    found = _found(request, number)
    require(request.user, "sheet_import.write", found)
    confirm_first(request, download=True)
    columns = [
        *(Column(str(at), title, value=lambda line, at=at: line[at]) for at, title in enumerate(previews.headings(found))),
        Column("errors", _("Errors"), value=lambda line: line[-1]),
    ]  # fmt: skip
    title = _("%(sheet)s rows that wait") % {"sheet": found.title.rsplit(".", 1)[0]}
    return sheet_response(columns, previews.waiting_lines(found), title, request.today)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, number, row):
    """One row that waits, to be corrected here; what is wrong stays in its box with a word why."""
    found = _found(request, number)
    require(request.user, "sheet_import.write", found)
    waits = get_object_or_404(queries.rows_of(found, "waiting"), number=row)
    columns = previews.columns_of(found)
    if request.method != "POST":
        form = RowForm(initial=previews.cells_of(found, waits), columns=columns)
        return _row_page(request, waits, form, waits.errors)
    form = RowForm(request.POST, columns=columns)
    if not form.is_valid():
        return _row_page(request, waits, form, [], 422)
    read = read_row(*form.cells(), columns, request.today)
    for column in form.numbers_in_texts():
        read.wrong("number_in_text", column)
    if not read.errors:
        actions.correct(waits, read, by=request.user, seen=_seen(request), today=request.today)
    if read.errors:
        return _row_page(request, waits, form, read.errors, 422)
    messages.success(request, _("Row %(row)s was imported.") % {"row": waits.number})
    return redirect("sheets:detail", number)


def _row_page(request, waits, form, errors, status=200):
    context = {"sheet": waits.sheet_import, "row": waits, "form": form, "errors": errors, "words": wording}
    context["changes"] = previews.changes_shown(waits)
    return render(request, "sheets/row.html", context, status=status)
