"""What the briefing adds to pages of records."""

from yinli.base.accounts.permissions import may


def report_of_trip(viewer, trip):
    """The download of a trip's report, for those who may take it away."""
    return {"trip": trip} if may(viewer, "trip.report", trip) else None
