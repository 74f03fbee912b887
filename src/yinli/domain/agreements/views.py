"""Pages of agreements."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.accounts.stepup import confirm_first
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage
from yinli.core.label import in_language
from yinli.core.workflow import stages
from yinli.domain.agreements import actions, forms, queries
from yinli.domain.agreements.lists import AgreementList
from yinli.domain.agreements.models import Agreement
from yinli.domain.agreements.rules import stage_opened
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments
from yinli.domain.projects.queries import facts_in_force, projects

# What decides who may move the agreement's project.
PROJECT = ("project__lead_unit", "project__reporting_unit", "project__officer__unit")


def agreements(request):
    """All of them."""
    return AgreementList(request).response()


def detail(request, number):
    """One agreement: what it is, who signs, who promised what, and where that was read."""
    agreement = by_number(queries.agreements(request.user).select_related(*PROJECT), number)
    ctx = {
        "agreement": agreement,
        "parties": [party.enterprise for party in agreement.parties.all()],
        "commitments": list(agreement.commitments.all()),
        "marks": Marks(request.user, agreement),
        "history": moments(request.user, agreement),
        "may_edit": may(request.user, "agreement.edit", agreement),
        "may_verify": _may_verify(request.user, agreement),
    }
    return render(request, "agreements/detail.html", ctx)


def add(request):
    """Write down an agreement as claimed."""
    require(request.user, "agreement.create")
    wanted = request.GET.get("project", "")
    project = by_number(projects(request.user), wanted) if wanted else None
    parties = [project.enterprise] if project else request.GET.get("enterprise", "")
    initial = {"project": project, "parties": parties}
    form = forms.AgreementForm(request.POST or None, viewer=request.user, initial=initial)
    page = FormPage(
        title=_("Add an agreement"),
        intro=_("It stands as claimed until somebody has seen the paper."),
        trail=[_home()],
        draft="agreement",
        done=_("The agreement is written down as claimed."),
    )

    def write(data):
        return _page(actions.add_agreement(data.pop("title"), data.pop("parties"), by=request.user, **data))

    return page.answer(request, form, write)


def edit(request, number):
    """Change an agreement."""
    agreement = _editable(request, number)
    initial = {name: getattr(agreement, name) for name in actions.EDITABLE} | {"seen": agreement.version}
    form = forms.AgreementEditForm(
        request.POST or None, viewer=request.user, record=agreement, initial=initial
    )
    page = FormPage(title=_("Change the agreement"), trail=[_home(), _crumb(agreement)])

    def write(data):
        actions.edit_agreement(agreement, by=request.user, **data)
        return _page(agreement)

    return page.answer(request, form, write)


def _may_verify(user, agreement) -> bool:
    """Verifying moves the project, so it takes the right to move it as well."""
    moves = agreement.project is None or may(user, "project.advance", agreement.project)
    return moves and may(user, "agreement.edit", agreement)


def verify(request, number):
    """Somebody saw the paper: fix its kind and its day. The page says which stage each kind opens."""
    agreement = _editable(request, number)
    if agreement.project:
        require(request.user, "project.advance", agreement.project)
    confirm_first(request)
    known = agreement.kind if agreement.kind != Agreement.Kind.UNKNOWN else None
    initial = {"kind": known, "signed_on": agreement.signed_on, "seen": agreement.version}
    form = forms.VerifyForm(request.POST or None, initial=initial)
    page = FormPage(
        title=_("Verify against the paper"),
        intro=agreement.title,
        trail=[_home(), _crumb(agreement)],
        save=_("Verify"),
        done=_("Verified."),
        template="agreements/verify.html",
        extra={"agreement": agreement, "opens": _opens(agreement)},
    )

    def write(data):
        actions.verify(agreement, data["kind"], data["signed_on"], by=request.user, seen=data["seen"])
        return _page(agreement)

    return page.answer(request, form, write)


def _opens(agreement) -> list[tuple[str, str]]:
    """(kind of paper, stage that its project reaches by it, "" for none), in words."""
    project = agreement.project
    if project is None:
        return []
    held = set(facts_in_force(project))
    found = []
    for kind, words in forms.VerifyForm.base_fields["kind"].choices:
        stage = stage_opened(project.track, project.stage, held, kind)
        found.append((words, _stage_words(stage, project.track) if stage else ""))
    return found


def _stage_words(stage: str, track: str) -> str:
    return in_language(stages().label(stage, track), get_language() or "zh")


def add_commitment(request, number):
    """Who promised what by when."""
    agreement = _editable(request, number)
    form = forms.CommitmentForm(request.POST or None)
    page = FormPage(title=_("Add a commitment"), trail=[_home(), _crumb(agreement)], draft="commitment")

    def write(data):
        actions.add_commitment(agreement, data.pop("text"), by=request.user, **data)
        return _page(agreement)

    return page.answer(request, form, write)


def keep_commitment(request, number, commitment):
    """The promise was kept."""
    agreement = _editable(request, number)
    promise = get_object_or_404(agreement.commitments.select_related("agreement"), pk=commitment)
    form = forms.KeptForm(request.POST or None, initial={"kept_on": promise.kept_on or request.today})
    page = FormPage(
        title=_("The commitment was kept"), intro=promise.text, trail=[_home(), _crumb(agreement)]
    )

    def write(data):
        actions.keep_commitment(promise, data["kept_on"], by=request.user)
        return _page(agreement)

    return page.answer(request, form, write)


def _editable(request, number) -> Agreement:
    agreement = by_number(queries.agreements(request.user), number)
    require(request.user, "agreement.edit", agreement)
    return agreement


def _home():
    return (_("Agreements"), reverse("agreements:list"))


def _page(agreement):
    return reverse("agreements:detail", args=[agreement.number])


def _crumb(agreement):
    return (agreement.title, _page(agreement))
