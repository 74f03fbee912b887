"""Work goes to open accounts: the database keeps it for every duty, whoever writes and however close the race.

An account that is being closed or moved is locked by whoever does it (FOR UPDATE). Giving takes a share lock of
the same row, here in Python before it asks who may take what, and once more in a trigger, so that no way of
giving is forgotten. Whoever comes second waits, and then sees what the first one made of the account.
"""

from typing import Any

from django.db import connection

from yinli.base.accounts.duties import Duty, duties
from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.viewer import viewing_as

TRIGGER = "work_goes_to_open_accounts"


class AccountClosed(ValueError):
    """Work was to go to a person whose account is closed, since a moment ago perhaps."""

    def __init__(self, person: User):
        self.person = person
        super().__init__(f"the account of {person} is closed")


@viewing_as(SYSTEM)
def hold(person: User) -> User:
    """The account as it stands now; until the transaction ends nobody closes or moves it. Raises AccountClosed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user WHERE id = %s FOR SHARE", [person.pk])
    fresh = User.objects.select_related("unit").get(pk=person.pk)
    if not fresh.is_active:
        raise AccountClosed(fresh)
    return fresh


def columns() -> dict[str, set[str]]:
    """Table → its columns that give work to a person; those left out that a finer trigger keeps already."""
    found: dict[str, set[str]] = {}
    for duty in duties():
        if not duty.has_own_trigger:
            table, column = _place(duty)
            found.setdefault(table, set()).add(column)
    return found


def _place(duty: Duty) -> tuple[str, str]:
    field: Any = duty.model._meta.get_field(duty.field)
    if field.many_to_many:
        return field.remote_field.through._meta.db_table, field.m2m_reverse_name()
    return duty.model._meta.db_table, field.column


def statements(present: set[str]) -> list[str]:
    """The SQL that puts the triggers up, whether they were there or not; to be run by the owner of the tables."""
    there = {table: names for table, names in columns().items() if table in present}
    found = [_function(name) for name in sorted({name for names in there.values() for name in names})]
    return found + [_trigger(table, name) for table, names in sorted(there.items()) for name in sorted(names)]


def _function(column: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION yinli_gives_{column}() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE is_open boolean;
        BEGIN
          IF TG_OP = 'UPDATE' AND NEW."{column}" IS NOT DISTINCT FROM OLD."{column}" THEN RETURN NEW; END IF;
          SELECT is_active INTO is_open FROM accounts_user WHERE id = NEW."{column}" FOR SHARE;
          IF is_open IS FALSE THEN
            RAISE EXCEPTION 'work was given to a closed account'
              USING ERRCODE = 'check_violation', CONSTRAINT = '{TRIGGER}', TABLE = TG_TABLE_NAME;
          END IF;
          RETURN NEW;
        END $$"""


def _trigger(table: str, column: str) -> str:
    return (
        f'CREATE OR REPLACE TRIGGER {TRIGGER}_{column} BEFORE INSERT OR UPDATE OF "{column}" ON "{table}"'
        f' FOR EACH ROW WHEN (NEW."{column}" IS NOT NULL) EXECUTE FUNCTION yinli_gives_{column}()'
    )
