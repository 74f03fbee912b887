"""Who relates to a trip how."""

from yinli.base.accounts.scopes import Scope, register
from yinli.domain.trips.models import Trip

TRIP = register(Scope(Trip, mine=("recorded_by",), unit=("recorded_by__unit",)))
