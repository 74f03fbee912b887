"""Pages of follow-ups: ask, assign, answer, confirm."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.forms import seen_of
from yinli.domain.enterprises.forms import FormPage
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments
from yinli.domain.follow_ups import actions, forms, queries
from yinli.domain.follow_ups.lists import FollowUpList
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.queries import projects


def follow_ups(request):
    """All of them."""
    return FollowUpList(request).response()


def detail(request, number):
    """One follow-up: what is asked, who owes the answer, the answer."""
    follow_up = _one(request, number)
    # Seen as a matter handed to us: whose project it is, and whom it is about, is not ours to know.
    hidden = follow_up.project_id and not follow_up.project_open and not follow_up.project_told
    ctx = {
        "follow_up": follow_up,
        "enterprises": [] if hidden else list(follow_up.enterprises.all()),
        "sent_back": queries.sent_back_because(follow_up),
        "marks": Marks(request.user, follow_up),
        "history": moments(request.user, follow_up),
        "may": {
            verb: may(request.user, f"follow_up.{verb}", follow_up)
            for verb in ("assign", "answer", "confirm")
        }
        | {"see_enterprises": may(request.user, "enterprise.view")},
    }
    return render(request, "follow_ups/detail.html", ctx)


def ask(request):
    """Ask for something; the lead unit may be named later."""
    require(request.user, "follow_up.create")
    form = forms.AskForm(request.POST or None, viewer=request.user)
    wanted = request.GET.get("project", "")
    project = by_number(projects(request.user), wanted) if wanted else None
    page = FormPage(
        title=_("Ask for a follow-up"),
        intro=_("For project %(name)s") % {"name": project.name} if project else "",
        trail=[_home()],
        draft="follow-up",
        done=_("It is asked. Today shows it to whoever owes the answer."),
    )

    def write(data):
        return _page(actions.ask(data.pop("text"), by=request.user, project=project, **data))

    return page.answer(request, form, write)


def assign(request, number):
    """Name the unit that answers."""
    follow_up = _one(request, number)
    require(request.user, "follow_up.assign", follow_up)
    initial = {"unit": follow_up.unit, "due_on": follow_up.due_on, "seen": follow_up.version}
    form = forms.AssignForm(request.POST or None, viewer=request.user, initial=initial)
    page = FormPage(title=_("Name the lead unit"), intro=follow_up.text, trail=[_home(), _crumb(follow_up)])

    def write(data):
        actions.assign(follow_up, data["unit"], data["due_on"], by=request.user, seen=data["seen"])
        return _page(follow_up)

    return page.answer(request, form, write)


def answer(request, number):
    """Say what was done."""
    follow_up = _one(request, number)
    require(request.user, "follow_up.answer", follow_up)
    if follow_up.status == FollowUp.Status.CLOSED:
        return redirect(_page(follow_up))
    form = forms.AnswerForm(
        request.POST or None, initial={"words": follow_up.answer, "seen": follow_up.version}
    )
    wanted = queries.sent_back_because(follow_up)
    page = FormPage(
        title=_("Answer"),
        intro=_("%(asked)s Still wanted: %(wanted)s") % {"asked": follow_up.text, "wanted": wanted}
        if wanted
        else follow_up.text,
        trail=[_home(), _crumb(follow_up)],
        draft="answer",
        done=_("Answered. It is closed once whoever asked is content."),
    )

    def write(data):
        actions.answer(follow_up, data["words"], by=request.user, seen=data["seen"])
        return _page(follow_up)

    return page.answer(request, form, write)


def send_back(request, number):
    """The answer is not enough."""
    follow_up = _one(request, number)
    require(request.user, "follow_up.confirm", follow_up)
    if follow_up.status != FollowUp.Status.ANSWERED:
        return redirect(_page(follow_up))
    form = forms.SendBackForm(request.POST or None, initial={"seen": follow_up.version})
    page = FormPage(title=_("Send back"), intro=follow_up.answer, trail=[_home(), _crumb(follow_up)])

    def write(data):
        actions.send_back(follow_up, data["reason"], by=request.user, seen=data["seen"])
        return _page(follow_up)

    return page.answer(request, form, write)


@require_POST
def confirm(request, number):
    """Close an answered follow-up."""
    follow_up = _one(request, number)
    try:
        actions.confirm(follow_up, by=request.user, seen=seen_of(request))
        messages.success(request, _("The follow-up is closed."))
    except ValueError:
        messages.error(request, _("Only an answered follow-up can be closed. Ask for the answer first."))
    return redirect(_page(follow_up))


def _one(request, number):
    return by_number(queries.follow_ups(request.user), number)


def _home():
    return (_("Follow-ups"), reverse("follow_ups:list"))


def _page(follow_up):
    return reverse("follow_ups:detail", args=[follow_up.number])


def _crumb(follow_up):
    return (follow_up.number, _page(follow_up))
