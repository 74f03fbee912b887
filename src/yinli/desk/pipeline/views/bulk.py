"""One field of many projects: chosen in the list, seen before it is done, taken back afterwards."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinli.base.accounts.permissions import require
from yinli.base.history.queries import by_number
from yinli.base.ui.forms import seen_of
from yinli.desk.pipeline import bulk_edit_actions as actions
from yinli.desk.pipeline.bulk_forms import BulkForm, numbers_of
from yinli.desk.pipeline.queries import bulk_edits, words_of_change
from yinli.domain.projects.queries import projects


@require_http_methods(["GET", "POST"])
def edit(request):
    """With ?p=P000123&p=… choose a field and a value; a second look shows what would change; POST changes it."""
    require(request.user, "project.edit")
    rows = list(
        projects(request.user)
        .filter(pk__in=numbers_of(request.GET.getlist("p")))
        .order_by("name_pinyin", "pk")
    )
    form = BulkForm(
        request.user, request.today, request.POST if request.method == "POST" else _given(request)
    )
    value = form.value() if form.is_bound and form.is_valid() else None
    if request.method == "POST" and form.is_valid():
        return _done(request, form, value)
    context = {"rows": rows, "form": form, "asked": request.GET.urlencode()}
    if form.is_bound and form.is_valid():
        context |= _preview(request, rows, form.cleaned_data["field"], value)
    return render(
        request, "pipeline/bulk.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _given(request):
    return request.GET if request.GET.get("field") else None


def _preview(request, rows, field, value) -> dict:
    """Each project with its value now, and why it would stay as it is."""
    told = [
        (
            row,
            words_of_change(field, getattr(row, field)),
            actions.why_left(row, field, value, None, by=request.user),
        )
        for row in rows
    ]
    return {
        "preview": told,
        "then": words_of_change(field, value),
        "changing": sum(not why for _row, _now, why in told),
        "seen": [(row.pk, row.version) for row, _now, why in told if not why],
    }


def _done(request, form, value):
    seen = dict(form.seen())
    made = actions.edit_many(seen, form.cleaned_data["field"], value, by=request.user, today=request.today)
    count = len(made.changes)
    messages.success(
        request,
        ngettext("%(num)d project is changed.", "%(num)d projects are changed.", count) % {"num": count},
    )
    return redirect("pipeline:bulk_done", made.number)


@require_GET
def done(request, number):
    """What was changed, what stayed, and the way back."""
    made = by_number(bulk_edits(request.user), number)
    keys = [key for key, _before, _after in made.changes]
    rows = {
        row.pk: row
        for row in projects(request.user).filter(pk__in=[*keys, *(key for key, _why in made.left)])
    }
    context = {
        "made": made,
        "changed": [
            (
                rows[key],
                words_of_change(made.field, before, kept=True),
                words_of_change(made.field, after, kept=True),
            )
            for key, before, after in made.changes
            if key in rows
        ],
        "left": [(rows[key], why) for key, why in made.left if key in rows],
    }
    return render(request, "pipeline/bulk_done.html", context)


@require_POST
def undo(request, number):
    """Take it back."""
    made = by_number(bulk_edits(request.user), number)
    try:
        back, stayed = actions.undo(
            made, by=request.user, seen=seen_of(request), now=timezone.now(), today=request.today
        )
        says = ngettext("Taken back on %(num)d project.", "Taken back on %(num)d projects.", back) % {
            "num": back
        }
        if stayed:
            says += " " + ngettext(
                "%(num)d was changed since and stays.", "%(num)d were changed since and stay.", stayed
            ) % {"num": stayed}
        messages.success(request, says)
    except actions.NothingToUndo:
        messages.error(request, _("This was taken back already."))
    return redirect(reverse("pipeline:bulk_done", args=[made.number]))
