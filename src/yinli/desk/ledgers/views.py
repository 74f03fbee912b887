"""Pages of ledgers: hand one out, look at what came back, take it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.accounts.queries import assignable
from yinli.base.accounts.stepup import confirm_first
from yinli.base.history.queries import by_number
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.forms import seen_of
from yinli.base.ui.lists import Column, ListPage
from yinli.base.ui.sheets import SHEET_TYPE, file_name
from yinli.core.ledger_table import ledger_table
from yinli.desk.ledgers import actions, queries, wording
from yinli.desk.ledgers.comparing import compared
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.ledgers.showing import outcome, ticked_of
from yinli.desk.ledgers.workbook import label, workbook
from yinli.desk.pipeline.project_list import ProjectList
from yinli.desk.sheets.forms import ACCEPTED


class LedgerList(ListPage):
    title = gettext_lazy("Ledgers")
    subtitle = gettext_lazy(
        "A ledger goes out as an Excel file, is filled in there, and comes back as a list of changes to accept."
    )
    action = "ledger.hand_out"
    template = "ledgers/list.html"
    columns = (
        Column("title", gettext_lazy("Name of the ledger"), main=True),
        Column("number", gettext_lazy("Number")),
        Column("row_count", gettext_lazy("Projects"), kind="number"),
        Column("return_count", gettext_lazy("Files returned"), kind="number"),
        Column("created_at", gettext_lazy("Handed out at"), kind="instant"),
    )
    search = ("title__icontains",)
    export_action = ""
    empty_title = gettext_lazy("No ledger has been handed out yet")
    empty_text = gettext_lazy(
        "Filter the projects as you need them, then choose “Ledger to fill in” above the list."
    )
    empty_icon = "table-export"

    def queryset(self, viewer):
        return queries.ledgers(viewer)

    def row_url(self, row):
        return reverse("ledgers:detail", args=[row.number])

    def empty_action(self):
        return reverse("pipeline:list"), _("To the projects")

    def extra(self):
        waiting = queries.ledger_returns(self.request.user).filter(status=LedgerReturn.Status.OPEN)
        return {"accept": ACCEPTED, "waiting": waiting[:20]}


def ledgers(request):
    """What was handed out, with the box into which a file that came back is dropped."""
    return LedgerList(request).response()


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Hand out the projects that the address of their list names."""
    require(request.user, "ledger.hand_out")
    found = ProjectList(request)
    most = ledger_table().most_rows
    if request.method == "POST":
        rows = found.rows[: most + 1]
        title = request.POST.get("title", "").strip() or wording.usual_title(request.today)
        try:
            made = actions.hand_out(list(rows), title, by=request.user)
            return redirect("ledgers:detail", made.number)
        except actions.TooManyRows:
            messages.error(
                request, _("These are too many projects. Narrow the list, and hand out several ledgers.")
            )
    context = {
        "found": found, "most": most, "columns": [(label(one), one.change) for one in ledger_table().columns.values()],
        "title": wording.usual_title(request.today), "back": f"{reverse('pipeline:list')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "ledgers/new.html", context)


@require_GET
def ledger(request, number):
    """One ledger: its file, and what came back of it."""
    found = by_number(queries.ledgers(request.user), number)
    returns = queries.ledger_returns(request.user).filter(ledger=found)
    return render(request, "ledgers/detail.html", {"ledger": found, "returns": returns, "accept": ACCEPTED})


@require_GET
def file(request, number):
    """The workbook as it was handed out; projects that the viewer sees no more are left out."""
    found = by_number(queries.ledgers(request.user).defer(None), number)
    require(request.user, "export.list")
    confirm_first(request, download=True)
    seen = queries.rows_of(request.user, map(int, found.cells))
    rows = [cells for key, cells in found.cells.items() if int(key) in seen]
    names = [one.name for one in assignable(request.user) if may(request.user, "project.assign")]
    response = HttpResponse(workbook(found, rows, names), content_type=SHEET_TYPE)
    response["Content-Disposition"] = content_disposition_header(
        True, f"{file_name(found.title)} {found.number}.xlsx"
    )
    response["Cache-Control"] = "no-store"
    return response


def _returned(request, back) -> LedgerReturn:
    return by_number(queries.ledger_returns(request.user), back)


@require_GET
def returned(request, back):
    """What a file would change, to be ticked; afterwards what was taken of it."""
    found = _returned(request, back)
    context = {"returned": found, "ledger": queries.handed_out(found.ledger_id), "words": wording}
    if found.status == LedgerReturn.Status.OPEN:
        context["diff"] = compared(found, viewer=request.user, today=request.today)
        return render(request, "ledgers/compare.html", context)
    return render(request, "ledgers/outcome.html", {**context, **outcome(request.user, found)})


@require_POST
def accept(request, back):
    """Take over what is ticked."""
    found, ticked = _returned(request, back), ticked_of(request.POST)
    if not ticked.columns:
        messages.error(request, _("Nothing is ticked. Tick what is to be taken over, or put the file aside."))
        return redirect("ledgers:returned", back)
    actions.accept(found, ticked, by=request.user, seen=seen_of(request), today=request.today)
    return redirect("ledgers:returned", back)


@require_POST
def undo(request, back):
    """Take it back."""
    restored, stayed = actions.undo(
        _returned(request, back), by=request.user, seen=seen_of(request), today=request.today
    )
    says = ngettext(
        "%(num)d cell has its former value again.", "%(num)d cells have their former values again.", restored
    )
    says %= {"num": restored}
    if stayed:
        left = ngettext(
            "%(num)d cell was changed since and stays.", "%(num)d cells were changed since and stay.", stayed
        )
        says += " " + left % {"num": stayed}
    messages.success(request, says)
    return redirect("ledgers:returned", back)


@require_POST
def put_aside(request, back):
    """Put a file away of which nothing is to be taken."""
    actions.put_aside(_returned(request, back), by=request.user, seen=seen_of(request))
    messages.success(request, _("The file was put aside."))
    return redirect("ledgers:list")


@require_POST
def bring_new(request, back):
    """Bring the rows without a number in as leads."""
    try:
        found = actions.bring_new(
            _returned(request, back), by=request.user, seen=seen_of(request), today=request.today
        )
    except SourceRefused as refused:
        messages.error(request, str(refused))
        return redirect("ledgers:returned", back)
    return redirect("sheets:detail", wording.sheet_number(found))
