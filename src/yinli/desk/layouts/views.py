"""Pages of layouts: those there are, one brought in, a list of projects written into one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.accounts.stepup import confirm_first
from yinli.base.history.queries import by_number
from yinli.base.sources import store
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.forms import seen_of
from yinli.base.ui.sheets import SHEET_TYPE, file_name
from yinli.core.ledger_table import ledger_table
from yinli.core.sheets.layout import LayoutWrong, fill
from yinli.desk.layouts import actions, queries, wording
from yinli.desk.layouts.example import example
from yinli.desk.layouts.forms import LayoutForm
from yinli.desk.pipeline.project_list import ProjectList


@require_http_methods(["GET", "HEAD", "POST"])
def layouts(request):
    """The layouts, each filled in with the projects that the address names; below them the box for a new one."""
    require(request.user, "layout.view")
    form = LayoutForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        messages.success(request, _("The layout is there for everybody."))
        return redirect(request.get_full_path())
    found = ProjectList(request)
    rows = [(one, may(request.user, "layout.edit", one)) for one in queries.layouts(request.user)]
    context = {
        "layouts": rows, "form": form, "may_add": may(request.user, "layout.create"), "found": found,
        "asked": request.GET.urlencode(), "words": wording, "most": ledger_table().most_rows,
        "back": f"{reverse('pipeline:list')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "layouts/list.html", context, status=422 if form.errors else 200)


def _added(request, form) -> bool:
    file = form.cleaned_data["file"]
    try:
        actions.add_layout(form.cleaned_data["name"], file.read(), file.name, by=request.user)
    except SourceRefused as refused:
        form.add_error("file", str(refused))
    except LayoutWrong as wrong:
        form.add_error("file", wording.wrong_words(wrong))
    return not form.errors


@require_GET
def filled(request, number):
    """The layout with the projects of the list, as a download."""
    layout = by_number(queries.layouts(request.user), number)
    require(request.user, "export.list")
    confirm_first(request, download=True)
    most = ledger_table().most_rows
    rows = list(ProjectList(request).rows[: most + 1])
    if len(rows) > most:
        messages.error(request, _("These are too many projects. Narrow the list first."))
        return redirect(f"{reverse('layouts:list')}?{request.GET.urlencode()}")
    once = queries.once_of(request.user, rows, request.today)
    data = store.get(layout.source.sha256, layout.source.subject_id)
    try:
        done = fill(data, queries.values_of(request.user, rows, request.today), once)
    except LayoutWrong as wrong:
        messages.error(request, wording.wrong_words(wrong))
        return redirect(f"{reverse('layouts:list')}?{request.GET.urlencode()}")
    return _download(done, f"{layout.name} {request.today}")


@require_GET
def blank(request):
    """A workbook to begin with: every word in its place."""
    require(request.user, "layout.view")
    return _download(example(), _("Layout to begin with"))


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=SHEET_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(name)}.xlsx")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def put_away(request, number):
    """Offer it no longer."""
    layout = by_number(queries.layouts(request.user), number)
    actions.put_away(layout, by=request.user, seen=seen_of(request))
    messages.success(request, _("The layout was put away."))
    return redirect("layouts:list")
