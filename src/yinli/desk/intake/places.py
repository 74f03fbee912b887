"""Where a written record is found."""

from django.apps import apps
from django.urls import NoReverseMatch, reverse

# Record type → the name of its page. Facts, people and claims stand on another record's page.
_PAGES = {
    "enterprises.enterprise": "enterprises:detail",
    "projects.project": "pipeline:detail",
    "agreements.agreement": "agreements:detail",
    "trips.trip": "trips:detail",
    "visits.visit": "visits:detail",
    "follow_ups.followup": "follow_ups:detail",
}


def address_of(record_type: str, record_id: int) -> str:
    """The address of a record's page; "" for a record without one."""
    if record_type not in _PAGES:
        return ""
    number = apps.get_model(record_type)(pk=record_id).number
    try:
        return reverse(_PAGES[record_type], args=[number])
    except NoReverseMatch:
        return ""
