"""The walls of history: an entry is as closed as the record it is about."""

from django.apps import apps

from yinli.base.accounts.walls import ID, IS_STAFF, IS_SYSTEM, has_role, leave_open, wall, walls
from yinli.base.history.grants import event_tables

# Written by triggers, read by nobody but jobs: what a record was is told by its entries.
UNREAD = event_tables() | {"pghistory_context"}


def entry_reads() -> str:
    """SQL: the entry's record can be read; one without a wall by staff, accounts by who manages them."""
    cases = [
        f"WHEN '{model._meta.label_lower}' THEN EXISTS "
        f'(SELECT 1 FROM "{model._meta.db_table}" r WHERE r.{model._meta.pk.column} = history_entry.record_id)'
        for model in apps.get_models()
        if model._meta.db_table in walls().keys() - UNREAD - {"history_entry"}
    ]
    others = f"{IS_STAFF} OR by_id = {ID} OR ({has_role('administrator')} AND starts_with(record_type, 'accounts.'))"
    return f"CASE record_type {' '.join(cases)} ELSE {others} END"


# Said here, as accounts are tracked from here too.
leave_open("names and units of staff are known to all who work here", "accounts_unit", "accounts_user")
leave_open("Django's own rights: none are given", "accounts_user_groups", "accounts_user_user_permissions")
leave_open("digests of history: they tell nothing of what they seal", "history_seal")
wall("history_entry", entry_reads)
for table in UNREAD:
    wall(table, IS_SYSTEM, adds=True)
