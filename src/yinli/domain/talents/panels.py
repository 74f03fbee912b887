"""What talents add to the page of an enterprise."""

from yinli.domain.talents import queries


def talents_of_enterprise(viewer, enterprise):
    """People won who work there."""
    rows = list(queries.talents_of_enterprise(viewer, enterprise).select_related(None)[:20])
    return {"rows": rows, "count": len(rows)} if rows else None
