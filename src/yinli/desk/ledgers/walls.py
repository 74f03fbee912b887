"""The walls of ledgers: they name projects, so only whoever handed one out or brought it back reads it, and its file."""

from yinli.base.accounts.walls import ID, ids, wall
from yinli.base.sources.walls import CLOSED

ids(
    CLOSED,
    """SELECT r.source_id FROM ledgers_ledgerreturn r JOIN sources_source s ON s.id = r.source_id
    WHERE r.sender_id IS DISTINCT FROM wall_id() AND s.received_by_id IS DISTINCT FROM wall_id()
    AND NOT EXISTS (SELECT 1 FROM ledgers_ledgerreturn own WHERE own.source_id = r.source_id AND own.sender_id = wall_id())""",
)
wall("ledgers_ledger", f"made_by_id = {ID}")
wall("ledgers_ledgerreturn", f"sender_id = {ID}")
