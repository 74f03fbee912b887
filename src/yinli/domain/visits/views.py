"""Pages of visits."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage
from yinli.base.ui.render import block
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments
from yinli.domain.visits import actions, forms, queries
from yinli.domain.visits.lists import VisitList

FORM = "visits/form.html"


def visits(request):
    """All of them."""
    return VisitList(request).response()


def detail(request, number):
    """One visit: whom, when, what was said, and where that was read."""
    visit = by_number(queries.visits(request.user).select_related("source"), number)
    ctx = {
        "visit": visit,
        "marks": Marks(request.user, visit),
        "history": moments(request.user, visit),
        "may_edit": may(request.user, "visit.edit", visit),
    }
    return render(request, "visits/detail.html", ctx)


def add(request):
    """Note down a visit: enterprise, day (today) and a line are enough."""
    require(request.user, "visit.create")
    given = {
        name: request.GET[name]
        for name in ("enterprise", "kind", "place", "city", "project")
        if name in request.GET
    }
    initial = {"held_on": request.today, **given}
    form = forms.VisitForm(request.POST or None, viewer=request.user, initial=initial)
    page = FormPage(
        title=_("Note down a visit"),
        trail=[_home()],
        draft="visit",
        done=_("The visit is noted down."),
        template=FORM,
    )

    def write(data):
        _tell(request, data)
        return _page(actions.add_visit(by=request.user, **forms.visit_values(data)))

    return page.answer(request, form, write)


def edit(request, number):
    """Correct a visit."""
    visit = by_number(queries.visits(request.user), number)
    require(request.user, "visit.edit", visit)
    now = {name: getattr(visit, name) for name in actions.EDITABLE}
    initial = {**now, "enterprise": str(visit.enterprise or ""), "seen": visit.version}
    form = forms.VisitEditForm(request.POST or None, viewer=request.user, record=visit, initial=initial)
    trail = [_home(), (str(visit), _page(visit))]
    page = FormPage(title=_("Change the visit"), trail=trail, template=FORM)

    def write(data):
        seen = data.pop("seen")
        _tell(request, data)
        return _page(actions.edit_visit(visit, by=request.user, seen=seen, **forms.visit_values(data)))

    return page.answer(request, form, write)


def projects(request):
    """The choice of projects again, for the enterprise just named."""
    form = forms.VisitForm(
        viewer=request.user, initial={"enterprise": request.GET.get("enterprise", "").strip()}
    )
    return block(request, FORM, "project_field", {"form": form})


def _tell(request, data):
    """Say that an enterprise was opened on the way."""
    if data["new_name"]:
        messages.info(request, _("%(name)s is now in the book of enterprises.") % {"name": data["new_name"]})


def _home():
    return (_("Visits"), reverse("visits:list"))


def _page(visit):
    return reverse("visits:detail", args=[visit.number])
