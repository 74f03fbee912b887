"""Moving a project: a drop on the board, or a stage chosen on its page. Gates ask for what they lack."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from yinli.base.accounts.permissions import require
from yinli.base.ui.forms import seen_of
from yinli.core.workflow import MoveRefused, stages
from yinli.desk.pipeline.forms import GateForm, ReasonForm
from yinli.desk.pipeline.views.asking import Question, answered, project_of
from yinli.domain.projects.actions import advance, move_back
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import facts_in_force
from yinli.domain.projects.wording import stage_words

# What a dialog can supply; any other refusal is final and puts the card back.
CURABLE = ("missing", "needs_reason")


@require_http_methods(["GET", "POST"])
def move(request, number):
    """POST from a board moves at once, or sends the board to `asked`; otherwise the gate's own form."""
    project = project_of(request, number)
    require(request.user, "project.advance", project)
    to = request.POST.get("to") or request.GET.get("to", "")
    if request.method == "POST" and "asked" not in request.POST:
        return _dropped(request, project, to)
    return _form(request, project, to, from_board=request.POST.get("asked") == "board")


@require_GET
def asked(request):
    """The dialog a dropped card waits for; card and lane stand in the fragment of the board's address."""
    fragment = urlsplit(request.htmx.current_url or "").fragment if request.htmx else ""
    verb, _slash, rest = fragment.partition("/")
    number, _slash, to = rest.partition("/")
    if verb != "move" or not to:
        return HttpResponse(status=204)
    project = project_of(request, number)
    require(request.user, "project.advance", project)
    return _form(request, project, to, from_board=True)


def _dropped(request, project: Project, to: str):
    try:
        moved = advance(project, to, by=request.user, seen=seen_of(request), today=request.today)
    except MoveRefused as refused:
        if refused.code not in CURABLE:
            raise
        return HttpResponseClientRedirect(f"#move/{project.number}/{to}")
    return HttpResponse(status=204, headers={"X-Version": moved.version})


def _form(request, project: Project, to: str, from_board: bool):
    track, held = project.track, facts_in_force(project)
    gates = stages().missing(track, to, held)
    if project.stage == to:
        raise MoveRefused("same_stage", track, to)
    if stages().is_back(track, project.stage, to):
        return _back(request, project, to, from_board)
    return _forward(request, project, (to, gates), from_board)


def _forward(request, project: Project, wanted: tuple, from_board: bool):
    to, gates = wanted
    form = GateForm(gates, request.today, request.POST or None, initial={"seen": project.version})
    title = _("Move to “%(stage)s”") % {"stage": stage_words(to, project.track)}
    text = _("This stage is reached by a dated fact. What happened, and on which day?")

    def act():
        seen = form.cleaned_data["seen"]
        moved = advance(project, to, by=request.user, seen=seen, today=request.today, facts=form.facts())
        _say(request, moved)

    return answered(
        request, project, form, Question(title, _("Move on"), text, to=to, from_board=from_board), act
    )


def _back(request, project: Project, to: str, from_board: bool):
    form = ReasonForm("back", request.POST or None, initial={"seen": project.version})
    title = _("Move back to “%(stage)s”") % {"stage": stage_words(to, project.track)}
    text = _("The facts beyond this stage are withdrawn and stay to be seen. Why does it move back?")

    def act():
        given = form.cleaned_data
        moved = move_back(
            project, to, given["reason"], by=request.user, seen=given["seen"], today=request.today
        )
        moved.refresh_from_db()
        _say(request, moved)

    return answered(
        request, project, form, Question(title, _("Move back"), text, to=to, from_board=from_board), act
    )


def _say(request, project: Project) -> None:
    told = {"name": project.name, "stage": stage_words(project.stage, project.track)}
    messages.success(request, _("“%(name)s” now stands at “%(stage)s”.") % told)
