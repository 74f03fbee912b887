"""A drill: the whole demo is backed up and brought back, and every figure is the same afterwards."""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.architecture.house import ROOT
from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.base.personal.models import Subject
from yinli.base.sources.models import Source
from yinli.base.sources.store import path_of
from yinli.cli.backup.house import House
from yinli.cli.backup.making import Order, back_up
from yinli.cli.backup.making import _documents as wanted
from yinli.cli.backup.recovery import WrongKey, new_recovery_key
from yinli.cli.backup.restoring import Request, restore
from yinli.cli.bootstrap import Urls, environment
from yinli.cli.failure import Failure
from yinli.cli.postgres import EmbeddedServer

pytestmark = pytest.mark.deep

KEY = new_recovery_key()


def quiet(line: str) -> None:
    """Nobody is listening."""


def in_this_database(url: str) -> str:
    """The same log-in to the database of this test."""
    return url.rpartition("/")[0] + "/" + connection.settings_dict["NAME"]


@pytest.fixture
def place():
    """A folder that the database's account can pass to."""
    made = Path(tempfile.mkdtemp(prefix="yinli-drill-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def backup(demo, place, monkeypatch):
    """The demo's two archives, of a house with a secret and a subject's key."""
    # What the server of the tests is would reach the children of a restore.
    monkeypatch.delenv("YINLI_AS_OWNER", raising=False)
    var = place / "var"
    for name in ("secrets/django", "keys/00000000.keys", "seals/heads.jsonl"):
        (var / name).parent.mkdir(parents=True, exist_ok=True)
        (var / name).write_text(f"what {name} holds")
    house = House(var, Path(settings.YINLI_FILES), var / "keys")
    order = Order(place / "a.backup", place / "a.keys", KEY)
    made = back_up(house, in_this_database(os.environ["YINLI_DATABASE_OWNER_URL"]), order, quiet)
    assert made.missing == []
    return order


def test_a_file_that_is_gone_is_missed(demo, place):
    files = shutil.copytree(settings.YINLI_FILES, place / "files")
    gone = files / path_of(*Source.objects.values_list("sha256", "subject_id").first()).relative_to(
        settings.YINLI_FILES
    )
    gone.unlink()
    house = House(place / "var", files, place / "var/keys")
    order = Order(place / "b.backup", None, KEY)
    made = back_up(house, in_this_database(os.environ["YINLI_DATABASE_OWNER_URL"]), order, quiet)
    assert made.missing == [gone.name]


def test_the_original_that_an_erasure_destroyed_is_not_missed(demo):
    source = Source.objects.select_related("subject").first()
    name = path_of(source.sha256, source.subject_id).name
    connection.ensure_connection()
    with viewing_as(SYSTEM):
        assert name in wanted(connection.connection)
        Subject.objects.filter(pk=source.subject_id).update(erased_at=timezone.now(), marks=[])
        assert name not in wanted(connection.connection)


def told(urls: Urls, var: Path) -> dict:
    variables = {**os.environ, **environment(urls), "YINLI_AS_OWNER": "1", "YINLI_VAR": str(var)}
    command = [sys.executable, str(ROOT / "tests/cli/figures.py")]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_whole_demo_comes_back_with_every_figure(backup, place):
    here = Urls(*(in_this_database(os.environ[f"YINLI_DATABASE_{role}_URL"]) for role in ("OWNER", "APP")))
    target = place / "restored"
    started = time.monotonic()
    done = restore(Request(backup.data, backup.keys, KEY, target), quiet)
    assert time.monotonic() - started < 60
    assert sum(table["rows"] for table in done.manifest["tables"].values()) > 10_000
    assert hashes(target / "files") == hashes(Path(settings.YINLI_FILES))
    for name in ("keys", "seals"):
        assert hashes(target / name) == hashes(place / "var" / name)
    assert not list(target.glob("restoring-*"))
    with EmbeddedServer(target / "pg", fsync=False, purpose="a drill", say=quiet) as server:
        restored = told(server.urls, target)
    assert restored == told(here, place / "var")
    assert len(restored["figures"]) > 10 and restored["log-in"][0] == 302


def test_a_wrong_key_is_refused_and_nothing_is_touched(backup, place):
    target = place / "restored"
    with pytest.raises(WrongKey):
        restore(Request(backup.data, backup.keys, new_recovery_key(), target), quiet)
    assert not target.exists()


def test_a_backup_cut_short_is_refused_and_nothing_is_touched(backup, place):
    data = backup.data.read_bytes()
    backup.data.write_bytes(data[: len(data) // 2])
    with pytest.raises(Failure, match="cut short"):
        restore(Request(backup.data, backup.keys, KEY, place / "restored"), quiet)
    assert not (place / "restored").exists()


def test_personal_data_are_not_restored_without_their_keys(backup, place):
    with pytest.raises(Failure, match="--keys"):
        restore(Request(backup.data, None, KEY, place / "restored"), quiet)
    assert not (place / "restored").exists()


def test_the_two_files_are_not_mistaken_for_each_other(backup, place):
    with pytest.raises(Failure, match="holds keys and not data"):
        restore(Request(backup.keys, backup.data, KEY, place / "restored"), quiet)


def test_a_folder_in_use_is_not_restored_into(backup, place):
    with pytest.raises(Failure, match="is in use: it holds keys, seals, secrets|is in use"):
        restore(Request(backup.data, backup.keys, KEY, place / "var"), quiet)
    assert (place / "var/secrets/django").read_text() == "what secrets/django holds"


def test_a_restore_that_fails_half_way_leaves_the_target_as_it_was(backup, place, monkeypatch):
    before = hashes(place / "var")

    def refuse(*arguments):
        raise Failure("the disk broke")

    monkeypatch.setattr("yinli.cli.backup.restoring._fill", refuse)
    with pytest.raises(Failure, match="the disk broke"):
        restore(Request(backup.data, backup.keys, KEY, place / "var", replace=True), quiet)
    assert hashes(place / "var") == before


def test_an_existing_backup_is_never_overwritten(backup, place):
    house = House(place / "var", Path(settings.YINLI_FILES), place / "var/keys")
    before = backup.data.read_bytes()
    with pytest.raises(Failure, match="exists already"):
        back_up(house, in_this_database(os.environ["YINLI_DATABASE_OWNER_URL"]), backup, quiet)
    assert backup.data.read_bytes() == before
    assert not list(place.glob(".*.part"))


def test_a_backup_made_by_a_newer_program_is_refused(backup, place, monkeypatch):
    said = json.dumps([["accounts", "0001_initial"]])
    known = SimpleNamespace(returncode=0, communicate=lambda: (said, ""))
    monkeypatch.setattr(
        "yinli.cli.backup.restoring._asked_what_is_known", lambda: contextlib.nullcontext(known)
    )
    with pytest.raises(Failure, match="made by a newer Yinli"):
        restore(Request(backup.data, backup.keys, KEY, place / "restored"), quiet)
    assert not (place / "restored").exists()


def test_wherever_either_file_is_cut_short_nothing_is_touched(backup, place):
    for path in (backup.data, backup.keys):
        whole = path.read_bytes()
        step = max(1, len(whole) // 40)
        for kept in sorted({0, 1, 12, 13, len(whole) - 1, len(whole) - 43, *range(0, len(whole), step)}):
            path.write_bytes(whole[:kept])
            with pytest.raises(Failure, match="damaged|cut short|not a backup") as said:
                restore(Request(backup.data, backup.keys, KEY, place / "var", replace=True), quiet)
            assert str(path) in str(said.value), kept
        path.write_bytes(whole)
    assert not list(place.glob("var/re*-*")), "nothing was begun, and nothing moved aside"


def test_a_disk_that_fills_while_files_are_written_is_told_and_nothing_is_left(backup, place, monkeypatch):
    before = hashes(place / "var")

    def refuse(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("yinli.cli.backup.unpacking._write", refuse)
    with pytest.raises(Failure, match="No space left on device. Nothing there was changed"):
        restore(Request(backup.data, backup.keys, KEY, place / "var", replace=True), quiet)
    assert hashes(place / "var") == before and not list(place.glob("var/re*-*"))


def test_a_disk_too_small_is_refused_before_anything_is_written(backup, place, monkeypatch):
    usage = SimpleNamespace(free=10_000)
    monkeypatch.setattr("yinli.cli.backup.drafts.shutil.disk_usage", lambda folder: usage)
    with pytest.raises(Failure, match="may need .* MB, and .* has 0.0 MB free"):
        restore(Request(backup.data, backup.keys, KEY, place / "restored"), quiet)
    assert not (place / "restored").exists()


def test_a_backup_from_a_clock_that_ran_ahead_comes_back(demo, place, monkeypatch):
    """The clock was set back since: nothing compares the time of the backup with that of the restore."""
    house = House(place / "ahead", Path(settings.YINLI_FILES), Path(settings.YINLI_KEYS))
    order = Order(place / "ahead.backup", place / "ahead.keys", KEY)

    class Ahead(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2049, 1, 1, tzinfo=tz)

    monkeypatch.setattr("yinli.cli.backup.making.datetime", Ahead)
    back_up(house, in_this_database(os.environ["YINLI_DATABASE_OWNER_URL"]), order, quiet)
    done = restore(Request(order.data, order.keys, KEY, place / "restored"), quiet)
    assert "2049" in json.dumps(done.manifest) and (place / "restored/pg").is_dir()
