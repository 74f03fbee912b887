"""Merging two projects, parting one, and taking either back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import require
from yinli.base.history.queries import by_number
from yinli.base.ui.forms import MergeForm, seen_of
from yinli.desk.pipeline import regrouping_queries as queries
from yinli.desk.pipeline.plan_forms import SplitForm
from yinli.desk.pipeline.views.asking import project_of
from yinli.desk.pipeline.words import project_page
from yinli.domain.projects import merge_actions

PARTS = {
    "facts": gettext_lazy("Dated facts"),
    "amounts": gettext_lazy("Amounts as stated"),
    "agreements": gettext_lazy("Agreements"),
    "visits": gettext_lazy("Visits"),
    "follow_ups": gettext_lazy("Follow-ups"),
}


@require_GET
def merge_with(request, number):
    """Choose the other project."""
    project = project_of(request, number)
    require(request.user, "project.merge", project)
    partners = queries.partners(request.user, project)[:50]
    return render(request, "pipeline/merge_with.html", {"project": project, "partners": partners})


@require_http_methods(["GET", "POST"])
def merge(request, number, other):
    """See what merging into the other project would do, and merge."""
    project = project_of(request, number)
    require(request.user, "project.merge", project)
    target = by_number(queries.partners(request.user, project), other)
    initial = {"seen": project.version, "target_seen": target.version}
    form = MergeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _merged(request, project, target, form.cleaned_data)
    context = {
        "project": project,
        "target": target,
        "form": form,
        "preview": queries.preview(request.user, project, target),
    }
    return render(request, "pipeline/merge.html", context)


def _merged(request, project, target, given):
    try:
        seen = (given["seen"], given["target_seen"])
        merge_actions.merge(project, target, by=request.user, seen=seen, today=request.today)
    except merge_actions.RegroupingRefused as refused:
        messages.error(request, why_not(refused))
        return redirect(project_page(project))
    messages.success(
        request, _("“%(name)s” is merged into this project. It can be taken back.") % {"name": project.name}
    )
    return redirect(project_page(target))


@require_http_methods(["GET", "POST"])
def split(request, number):
    """A name for the new half, and what goes with it."""
    project = project_of(request, number)
    require(request.user, "project.merge", project)
    parts = queries.parts_of(request.user, project)
    form = SplitForm(parts, PARTS, request.POST or None, initial={"seen": project.version})
    if request.method == "POST" and form.is_valid():
        return _parted(request, project, form)
    context = {"project": project, "form": form, "parts": [kind for kind, _rows in parts]}
    return render(request, "pipeline/split.html", context, status=422 if form.errors else 200)


def _parted(request, project, form):
    part = merge_actions.Part(form.cleaned_data["name"], form.chosen())
    seen = form.cleaned_data["seen"]
    try:
        done = merge_actions.split(project, part, by=request.user, seen=seen, today=request.today)
    except merge_actions.RegroupingRefused as refused:
        messages.error(request, why_not(refused))
        return redirect(project_page(project))
    messages.success(request, _("Split off “%(name)s”. It can be taken back.") % {"name": project.name})
    return redirect(project_page(done.target))


@require_POST
def undo(request, number, regrouping):
    """Take a merger or a parting back."""
    project = project_of(request, number)
    found = by_number(queries.regroupings(request.user), regrouping)
    if project.pk not in (found.origin_id, found.target_id):
        raise Http404(regrouping)
    try:
        merge_actions.undo(found, by=request.user, seen=seen_of(request), today=request.today)
        messages.success(request, _("Taken back."))
    except merge_actions.RegroupingRefused as refused:
        messages.error(request, why_not(refused))
    return redirect(project_page(found.origin))


def why_not(refused: merge_actions.RegroupingRefused) -> str:
    """Why projects are not regrouped, and what to do."""
    return {
        "same": _("A project cannot be merged with itself."),
        "merged": _("One of the projects was merged into another already. Open that one."),
        "investors": _(
            "These projects are of different investors. If the enterprises are one, merge the enterprises first."
        ),
        "undone": _("This was taken back already."),
        "merged_on": _("The project was merged into another afterwards. Take that back first."),
    }[refused.code]
