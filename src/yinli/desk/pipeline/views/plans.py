"""What lies ahead of a project: days planned, the checklist, papers that prove a fact."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yinli.base.accounts.permissions import require
from yinli.base.sources.actions import keep_paper
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.forms import seen_of
from yinli.desk.pipeline.ahead import plan_of
from yinli.desk.pipeline.plan_forms import PaperForm, PlanForm
from yinli.desk.pipeline.views.asking import Question, answered, project_of
from yinli.desk.pipeline.words import project_page
from yinli.domain.projects import paper_actions, plan_actions
from yinli.domain.projects.queries import facts_in_force
from yinli.domain.projects.wording import fact_words, paper_words

asks = require_http_methods(["GET", "POST"])


@asks
def plan(request, number):
    """Days for the facts to come."""
    project = project_of(request, number)
    require(request.user, "project.edit", project)
    planned = plan_of(project, facts_in_force(project))
    form = PlanForm(planned, request.today, request.POST or None, initial={"seen": project.version})

    def act():
        given = form.cleaned_data
        plan_actions.plan(project, form.days(), by=request.user, seen=given["seen"], note=given["note"])
        messages.success(request, _("The plan is kept."))

    text = _("An empty day is not planned. The first day you plan stays beside later ones.")
    return answered(request, project, form, Question(_("Plan days"), _("Save"), text), act)


@require_POST
def tick(request, number, check):
    """Tick a thing of the checklist off, or on again."""
    project = project_of(request, number)
    done = request.POST.get("done") != "no"
    try:
        plan_actions.tick(project, check, by=request.user, today=request.today, done=done)
    except plan_actions.UnknownCheck as unknown:
        raise Http404(check) from unknown
    return redirect(project_page(project))


@asks
def paper(request, number, kind):
    """Lay a paper to a fact."""
    project, fact = _fact(request, number, kind)
    require(request.user, "project.advance", project)
    form = PaperForm(fact, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _keep(request, fact, form)

    def act():
        messages.success(request, _("The paper is kept with “%(fact)s”.") % {"fact": fact_words(kind)})

    title = _("Paper for “%(fact)s”") % {"fact": fact_words(kind)}
    return answered(request, project, form, Question(title, _("Keep it")), act)


def _keep(request, fact, form) -> None:
    file = form.cleaned_data["file"]
    try:
        source = keep_paper(file.read(), file.name, by=request.user)
    except SourceRefused as refused:
        form.add_error("file", str(refused))
        return
    paper_actions.attach_paper(fact, form.cleaned_data["kind"], source, by=request.user)


@require_POST
def verify(request, number, kind):
    """Say that one saw the papers of a fact."""
    project, fact = _fact(request, number, kind)
    try:
        paper_actions.verify_fact(fact, by=request.user, seen=seen_of(request))
        messages.success(request, _("“%(fact)s” is verified.") % {"fact": fact_words(kind)})
    except paper_actions.NotProved as refused:
        messages.error(request, not_proved(refused))
    return redirect(project_page(project))


def not_proved(refused: paper_actions.NotProved) -> str:
    """Why a fact is not verified, and what to do."""
    if refused.code == "papers":
        lacking = _(", ").join(map(paper_words, refused.missing))
        return _("Not verified: these papers are not there yet: %(papers)s. Add them first.") % {
            "papers": lacking
        }
    return {
        "own_report": _("You reported this yourself: somebody else has to see the papers."),
        "withdrawn": _("This fact was withdrawn: there is nothing to verify."),
    }.get(refused.code, _("This paper proves something else."))


def _fact(request, number, kind):
    project = project_of(request, number)
    fact = facts_in_force(project).get(kind)
    if fact is None:
        raise Http404(kind)
    return project, fact
