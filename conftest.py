"""One database a test run, and a small cast of people with roles."""

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from tests.databases import copy, drop, switch
from yinli.cli.postgres import test_server as start_database

VAR = Path(__file__).parent / "var"
# Playwright keeps an event loop in the thread of its tests; other tests of the same worker ask the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
_server = None


def pytest_configure(config):
    """The first process of the run starts the database; its workers find it in the environment."""
    global _server
    if not config.option.collectonly:
        _server = start_database(VAR / "pg-test")
        if _server is not None:
            os.environ["YINLI_TEST_ADMIN_URL"] = _server.admin_url
            os.environ["YINLI_TEST_PLACE"] = _server.folder.name


def pytest_unconfigure(config):
    if _server is not None:
        _server.stop()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file stays on one worker, since its tests share what is dear to make; the journeys all on one: a Yinli of
    their own takes half a minute to tell its demo."""
    from xdist.scheduler.loadscope import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "journeys" if file.startswith("tests/journeys/") else file

    return Together(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """A copy of a database that yinli_owner migrated once; tests run in it as yinli_app.

    What the web may not do, no test can do either. The migrated original stays for the next run and
    is made anew when a migration changes.
    """
    from django.db import connection

    from yinli.config.settings import database

    owner = database(_owner_url())
    app = database(os.environ["YINLI_DATABASE_APP_URL"])
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_yinli_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(_owner_url(), autocommit=True) as admin:
            template = _migrated_template(admin, connection, owner)
            copy(admin, name, template)
        connection.settings_dict.update({**app, "NAME": name})
    yield
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(_owner_url(), autocommit=True) as admin:
            drop(admin, name)


def _schema_fingerprint() -> str:
    package = Path(__file__).parent / "src/yinli"
    from django.conf import settings

    built = ("walls.py", "duties.py", "open_accounts.py", "viewer.py")
    walls = [path for name in built for path in sorted(package.rglob(name))]
    deciding = [*sorted(package.rglob("migrations/*.py")), package / "base/history/grants.py", *walls]
    # The database keeps the key by which it knows a viewer; it comes from the secret.
    said = b"".join(path.read_bytes() for path in deciding) + settings.SECRET_KEY.encode()
    return hashlib.sha256(said).hexdigest()[:16]


def _migrated_template(admin, connection, owner) -> str:
    from django.core.management import call_command

    template = f"yinli_template_{_schema_fingerprint()}"
    # One worker migrates, the others wait for it.
    admin.execute("SELECT pg_advisory_lock(20210903)")
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
        draft = f"{template}_draft"
        drop(admin, draft)
        admin.execute(f'CREATE DATABASE "{draft}"')
        connection.settings_dict.update({**owner, "NAME": draft})
        call_command("migrate", verbosity=0)
        connection.close()
        admin.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')
    admin.execute("SELECT pg_advisory_unlock(20210903)")
    return template


@pytest.fixture(scope="session")
def migrated(django_db_setup) -> str:
    """The name of the empty, migrated original, in which nobody stands: to be copied."""
    return f"yinli_template_{_schema_fingerprint()}"


# The day on which tests tell the demo: late enough in a year for its figures to have come about.
DEMO_DAY = date(2026, 9, 8)


def _demo_name() -> str:
    package = Path(__file__).parent / "src/yinli"
    telling = [*sorted(package.glob("demo/**/*.*")), *sorted(package.glob("rules/*.toml"))]
    told = hashlib.sha256(b"".join(p.read_bytes() for p in telling if p.suffix != ".pyc"))
    from django.conf import settings

    # Its people can be read with this master key only.
    told.update(settings.YINLI_PERSONAL_KEY.encode())
    # And with the keys that were made with it: runs at the same time have servers, and so demos, of their own.
    told.update(os.environ.get("YINLI_TEST_PLACE", "").encode())
    return f"yinli_told_{_schema_fingerprint()}_{told.hexdigest()[:12]}"


@pytest.fixture(scope="session")
def _demo_template(migrated, django_db_blocker):
    """The demo district, told once and kept for as long as neither it nor the schema changes."""
    from django.db import connection

    template = _demo_name()
    own = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), psycopg.connect(_owner_url(), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(20210904)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            draft = f"{template}_draft"
            copy(admin, draft, migrated)
            switch(connection, draft)
            from django.conf import settings

            from yinli.demo import load

            settings.YINLI_FILES = str(_demo_files(template))
            settings.YINLI_KEYS = str(_demo_keys(template))
            shutil.rmtree(settings.YINLI_KEYS, ignore_errors=True)
            try:
                load(DEMO_DAY)
            finally:
                switch(connection, own)
            admin.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')
        admin.execute("SELECT pg_advisory_unlock(20210904)")
    return template


def _demo_keys(template: str) -> Path:
    """Where the keys of the people in the demo's original lie."""
    return VAR / "test-keys" / template


def _demo_files(template: str) -> Path:
    """Where its documents lie: sealed by those keys, the same document of another original cannot be read by them."""
    return VAR / "test-files" / template


@pytest.fixture(scope="module")
def _demo_database(_demo_template, django_db_blocker, tmp_path_factory):
    from django.db import connection

    own = connection.settings_dict["NAME"]
    name = f"{own}_demo"
    with django_db_blocker.unblock(), psycopg.connect(_owner_url(), autocommit=True) as admin:
        connection.close()
        copy(admin, name, _demo_template)
        switch(connection, name)
    # Copies hand out the same numbers: each has the keys of its own people.
    keys = tmp_path_factory.mktemp("demo") / "keys"
    shutil.copytree(_demo_keys(_demo_template), keys)
    yield keys
    with django_db_blocker.unblock(), psycopg.connect(_owner_url(), autocommit=True) as admin:
        switch(connection, own)
        drop(admin, name)


@pytest.fixture
def committed(migrated, django_db_blocker):
    """An empty database of the test's own in which rows are committed, as a dump sees them; its name."""
    from django.db import connection

    own = connection.settings_dict["NAME"]
    name = f"{own}_committed"
    with django_db_blocker.unblock(), psycopg.connect(_owner_url(), autocommit=True) as admin:
        connection.close()
        copy(admin, name, migrated)
        switch(connection, name)
        yield name
        switch(connection, own)
        drop(admin, name)


@pytest.fixture
def demo(_demo_database, _demo_template, db, settings):
    """The demo district as of DEMO_DAY; `demo.officer` and the like are its log-ins.

    A module whose tests use it has no other rows: keep them in a file of their own.
    """
    settings.YINLI_FILES = str(_demo_files(_demo_template))
    settings.YINLI_KEYS = str(_demo_database)
    from yinli.base.accounts.models import User
    from yinli.demo import LOGINS

    people = {user.username: user for user in User.objects.select_related("unit")}
    return SimpleNamespace(day=DEMO_DAY, **{username: people[username] for username, _, _ in LOGINS})


def _owner_url() -> str:
    return os.environ["YINLI_DATABASE_OWNER_URL"]


@pytest.fixture(autouse=True, scope="session")
def _rows_are_read_as_the_system():
    """What a test reads beside its requests and actions it reads as the system; they name viewers of their own."""
    from django.db.backends.signals import connection_created

    from yinli.base.accounts.models import SYSTEM
    from yinli.base.accounts.viewer import stand_by

    def tell(sender, connection, **kwargs):
        connection.yinli_viewers = []
        stand_by(connection, SYSTEM)

    connection_created.connect(tell, weak=False)
    yield
    connection_created.disconnect(tell)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Every test has a file store and keys of its own."""
    settings.YINLI_FILES = str(tmp_path / "files")
    settings.YINLI_KEYS = str(tmp_path / "keys")


@pytest.fixture(autouse=True)
def _second_factor_only_where_tested(settings):
    """Most tests log people in without one; tests of the second factor switch the rule on again."""
    settings.SECOND_FACTOR_BY_RULE = False


@pytest.fixture
def cast(db):
    """Units and people that every test knows; `cast.north_officer` works for the north section."""
    from yinli.base.accounts.actions import add_unit, add_user
    from yinli.base.accounts.models import SYSTEM

    district = add_unit("滨江区", "district", by=SYSTEM)
    bureau = add_unit("招商局", "bureau", district, by=SYSTEM)
    north = add_unit("北部板块", "section", district, by=SYSTEM)
    south = add_unit("南部板块", "section", district, by=SYSTEM)
    agency = add_unit("远帆咨询", "agent", bureau, by=SYSTEM)
    department = add_unit("自然资源和规划分局", "department", district, by=SYSTEM)
    north_park = add_unit("北部园区", "section", north, by=SYSTEM)

    def person(username, name, role, unit):
        return add_user(username, name, role=role, unit=unit, by=SYSTEM)

    return SimpleNamespace(
        district=district,
        bureau=bureau,
        north=north,
        south=south,
        agency=agency,
        department=department,
        north_park=north_park,
        leader=person("leader", "周区长", "leader", district),
        bureau_person=person("bureau", "郑局长", "bureau", bureau),
        north_manager=person("north_manager", "钱主任", "manager", north),
        north_officer=person("north_officer", "林晓", "officer", north),
        south_officer=person("south_officer", "高远", "officer", south),
        talent_officer=person("talent", "白露", "talent_officer", bureau),
        agent=person("agent", "方帆", "agent", agency),
        auditor=person("auditor", "严谨", "auditor", bureau),
        administrator=person("admin", "管宁", "administrator", bureau),
        department_officer=person("department", "田野", "department", department),
        park_officer=person("park_officer", "苏园", "officer", north_park),
    )
