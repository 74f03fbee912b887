"""Pages of talents and certificates."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.personal.queries import refuse_erased
from yinli.base.ui.form_page import FormPage
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments
from yinli.domain.talents import actions, forms, queries
from yinli.domain.talents.lists import CertificateList, TalentList
from yinli.domain.talents.models import Talent


def talents(request):
    """All of them."""
    return TalentList(request).response()


def certificates(request):
    """The certificate file."""
    require(request.user, "certificate.view")
    return CertificateList(request).response()


def detail(request, number):
    """One person: who, where, on what ground introduced, put forward to what."""
    talent = by_number(queries.talent_page(request.user), number)
    ctx = {
        "talent": talent,
        "nominations": list(queries.nominations_of(request.user, talent)),
        "marks": Marks(request.user, talent),
        "history": moments(request.user, talent),
        "may_edit": may(request.user, "talent.edit", talent),
    }
    return render(request, "talents/detail.html", ctx)


def add(request):
    """A person won, once a person."""
    require(request.user, "talent.create")
    initial = {"employer": request.GET.get("employer", "")}
    form = forms.TalentForm(request.POST or None, viewer=request.user, initial=initial)
    page = FormPage(title=_("Add a person"), trail=[_home()], done=_("The person stands in the book."))

    def write(data):
        key = actions.person_key(data.pop("identity"))
        talent, _is_new = actions.add_talent(data.pop("name"), key, by=request.user, **data)
        return _page(talent)

    return page.answer(request, form, write)


def edit(request, number):
    """Change what is known."""
    talent = _editable(request, number)
    refuse_erased(talent.subject)
    initial = {name: getattr(talent, name) for name in actions.EDITABLE} | {"seen": talent.version}
    form = forms.TalentEditForm(request.POST or None, viewer=request.user, initial=initial)
    page = FormPage(title=_("Change %(name)s") % {"name": talent.name}, trail=[_home(), _crumb(talent)])

    def write(data):
        actions.edit_talent(talent, by=request.user, **data)
        return _page(talent)

    return page.answer(request, form, write)


def introduce(request, number):
    """The person counts as introduced."""
    talent = _editable(request, number)
    initial = {
        "introduced_on": talent.introduced_on or talent.first_insured_on or request.today,
        "ground": talent.ground,
        "seen": talent.version,
    }
    form = forms.IntroduceForm(request.POST or None, talent=talent, initial=initial)
    page = FormPage(title=_("Count as introduced"), intro=talent.name, trail=[_home(), _crumb(talent)])

    def write(data):
        actions.introduce(talent, data["introduced_on"], data["ground"], by=request.user, seen=data["seen"])
        return _page(talent)

    return page.answer(request, form, write)


def nominate(request, number):
    """Put the person forward to a programme."""
    talent = _editable(request, number)
    form = forms.NominateForm(request.POST or None, talent=talent, initial={"submitted_on": request.today})
    page = FormPage(title=_("Put forward"), intro=talent.name, trail=[_home(), _crumb(talent)])

    def write(data):
        actions.nominate(talent, data.pop("programme"), data.pop("batch"), by=request.user, **data)
        return _page(talent)

    return page.answer(request, form, write)


def settle(request, number, nomination):
    """How a nomination ended."""
    talent = _editable(request, number)
    found = get_object_or_404(talent.nominations.select_related("talent"), pk=nomination)
    initial = {"result": found.result, "shortlisted_on": found.shortlisted_on, "seen": talent.version}
    form = forms.ResultForm(request.POST or None, initial=initial)
    page = FormPage(title=_("Result"), intro=f"{talent.name} · {found}", trail=[_home(), _crumb(talent)])

    def write(data):
        actions.settle(found, data.pop("result"), by=request.user, **data)
        return _page(talent)

    return page.answer(request, form, write)


def _editable(request, number) -> Talent:
    talent = by_number(queries.talents(request.user), number)
    require(request.user, "talent.edit", talent)
    return talent


def _home():
    return (_("Talent"), reverse("talents:list"))


def _page(talent):
    return reverse("talents:detail", args=[talent.number])


def _crumb(talent):
    return (talent.name, _page(talent))
