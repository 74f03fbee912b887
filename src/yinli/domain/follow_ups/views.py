"""Pages of follow-ups: ask, assign, answer, confirm."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.sources.actions import keep_paper
from yinli.base.sources.extract import SourceRefused
from yinli.base.ui.form_page import FormPage
from yinli.base.ui.forms import seen_of
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
        "papers": queries.papers_of(follow_up),
        "marks": Marks(request.user, follow_up),
        "history": moments(request.user, follow_up),
        "may": _rights(request.user, follow_up) | {"see_enterprises": may(request.user, "enterprise.view")},
    }
    return render(request, "follow_ups/detail.html", ctx)


def _rights(user, follow_up) -> dict[str, bool]:
    found = {
        verb: may(user, f"follow_up.{verb}", follow_up) for verb in ("assign", "answer", "hand_on", "confirm")
    }
    if follow_up.kind == FollowUp.Kind.INSTRUCTION:
        found["confirm"] = found["confirm"] and follow_up.asked_by_id == user.pk
    return found


def ask(request):
    """Ask for something; the lead unit may be named later."""
    require(request.user, "follow_up.create")
    wanted = request.GET.get("project", "")
    project = by_number(projects(request.user), wanted) if wanted else None
    form = forms.AskForm(request.POST or None, viewer=request.user, project=project)
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
        request.POST or None,
        request.FILES or None,
        initial={"words": follow_up.answer, "seen": follow_up.version},
    )
    proof = _proof(request, form)
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
        answered = actions.answer(follow_up, data["words"], by=request.user, seen=data["seen"])
        if proof is not None:
            actions.add_paper(answered, proof, by=request.user)
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
    except actions.NoProof:
        messages.error(request, _("A blocker is struck off with proof. Add a paper to the answer first."))
    except ValueError:
        messages.error(request, _("Only an answered follow-up can be closed. Ask for the answer first."))
    return redirect(_page(follow_up))


def dispatch(request):
    """What a dispatch meeting goes through: every blocker not yet struck off, unit by unit; made to be printed."""
    require(request.user, "follow_up.view")
    rows = list(queries.blockers(request.user))
    groups = [(unit, list(its)) for unit, its in groupby(rows, key=lambda row: row.unit)]
    late = sum(row.status == FollowUp.Status.OPEN and row.due_on < request.today for row in rows)
    return render(request, "follow_ups/dispatch.html", {"groups": groups, "count": len(rows), "late": late})


@require_POST
def take_on(request, number):
    """One's unit has it."""
    follow_up = _one(request, number)
    actions.take_on(follow_up, by=request.user, seen=seen_of(request), today=request.today)
    messages.success(request, _("Your unit has taken it on."))
    return redirect(_page(follow_up))


def hand_on(request, number):
    """It is another unit's to answer."""
    follow_up = _one(request, number)
    require(request.user, "follow_up.hand_on", follow_up)
    if follow_up.status != FollowUp.Status.OPEN:
        return redirect(_page(follow_up))
    form = forms.HandOnForm(request.POST or None, initial={"seen": follow_up.version})
    page = FormPage(
        title=_("Hand on"),
        intro=follow_up.text,
        trail=[_home(), _crumb(follow_up)],
        done=_("Handed on; whoever asked is told."),
    )

    def write(data):
        actions.hand_on(follow_up, data["unit"], data["reason"], by=request.user, seen=data["seen"])
        return reverse("follow_ups:list")

    return page.answer(request, form, write)


def _proof(request, form):
    """The document sent along, kept; None for none, and for one that the form now says is refused."""
    if request.method != "POST" or not form.is_valid() or form.cleaned_data["file"] is None:
        return None
    file = form.cleaned_data["file"]
    try:
        return keep_paper(file.read(), file.name, by=request.user)
    except SourceRefused as refused:
        form.add_error("file", str(refused))
    return None


def _one(request, number):
    return by_number(queries.follow_ups(request.user), number)


def _home():
    return (_("Follow-ups"), reverse("follow_ups:list"))


def _page(follow_up):
    return reverse("follow_ups:detail", args=[follow_up.number])


def _crumb(follow_up):
    return (follow_up.number, _page(follow_up))
