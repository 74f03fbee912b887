"""What the web's database role may do: everything it needs, and with history nothing but add to it.

yinli_owner migrates and owns; yinli_app serves. Run after every migration, so a new table cannot be
forgotten and a history table cannot be left open.
"""

from django.apps import apps
from django.db import connections, transaction

from yinli.base.accounts import open_accounts
from yinli.base.accounts.walls import build, walls

APP_ROLE = "yinli_app"

# Written by the owner alone: the app reads what was migrated and sealed, and never changes it.
READ_ONLY = {"django_migrations", "history_seal"}

# Not history, and only added to as well: who looked at what of whom.
ADDED_TO = {"personal_accesslog"}


def history_tables() -> set[str]:
    """Tables that are only ever added to: entries, their contexts, and every trigger-written event."""
    return event_tables() | {"history_entry", "pghistory_context"}


def event_tables() -> set[str]:
    """Tables that triggers write: what every tracked row was, before and after each change."""
    import pghistory.models

    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    }


def grant_rights(sender=None, using="default", **kwargs) -> None:
    """Grant yinli_app its rights on every table of the schema, and guard history against its owner as well.

    Does nothing where the role is absent.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        if cursor.fetchone() is None:
            return
        # A migration of one app alone finds the others' tables not there yet.
        present = set(connections[using].introspection.table_names(cursor))
        for statement in statements((history_tables() | ADDED_TO) & present, READ_ONLY & present):
            cursor.execute(statement)
        for statement in guards((history_tables() | {"history_seal"}) & present):
            cursor.execute(statement)
        for statement in open_accounts.statements(present):
            cursor.execute(statement)
        if set(walls()) <= present:
            with transaction.atomic(using=using):
                build(cursor)


def statements(only_added_to: set[str], only_read: set[str]) -> list[str]:
    """The SQL of the grants, in order; to be run by the owner of the tables."""
    q = '"' + APP_ROLE + '"'
    return [
        f"GRANT USAGE ON SCHEMA public TO {q}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {q}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {q}",
        *(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {q}' for table in sorted(only_added_to)),
        *(f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "{table}" FROM {q}' for table in sorted(only_read)),
        # The context of a change grows while a request runs: only this function may update it.
        "ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER SET search_path = public",
        # pgtrigger lets a session switch triggers off by a setting; history must not listen to it.
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN "
        "LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'",
    ]


def guards(tables: set[str]) -> list[str]:
    """The SQL that refuses TRUNCATE of history to everybody, and to change a context after its time."""
    refuse = "EXECUTE FUNCTION _yinli_refuse()"
    found = [
        "CREATE OR REPLACE FUNCTION _yinli_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'history is only added to: % of % refused', TG_OP, TG_TABLE_NAME; END$$",
        *(
            f'CREATE OR REPLACE TRIGGER yinli_no_truncate BEFORE TRUNCATE ON "{table}" {refuse}'
            for table in sorted(tables)
        ),
    ]
    if "pghistory_context" in tables:
        found += [
            # It grows within the transaction that began it and never again: now() is that one's beginning.
            f"CREATE OR REPLACE TRIGGER yinli_no_update BEFORE UPDATE ON pghistory_context FOR EACH ROW "
            f"WHEN (OLD.created_at IS DISTINCT FROM now() OR NEW.created_at IS DISTINCT FROM now()) {refuse}",
            f"CREATE OR REPLACE TRIGGER yinli_no_delete BEFORE DELETE ON pghistory_context FOR EACH ROW {refuse}",
        ]
    return found
