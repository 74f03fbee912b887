"""Pages on which it is said by which channel a project came, and what is paid for it."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage, FormRefused
from yinli.domain.channels import attribution_actions, award_actions, forms, queries, wording
from yinli.domain.channels.lists import AwardList
from yinli.domain.channels.views.frame import acted, kept
from yinli.domain.enterprises.wording import moments
from yinli.domain.projects.queries import projects

asks = require_http_methods(["GET", "POST"])


@asks
def attribute(request, project):
    """By which channel a project came."""
    project = by_number(projects(request.user), project)
    require(request.user, "project.attribute", project)
    now = queries.attribution_of(request.user, project)
    initial = {"seen": project.version, "channel": now.channel if now else None}
    form = forms.AttributeForm(request.POST or None, viewer=request.user, initial=initial)

    def write(data):
        given = {"seen": data["seen"], "today": request.today}
        origin = attribution_actions.Origin(data["channel"], data["why"])
        acted(attribution_actions.attribute, request, project, origin, **given)
        return _project_page(project)

    trail = [(_("Projects"), reverse("pipeline:list")), (project.name, _project_page(project))]
    page = FormPage(title=_("By which channel it came"), intro=project.name, trail=trail)
    return page.answer(request, form, write)


def awards(request):
    """All of them."""
    return AwardList(request).response()


def award(request, award):
    """One payment: how it was reckoned, who proposed, agreed and paid."""
    found = by_number(queries.awards(request.user), award)
    ctx = {
        "award": found,
        "scheme": wording.scheme_words(found.scheme),
        "basis": wording.basis_of(found),
        "bands": wording.bands_of(found),
        "steps": wording.steps_of(found),
        "agreed_yuan": Decimal(found.reckoning["agreed_yuan"]),
        "may": {
            "decide": may(request.user, "award.decide", found) and found.proposed_by_id != request.user.pk,
            "pay": may(request.user, "award.pay", found),
        },
        "moments": moments(request.user, found),
    }
    return render(request, "channels/award.html", ctx)


@require_POST
def propose(request, project, scheme):
    """Propose what is due for a project."""
    project = by_number(projects(request.user), project)
    attribution = queries.attribution_of(request.user, project)
    if attribution is None:
        raise Http404(project.number)
    attribution.project = project
    try:
        made = acted(award_actions.propose, request, attribution, scheme, today=request.today)
    except FormRefused as refused:
        messages.error(request, str(refused))
        return redirect(_project_page(project))
    messages.success(request, _("Proposed. Another person of the bureau agrees to it before it is paid."))
    return redirect(wording.award_page(made))


@asks
def decide(request, award):
    """Agree to it, or refuse it."""
    found = by_number(queries.awards(request.user), award)
    require(request.user, "award.decide", found)
    form = forms.DecideForm(request.POST or None, initial={"seen": found.version})

    def write(data):
        given = {"seen": data["seen"], "today": request.today}
        decision = award_actions.Decision(data["grant"] == "yes", data["words"])
        acted(award_actions.decide, request, found, decision, **given)
        return wording.award_page(found)

    return _page_of(found, _("Decide on the payment")).answer(request, form, write)


@asks
def pay(request, award):
    """It was paid."""
    found = by_number(queries.awards(request.user), award)
    require(request.user, "award.pay", found)
    initial = {"seen": found.version, "paid_on": request.today}
    form = forms.PayForm(request.POST or None, request.FILES or None, initial=initial)

    def write(data):
        given = {"seen": data["seen"], "today": request.today}
        paid = award_actions.Paid(data["paid_on"], kept(request, data["proof"]))
        acted(award_actions.pay, request, found, paid, **given)
        return wording.award_page(found)

    return _page_of(found, _("Write down that it was paid")).answer(request, form, write)


def _page_of(found, title: str) -> FormPage:
    trail = [(_("Rewards and shares"), reverse("channels:awards")), (found.number, wording.award_page(found))]
    return FormPage(title=title, intro=found.project.name, trail=trail)


def _project_page(project) -> str:
    return reverse("pipeline:detail", args=[project.number])
