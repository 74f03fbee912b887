"""Papers that leave the house."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yinli.base.accounts.permissions import require
from yinli.base.accounts.stepup import confirm_first
from yinli.base.history.queries import by_number
from yinli.base.ui.sheets import file_name
from yinli.domain.targets.wording import language
from yinli.domain.trips.queries import trip_page
from yinli.surfaces.briefing.paper import MEDIA_TYPE, write
from yinli.surfaces.briefing.queries import material_of
from yinli.surfaces.briefing.trip_report import content


def trip_report(request, number):
    """The report of a trip as .docx, written from what this viewer may see."""
    trip = by_number(trip_page(request.user), number)
    require(request.user, "trip.report", trip)
    confirm_first(request, download=True)
    found = content(material_of(request.user, trip), today=request.today)
    response = HttpResponse(write("trip", found, language()), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(found['title'])}.docx")
    response["Cache-Control"] = "no-store"
    return response
