"""What trips add to the pages of visits."""

from yinli.domain.trips import queries


def trips_of_visit(viewer, visit):
    """The trip on which the visit was a stop."""
    rows = list(queries.trips_of_visit(viewer, visit)[:5])
    return {"rows": rows} if rows else None
