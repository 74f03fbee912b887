"""The walls of documents: closed where they tell of what is closed."""

from yinli.base.accounts.walls import IS_STAFF, called, ids, wall

# Upper apps add the documents that speak of what they keep closed.
CLOSED = "wall_closed_sources"
ids(CLOSED, "SELECT NULL::bigint WHERE false")

wall("sources_source", f"{IS_STAFF} AND id <> ALL {called(CLOSED)}")
wall("sources_evidence", f"{IS_STAFF} AND source_id <> ALL {called(CLOSED)}")


def closes(records: str, record_type: str) -> None:
    """Close the documents behind `records` (a query of ids of one record type) to whoever did not bring them."""
    ids(
        CLOSED,
        f"""SELECT e.source_id FROM sources_evidence e JOIN sources_source s ON s.id = e.source_id
            WHERE e.record_type = '{record_type}' AND e.record_id IN ({records})
            AND s.received_by_id IS DISTINCT FROM wall_id()""",
    )
