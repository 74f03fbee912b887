"""Row-level security, asked in raw SQL as `yinli_app`: a forgotten filter or an SQL console meets it.

The rows are the demo's and committed; every connection here is one of its own.
"""

import os
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import SETTING, token_for, viewing_as
from yinli.base.accounts.walls import left_open, walls
from yinli.domain.projects.models import Project

PROJECTS = "SELECT count(*) FROM projects_project"
WORKING = "SELECT count(*) FROM projects_project WHERE id = %s"


@contextmanager
def connected(url: str):
    """A connection of one's own to the database of this test."""
    with psycopg.connect(os.environ[url], dbname=connection.settings_dict["NAME"], autocommit=True) as own:
        yield own


@pytest.fixture
def console(demo):
    """An SQL console as the role the web works with."""
    with connected("YINLI_DATABASE_APP_URL") as own:
        yield own


@pytest.fixture
def secret_project(demo):
    """A confidential project of the demo, committed; open again afterwards."""
    project = Project.objects.filter(status="active").exclude(officer=demo.officer).first()
    with connected("YINLI_DATABASE_OWNER_URL") as owner:
        owner.execute("UPDATE projects_project SET confidential = true WHERE id = %s", [project.pk])
        yield project
        owner.execute("UPDATE projects_project SET confidential = false WHERE id = %s", [project.pk])


def asked_as(console, user, query: str, *values) -> int:
    """What `query` counts for `user`, in a transaction of its own."""
    with console.transaction():
        console.execute("SELECT set_config(%s, %s, true)", [SETTING, token_for(user)])
        return console.execute(query, values).fetchone()[0]


def test_nobody_named_sees_nothing(console):
    for table in walls():
        assert console.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] == 0, table


@pytest.mark.parametrize(
    "said", ["system", "system.0.", "1", "1.1.abc", "system.99999999999.deadbeef", "..", "a.b.c.d"]
)
def test_a_viewer_that_is_not_signed_is_nobody(console, said):
    console.execute("SELECT set_config(%s, %s, false)", [SETTING, said])
    assert console.execute(PROJECTS).fetchone()[0] == 0


def test_a_signed_viewer_cannot_be_made_into_another(console, demo):
    own = token_for(demo.officer)
    forged = own.replace(f"{demo.officer.pk}.", "system.", 1)
    console.execute("SELECT set_config(%s, %s, false)", [SETTING, forged])
    assert console.execute(PROJECTS).fetchone()[0] == 0


def test_a_token_goes_stale_whichever_way_the_clock_jumps(console, demo):
    import time

    for hours in (-13, 13):
        old = token_for(demo.bureau, at=int(time.time()) + hours * 3600)
        console.execute("SELECT set_config(%s, %s, false)", [SETTING, old])
        assert console.execute(PROJECTS).fetchone()[0] == 0


def test_the_web_s_role_reads_no_key_and_takes_no_wall_down(console):
    for statement in (
        "SELECT * FROM wall_key",
        "ALTER TABLE projects_project DISABLE ROW LEVEL SECURITY",
        "DROP POLICY wall ON projects_project",
        "SET ROLE yinli_owner",
        "CREATE OR REPLACE FUNCTION wall_role() RETURNS text LANGUAGE sql AS $$ SELECT 'system' $$",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            console.execute(statement)


def test_a_confidential_project_is_there_for_those_named_on_it_alone(console, demo, secret_project):
    pk = secret_project.pk
    for stranger in (demo.bureau, demo.admin, demo.auditor, demo.officer, demo.agent):
        assert asked_as(console, stranger, WORKING, pk) == 0, stranger
        facts = "SELECT count(*) FROM projects_projectfact WHERE project_id = %s"
        assert asked_as(console, stranger, facts, pk) == 0
        history = (
            "SELECT count(*) FROM history_entry WHERE record_type = 'projects.project' AND record_id = %s"
        )
        assert asked_as(console, stranger, history, pk) == 0
    assert asked_as(console, secret_project.officer, WORKING, pk) == 1
    assert asked_as(console, SYSTEM, WORKING, pk) == 1


def test_a_confidential_project_cannot_be_changed_by_who_does_not_see_it(console, demo, secret_project):
    with console.transaction():
        console.execute("SELECT set_config(%s, %s, true)", [SETTING, token_for(demo.bureau)])
        done = console.execute("UPDATE projects_project SET grade = 'A' WHERE id = %s", [secret_project.pk])
        assert done.rowcount == 0


def test_the_administrator_finds_no_business_at_the_console(console, demo):
    business = [table for table in walls() if table not in ("history_entry", "notices_notice")]
    for table in business:
        assert asked_as(console, demo.admin, f'SELECT count(*) FROM "{table}"') == 0, table
    others = (
        "SELECT count(*) FROM history_entry WHERE NOT starts_with(record_type, 'accounts.') AND by_id <> %s"
    )
    assert asked_as(console, demo.admin, others, demo.admin.pk) == 0


def test_an_agent_finds_what_it_reported(console, demo):
    reported = Project.objects.filter(reported_by=demo.agent, confidential=False).count()
    assert asked_as(console, demo.agent, PROJECTS) == reported
    assert asked_as(console, demo.agent, "SELECT count(*) FROM talents_talent") == 0


def test_who_left_sees_nothing_though_a_session_lives_on(console, demo):
    assert asked_as(console, demo.manager, PROJECTS) > 0
    with connected("YINLI_DATABASE_OWNER_URL") as owner, owner.transaction(force_rollback=True):
        # In the owner's own transaction, which it alone sees: the question is asked there as the web's role.
        owner.execute("ALTER TABLE accounts_user DISABLE TRIGGER USER")
        owner.execute("UPDATE accounts_user SET is_active = false WHERE id = %s", [demo.manager.pk])
        owner.execute("SELECT set_config(%s, %s, true)", [SETTING, token_for(demo.manager)])
        assert owner.execute("SELECT wall_role()").fetchone()[0] is None


def test_a_pooled_connection_forgets_its_viewer_with_the_transaction(console, demo):
    assert asked_as(console, demo.bureau, PROJECTS) > 0
    assert console.execute(PROJECTS).fetchone()[0] == 0
    with pytest.raises(ZeroDivisionError), console.transaction():
        console.execute("SELECT set_config(%s, %s, true)", [SETTING, token_for(demo.bureau)])
        raise ZeroDivisionError
    assert console.execute(PROJECTS).fetchone()[0] == 0


def test_a_request_leaves_no_viewer_on_its_persistent_connection(demo, client):
    """The same connection serves the next request: it must not know whom it served before."""
    client.force_login(demo.bureau)
    with viewing_as(None):
        client.get("/projects/")
        with connection.cursor() as cursor:
            cursor.execute(PROJECTS)
            assert cursor.fetchone()[0] == 0


def test_viewers_nest_and_come_back_after_errors(demo):
    def seen() -> int:
        with connection.cursor() as cursor:
            cursor.execute(PROJECTS)
            return cursor.fetchone()[0]

    everything = seen()
    with viewing_as(demo.admin):
        assert seen() == 0
        with pytest.raises(ZeroDivisionError), viewing_as(SYSTEM):
            assert seen() == everything
            raise ZeroDivisionError
        assert seen() == 0
    assert seen() == everything


def test_every_table_of_ours_has_a_wall_or_says_why_not():
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model.__module__.startswith("yinli.")
    }
    assert ours - walls().keys() - left_open().keys() == set()
    assert walls().keys() & left_open().keys() == set()
    assert all(len(reason.split()) > 3 for reason in left_open().values())


def test_every_wall_stands_in_the_database(demo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        assert {name for (name,) in cursor.fetchall()} == set(walls())


def test_a_password_written_past_the_program_leaves_its_trace_in_history_and_not_its_hash(console, demo):
    told = "SELECT count(*) FROM history_userevent WHERE pgh_obj_id = %s AND pgh_label = 'password'"
    with connected("YINLI_DATABASE_OWNER_URL") as owner:
        before = owner.execute(told, [demo.officer.pk]).fetchone()[0]
        kept = owner.execute(
            "SELECT password FROM accounts_user WHERE id = %s", [demo.officer.pk]
        ).fetchone()[0]
        console.execute("UPDATE accounts_user SET password = 'forged' WHERE id = %s", [demo.officer.pk])
        assert owner.execute(told, [demo.officer.pk]).fetchone()[0] == before + 1
        row = owner.execute(
            "SELECT row_to_json(e)::text FROM history_userevent e WHERE pgh_obj_id = %s ORDER BY pgh_id DESC",
            [demo.officer.pk],
        ).fetchone()[0]
        assert "forged" not in row
        owner.execute("UPDATE accounts_user SET password = %s WHERE id = %s", [kept, demo.officer.pk])
