"""Changing a project: next step, facts, amounts, stopping and taking up again, who may see it."""

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yinli.base.accounts.permissions import require
from yinli.desk.pipeline import forms
from yinli.desk.pipeline.views.asking import Question, answered, project_of
from yinli.domain.projects import actions
from yinli.domain.projects.queries import facts_in_force
from yinli.domain.projects.wording import fact_words

asks = require_http_methods(["GET", "POST"])


@asks
def next_step(request, number):
    """Say what comes next and by when."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    late = project.next_step_due_on is None or project.next_step_due_on < request.today
    initial = {"seen": project.version, "next_step": project.next_step}
    initial["due_on"] = None if late else project.next_step_due_on
    form = forms.NextStepForm(request.today, request.POST or None, initial=initial)

    def act():
        given = form.cleaned_data
        actions.set_next_step(
            project, given["next_step"], given["due_on"], by=request.user, seen=given["seen"]
        )
        messages.success(request, _("The next step is set."))

    return answered(request, project, form, Question(_("Next step"), _("Save")), act)


@asks
def add_fact(request, number):
    """Write down a dated fact; the stage follows by itself."""
    project = project_of(request, number)
    require(request.user, "project.advance", project)
    form = forms.FactForm(facts_in_force(project), request.today, request.POST or None)

    def act():
        given = form.cleaned_data
        actions.add_fact(project, given["kind"], given["on"], by=request.user, note=given["note"])
        messages.success(request, _("“%(fact)s” is recorded.") % {"fact": fact_words(given["kind"])})

    text = _("Facts may come in any order. The stage follows by itself.")
    return answered(request, project, form, Question(_("Record a dated fact"), _("Record"), text), act)


@asks
def withdraw_fact(request, number, kind):
    """Take back a fact that proved wrong."""
    project = project_of(request, number)
    require(request.user, "project.advance", project)
    form = forms.ReasonForm("back", request.POST or None, initial={"seen": project.version})

    def act():
        reason, seen = form.cleaned_data["reason"], form.cleaned_data["seen"]
        actions.withdraw_fact(project, kind, reason, by=request.user, seen=seen, today=request.today)
        messages.success(request, _("“%(fact)s” is withdrawn.") % {"fact": fact_words(kind)})

    title = _("Withdraw “%(fact)s”") % {"fact": fact_words(kind)}
    text = _("The stage may fall back with it. The fact stays to be seen in the history.")
    return answered(request, project, form, Question(title, _("Withdraw"), text, "danger"), act)


@asks
def amount(request, number):
    """Write down an amount as it was stated."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    form = forms.AmountForm(request.user, project, request.POST or None)

    def act():
        stated = form.cleaned_data["amount"]
        kept = {"original": stated.original, "currency": stated.currency, "bound": stated.bound}
        basis = form.cleaned_data["basis"]
        actions.state_amount(project, basis, stated.yuan, by=request.user, today=request.today, **kept)
        messages.success(request, _("The amount is recorded."))

    text = _("The newest statement of each kind counts; earlier ones stay to be seen.")
    return answered(request, project, form, Question(_("Record an amount"), _("Record"), text), act)


STOPS = {"paused": "pause", "lost": "lost", "withdrawn": "withdrawn"}


@asks
def stop(request, number, status):
    """Pause a project, or close it as lost or withdrawn."""
    if status not in STOPS:
        raise Http404(status)
    project = project_of(request, number)
    require(request.user, "project.close", project)
    form = forms.ReasonForm(STOPS[status], request.POST or None, initial={"seen": project.version})

    def act():
        given = form.cleaned_data
        actions.stop(project, status, given["reason"], by=request.user, seen=given["seen"])
        messages.success(request, _("Saved."))

    return answered(request, project, form, _stop_question(status), act)


def _stop_question(status: str) -> Question:
    title, save = {
        "paused": (_("Pause this project?"), _("Pause")),
        "lost": (_("Close this project as lost?"), _("Close as lost")),
        "withdrawn": (_("Withdraw this project?"), _("Withdraw")),
    }[status]
    text = _("It stays in the books and can be taken up again.")
    return Question(title, save, text, "primary" if status == "paused" else "danger")


@asks
def resume(request, number):
    """Take a stopped project up again, with what comes next."""
    project = project_of(request, number)
    require(request.user, "project.reopen", project)
    form = forms.NextStepForm(request.today, request.POST or None, initial={"seen": project.version})

    def act():
        given = form.cleaned_data
        actions.resume(project, given["next_step"], given["due_on"], by=request.user, seen=given["seen"])
        messages.success(request, _("The project moves again."))

    text = _("An active project always has a next step and its day.")
    return answered(request, project, form, Question(_("Take the project up again"), _("Take up"), text), act)


@asks
def protect(request, number):
    """Make a project confidential, or change who is named on it."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    named = [request.user.pk, *project.named_people.values_list("pk", flat=True)]
    initial = {"seen": project.version, "people": named}
    form = forms.ProtectForm(request.user, request.POST or None, initial=initial)

    def act():
        given = form.cleaned_data
        actions.protect(project, given["people"], by=request.user, seen=given["seen"])
        messages.success(request, _("The project is confidential now."))

    text = _("Only these people, its officer and its leader will see it, whatever their role.")
    return answered(
        request, project, form, Question(_("Make it confidential"), _("Make confidential"), text), act
    )


@asks
def open_up(request, number):
    """End confidentiality."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    form = forms.SeenForm(request.POST or None, initial={"seen": project.version})

    def act():
        actions.open_up(project, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("The project is open again."))

    text = _("Everybody whose role allows it will see this project again.")
    return answered(request, project, form, Question(_("End confidentiality?"), _("End it"), text), act)
