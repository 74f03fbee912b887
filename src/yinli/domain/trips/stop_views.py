"""What a trip gains from the apps below: a stop that is a new visit, and what is asked of others."""

from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import require
from yinli.domain.enterprises.pages import FormPage
from yinli.domain.follow_ups.actions import ask
from yinli.domain.follow_ups.forms import AskForm
from yinli.domain.trips import actions, queries
from yinli.domain.trips.views import crumb, editable, home, page_of
from yinli.domain.visits.actions import add_visit
from yinli.domain.visits.forms import VisitForm
from yinli.domain.visits.views import visit_values


def add_stop(request, number):
    """The next stop: a new visit, or one of those noted down in these days."""
    trip = editable(request, number)
    require(request.user, "visit.create")
    form = VisitForm(request.POST or None, viewer=request.user, initial=_expected(trip))
    page = FormPage(
        title=_("Add a stop"),
        trail=[home(), crumb(trip)],
        template="trips/stop_form.html",
        extra={"trip": trip, "known": queries.visits_to_add(request.user, trip)},
    )

    def write(data):
        visit = add_visit(by=request.user, **visit_values(request, data))
        actions.add_stop(trip, visit, by=request.user)
        return page_of(trip) + "#stops"

    return page.answer(request, form, write)


def _expected(trip) -> dict:
    """What the next stop most likely shares with the last one."""
    last = trip.stops.select_related("visit").last()
    if last:
        return {"held_on": last.visit.held_on, "city": last.visit.city}
    return {"held_on": trip.starts_on, "city": trip.cities[0] if trip.cities else ""}


def ask_follow_up(request, number):
    """Ask somebody for something that the trip left to do."""
    trip = editable(request, number)
    require(request.user, "follow_up.create")
    form = AskForm(request.POST or None, viewer=request.user)
    page = FormPage(
        title=_("Ask for a follow-up"),
        intro=_("Leave the unit open where it is not settled who leads: it then stays to be named."),
        trail=[home(), crumb(trip)],
        draft="follow-up",
    )

    def write(data):
        follow_up = ask(data.pop("text"), by=request.user, source=trip.source, **data)
        actions.link_follow_up(trip, follow_up, by=request.user)
        return page_of(trip) + "#follow-ups"

    return page.answer(request, form, write)
