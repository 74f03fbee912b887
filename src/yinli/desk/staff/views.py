"""Pages of people and units, for who manages them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yinli.base.accounts.permissions import require
from yinli.base.links.queries import links_of
from yinli.base.ui.form_page import FormPage
from yinli.desk.staff import actions, forms, queries
from yinli.desk.staff.lists import PeopleList
from yinli.domain.enterprises.wording import moments


def people(request):
    """Everybody with an account."""
    require(request.user, "user.manage")
    return PeopleList(request).response()


def units(request):
    """The tree of units."""
    require(request.user, "unit.manage")
    return render(
        request, "staff/units.html", {"units": queries.tree(request.user), "gone": queries.gone(request.user)}
    )


def person(request, key):
    """One person: what they are, and what was done to their account."""
    user = _one(request, key)
    ctx = {
        "person": user,
        "work": [(duty.title, count) for duty, count in queries.work_of(user) if count],
        "elsewhere": queries.accounts_elsewhere(request.user, user),
        "links": links_of(request.user, user, request.now),
        "history": moments(request.user, user),
    }
    return render(request, "staff/person.html", ctx)


def add(request):
    """Open an account."""
    require(request.user, "user.manage")
    page = FormPage(
        title=_("Open an account"),
        trail=[_home()],
        done=_("The account is open. Make a link with which the person sets a password."),
    )

    def write(data):
        duty = data.pop("on_duty")
        user = actions.open_account(data.pop("username"), data.pop("name"), by=request.user, **data)
        actions.edit_account(user, by=request.user, on_duty=duty)
        return _page(user)

    return page.answer(request, forms.NewPersonForm(request.POST or None), write)


def edit(request, key):
    """Change name, role, unit or duty."""
    user = _one(request, key)
    known = {"name": user.name, "role": user.role, "unit": user.unit_id, "on_duty": user.on_duty}
    page = FormPage(title=_("Change the account"), trail=[_home(), (user.name, _page(user))])

    def write(data):
        return _page(actions.edit_account(user, by=request.user, **data))

    return page.answer(request, forms.PersonForm(request.POST or None, initial=known), write)


@require_POST
def close(request, key):
    """End somebody's access; one with open work is led to the hand-over."""
    user = _one(request, key)
    try:
        actions.close_account(user, by=request.user)
        messages.success(request, _("The account is closed."))
    except actions.WorkLeft as refused:
        count = sum(refused.left.values())
        told = ngettext(
            "%(name)s still has %(num)d piece of open work. Hand it over first.",
            "%(name)s still has %(num)d pieces of open work. Hand them over first.",
            count,
        )
        messages.error(request, told % {"name": user.name, "num": count})
        return redirect("staff:hand_over", user.pk)
    return redirect(_page(user))


@require_POST
def reopen(request, key):
    """Let somebody in again."""
    user = actions.reopen_account(_one(request, key), by=request.user)
    messages.success(request, _("The account is open."))
    return redirect(_page(user))


def add_unit(request):
    """Set up a unit."""
    require(request.user, "unit.manage")
    trail = [_home(), (_("Units"), reverse("staff:units"))]
    page = FormPage(title=_("Set up a unit"), trail=trail, done=_("The unit is set up."))

    def write(data):
        parent = data.pop("unit")
        actions.set_up_unit(data.pop("name"), data.pop("kind"), parent, by=request.user, **data)
        return reverse("staff:units")

    return page.answer(request, forms.UnitForm(request.POST or None), write)


def _one(request, key):
    require(request.user, "user.manage")
    return get_object_or_404(queries.everybody(request.user), pk=key)


def _page(user) -> str:
    return reverse("staff:person", args=[user.pk])


def _home():
    return (_("People and units"), reverse("staff:people"))
