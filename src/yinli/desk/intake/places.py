"""Where a written record is found."""

from django.urls import NoReverseMatch, reverse

from yinli.base.history.models import Record

# Record type → the names its page may go by, and the letter of its number.
_PAGES = {
    "enterprises.enterprise": ("enterprises:detail", "E"),
    "projects.project": ("pipeline:detail", "P"),
    "agreements.agreement": ("agreements:detail", "A"),
    "trips.trip": ("trips:detail", "T"),
    "visits.visit": ("visits:detail", "V"),
    "follow_ups.followup": ("follow_ups:detail", "F"),
}


def address_of(record_type: str, record_id: int) -> str:
    """The address of a record's page; "" for records that stand on another's page (facts, people, claims)."""
    if record_type not in _PAGES:
        return ""
    page, letter = _PAGES[record_type]
    try:
        return reverse(page, args=[Numbered(letter, record_id).number])
    except NoReverseMatch:
        return ""
