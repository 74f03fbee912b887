"""Who a person is at another system that lets them in, arranged by the administrator."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import require
from yinli.base.login import actions
from yinli.base.login.doors.configured import doors
from yinli.base.login.ways import LastWayIn
from yinli.base.ui.form_page import FormPage, FormRefused
from yinli.desk.staff import queries
from yinli.desk.staff.identity_forms import IdentityForm


def edit(request, key, door):
    """Link a person with their account there, change it, or take it away."""
    require(request.user, "user.manage")
    person = get_object_or_404(queries.everybody(request.user), pk=key)
    found = doors().get(door)
    if found is None or not found.by_hand:
        raise Http404
    home = (_("People and units"), reverse("staff:people"))
    page = FormPage(
        title=_("%(door)s account of %(name)s") % {"door": found.label, "name": person.name},
        trail=[home, (person.name, reverse("staff:person", args=[key]))],
        intro=_("Whoever is logged in there as this member gets in here as %(name)s.")
        % {"name": person.name},
    )
    known = {one.key: account for one, account in queries.accounts_elsewhere(request.user, person)}
    form = IdentityForm(request.POST or None, initial={"account": known.get(door, "")}, door=found)

    def write(data):
        _write(person, door, data["account"], request.user)
        return page.back

    return page.answer(request, form, write)


def _write(person, door, account, by):
    try:
        if account:
            actions.link_identity(person, door, account, by=by)
        else:
            actions.unlink_identity(person, door, by=by)
    except actions.IdentityTaken as taken:
        told = _("%(name)s has this account already. Take it away there first.") % {"name": taken.owner.name}
        raise FormRefused(told) from taken
    except LastWayIn as refused:
        told = _(
            "%(name)s has no other way to log in. Make the link to set a password first, or close the account."
        )
        raise FormRefused(told % {"name": person.name}) from refused
