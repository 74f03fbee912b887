"""Pages of visits."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.render import block
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.enterprises.pages import FormPage, Marks, moments
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
        "marks": Marks(visit),
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
        return _page(actions.add_visit(by=request.user, **visit_values(request, data)))

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
        return _page(actions.edit_visit(visit, by=request.user, seen=seen, **visit_values(request, data)))

    return page.answer(request, form, write)


def projects(request):
    """The choice of projects again, for the enterprise just named."""
    form = forms.VisitForm(
        viewer=request.user, initial={"enterprise": request.GET.get("enterprise", "").strip()}
    )
    return block(request, FORM, "project_field", {"form": form})


def visit_values(request, data) -> dict:
    """The columns of a visit out of a right form; a name nobody knew is opened as an enterprise first."""
    values = {name: data[name] for name in actions.EDITABLE}
    if data["new_name"]:
        values["enterprise"], _is_new = add_enterprise(data["new_name"], by=request.user, city=data["city"])
        messages.info(request, _("%(name)s is now in the book of enterprises.") % {"name": data["new_name"]})
    return values


def _home():
    return (_("Visits"), reverse("visits:list"))


def _page(visit):
    return reverse("visits:detail", args=[visit.number])
