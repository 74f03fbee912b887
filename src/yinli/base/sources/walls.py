"""The walls of documents: closed where they tell of what is closed."""

from yinli.base.accounts.walls import ID, IS_STAFF, called, ids, wall

# Upper apps add the documents that speak of what they keep closed.
CLOSED = "wall_closed_sources"
ids(CLOSED, "SELECT NULL::bigint WHERE false")

wall("sources_source", f"{IS_STAFF} AND id <> ALL {called(CLOSED)}")
wall("sources_personalspan", f"{IS_STAFF} AND source_id <> ALL {called(CLOSED)}")
wall("sources_evidence", f"{IS_STAFF} AND source_id <> ALL {called(CLOSED)}")


def closes(records: str, record_type: str, having_source: str = "") -> None:
    """Close the documents behind `records` (a query of ids of one record type) to whoever did not bring them.

    `having_source` is a table whose rows of these ids name their document themselves.
    """
    cited = f"SELECT source_id FROM sources_evidence WHERE record_type = '{record_type}' AND record_id IN ({records})"
    _close_all(cited)
    if having_source:
        _close_all(f"SELECT source_id FROM {having_source} WHERE id IN ({records})")


def _close_all(found: str) -> None:
    ids(
        CLOSED,
        f"SELECT s.id FROM sources_source s WHERE s.id IN ({found}) AND s.received_by_id IS DISTINCT FROM {ID}",
    )
