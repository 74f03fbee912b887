"""A new lead, in fifteen seconds on a phone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yinli.base.accounts.permissions import require
from yinli.base.history.queries import by_number
from yinli.base.ui.showing import day
from yinli.desk.pipeline.actions import AlreadyReported, NobodyOnDuty, open_lead
from yinli.desk.pipeline.forms import LeadForm
from yinli.desk.pipeline.queries import known_like
from yinli.domain.enterprises.queries import enterprises
from yinli.domain.first_report.actions import Clash, note_probe
from yinli.domain.first_report.queries import told_of


@require_http_methods(["GET", "POST"])
def new(request):
    """The form; on the enterprise's own page `?enterprise=E000001` fills it in."""
    require(request.user, "project.create")
    number = request.POST.get("known") or request.GET.get("enterprise", "")
    known = by_number(enterprises(request.user), number) if number else None
    form = LeadForm(request.user, _typed(request, known), initial={"enterprise": known.name if known else ""})
    opened = _opened(request, form, known) if request.method == "POST" and form.is_valid() else None
    if opened:
        told = {"step": opened.next_step, "day": day(opened.next_step_due_on)}
        messages.success(request, _("The lead is open. Next: %(step)s, by %(day)s.") % told)
        _tell_of_others(request, opened)
        return redirect("pipeline:detail", opened.number)
    asked = form["enterprise"].value() or ""
    context = {
        "form": form,
        "known": known_like(asked, request.user, request.today),
        "refused": getattr(form, "refused", None),
        "clashes": getattr(form, "clashes", ""),
    }
    return render(request, "pipeline/new.html", context, status=422 if form.errors else 200)


def _tell_of_others(request, project) -> None:
    """Say that units of others hold reports of the same investor or its group: no clash, but good to know."""
    if told_of(project.enterprise, project.reporting_unit, request.today):
        says = _("Another unit holds a report of this investor or its group for another project.")
        messages.info(request, says)


@require_GET
def known(request):
    """While typing: enterprises already known under such a name, and what is going on with them."""
    require(request.user, "project.create")
    found = known_like(request.GET.get("enterprise", ""), request.user, request.today)
    return render(request, "pipeline/_known.html", {"known": found})


def _typed(request, known):
    """What was sent; where a known enterprise was picked, its name stands for what was typed."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if known:
        typed["enterprise"] = known.name
    return typed


def _opened(request, form, known):
    """The new project, or None with the refusal written on the form."""
    given = form.cleaned_data
    enterprise = known or given["enterprise"]
    try:
        return open_lead(given["name"], enterprise, by=request.user, today=request.today, **form.values())
    except Clash as clash:
        met = note_probe(clash.report, given["name"], by=request.user, now=timezone.now())
        form.clashes = f"{reverse('first_report:dispute_new')}?met={met.pk}"
        form.add_error(None, str(clash))
    except (AlreadyReported, NobodyOnDuty) as refused:
        form.refused = getattr(refused, "project", None)
        form.add_error(None, str(refused))
    return None
