"""Pages of trips."""

import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage
from yinli.base.ui.forms import seen_of
from yinli.domain.enterprises.queries import Marks
from yinli.domain.enterprises.wording import moments
from yinli.domain.follow_ups.actions import ask
from yinli.domain.follow_ups.forms import AskForm
from yinli.domain.trips import actions, forms, queries
from yinli.domain.trips.lists import TripList
from yinli.domain.trips.models import Trip
from yinli.domain.trips.rules import route
from yinli.domain.visits.actions import add_visit as note_visit
from yinli.domain.visits.forms import VisitForm, visit_values
from yinli.domain.visits.queries import visits

STOP = re.compile(r"\bV\d{6,}\b")


def trips(request):
    """All of them."""
    return TripList(request).response()


def detail(request, number):
    """One trip: its days, delegation, stops with what was said, and what it left to do."""
    trip = by_number(queries.trip_page(request.user), number)
    stops = list(trip.stops.all())
    ctx = {
        "trip": trip,
        "stops": stops,
        "days": route(stops),
        "members": list(trip.members.all()),
        "follow_ups": [link.follow_up for link in trip.follow_up_links.all()],
        "marks": Marks(request.user, trip, *(stop.visit for stop in stops if stop.visit_open)),
        "history": _history(request.user, trip, stops),
        "may_edit": may(request.user, "trip.edit", trip),
        "may_ask": may(request.user, "follow_up.create"),
    }
    return render(request, "trips/detail.html", ctx)


def _history(viewer, trip, stops):
    """Its moments; a stop is kept there by number and named only to those who may see it."""
    names = {stop.visit.number: str(stop) for stop in stops if stop.visit_open}
    found = moments(viewer, trip)
    for moment in found:
        moment["text"] = STOP.sub(lambda number: names.get(number[0], number[0]), moment["text"])
    return found


def add(request):
    """Write down a trip, planned or held."""
    require(request.user, "trip.create")
    form = forms.TripForm(request.POST or None)
    page = FormPage(
        title=_("Plan a trip"), trail=[_home()], draft="trip", done=_("The trip is written down.")
    )

    def write(data):
        leader, title = data.pop("leader_name").strip(), data.pop("leader_title")
        trip = actions.add_trip(data.pop("title"), by=request.user, **data)
        if leader:
            actions.add_member(trip, leader, by=request.user, title=title, is_leader=True)
        return _page(trip)

    return page.answer(request, form, write)


def edit(request, number):
    """Change a trip."""
    trip = _editable(request, number)
    initial = {name: getattr(trip, name) for name in actions.EDITABLE} | {"seen": trip.version}
    form = forms.TripEditForm(request.POST or None, initial=initial)
    page = FormPage(title=_("Change the trip"), trail=[_home(), _crumb(trip)])

    def write(data):
        actions.edit_trip(trip, by=request.user, **data)
        return _page(trip)

    return page.answer(request, form, write)


def held(request, number):
    """Mark a planned trip as held."""
    trip = _editable(request, number)
    initial = {"starts_on": trip.starts_on, "ends_on": trip.ends_on, "seen": trip.version}
    form = forms.HeldForm(request.POST or None, initial=initial)
    page = FormPage(
        title=_("The trip was held"),
        intro=_("Say on which days. It then stands among the trips that were made."),
        trail=[_home(), _crumb(trip)],
        save=_("Mark as held"),
        done=_("The trip is marked as held."),
    )

    def write(data):
        actions.edit_trip(trip, by=request.user, **{**data, "status": Trip.Status.HELD})
        return _page(trip)

    return page.answer(request, form, write)


def add_member(request, number):
    """Somebody goes along."""
    trip = _editable(request, number)
    form = forms.MemberForm(request.POST or None, trip=trip)
    page = FormPage(title=_("Add a member"), trail=[_home(), _crumb(trip)])

    def write(data):
        actions.add_member(trip, data.pop("name"), by=request.user, **data)
        return _page(trip)

    return page.answer(request, form, write)


@require_POST
def add_visit(request, number):
    """Take a visit that was noted down already as the next stop."""
    trip = _editable(request, number)
    visit = by_number(visits(request.user), request.POST.get("visit", ""))
    actions.add_stop(trip, visit, by=request.user)
    messages.success(request, _("%(stop)s is now a stop.") % {"stop": visit})
    return redirect(_page(trip))


@require_POST
def move_stop(request, number, stop):
    """Move a stop one place up or down."""
    trip = _editable(request, number)
    by_places = -1 if request.POST.get("to") == "up" else 1
    row = get_object_or_404(trip.stops.select_related("visit__enterprise"), pk=stop)
    actions.move_stop(trip, row, by_places, by=request.user, seen=seen_of(request))
    return redirect(_page(trip) + "#stops")


def add_stop(request, number):
    """The next stop: a new visit, or one of those noted down in these days."""
    trip = _editable(request, number)
    require(request.user, "visit.create")
    form = VisitForm(request.POST or None, viewer=request.user, initial=_expected(trip))
    page = FormPage(
        title=_("Add a stop"),
        trail=[_home(), _crumb(trip)],
        template="trips/stop_form.html",
        extra={"trip": trip, "known": queries.visits_to_add(request.user, trip)},
    )

    def write(data):
        visit = note_visit(by=request.user, **visit_values(data))
        actions.add_stop(trip, visit, by=request.user)
        return _page(trip) + "#stops"

    return page.answer(request, form, write)


def _expected(trip) -> dict:
    """What the next stop most likely shares with the last one."""
    last = trip.stops.select_related("visit").last()
    if last:
        return {"held_on": last.visit.held_on, "city": last.visit.city}
    return {"held_on": trip.starts_on, "city": trip.cities[0] if trip.cities else ""}


def ask_follow_up(request, number):
    """Ask somebody for something that the trip left to do."""
    trip = _editable(request, number)
    require(request.user, "follow_up.create")
    form = AskForm(request.POST or None, viewer=request.user)
    page = FormPage(
        title=_("Ask for a follow-up"),
        intro=_("Leave the unit open where it is not settled who leads: it then stays to be named."),
        trail=[_home(), _crumb(trip)],
        draft="follow-up",
    )

    def write(data):
        follow_up = ask(data.pop("text"), by=request.user, source=trip.source, **data)
        actions.link_follow_up(trip, follow_up, by=request.user)
        return _page(trip) + "#follow-ups"

    return page.answer(request, form, write)


def _editable(request, number) -> Trip:
    trip = by_number(queries.trips(request.user), number)
    require(request.user, "trip.edit", trip)
    return trip


def _home():
    return (_("Trips"), reverse("trips:list"))


def _page(trip) -> str:
    return reverse("trips:detail", args=[trip.number])


def _crumb(trip):
    return (trip.title, _page(trip))
