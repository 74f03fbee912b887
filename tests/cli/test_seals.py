"""`yinli seal`, `yinli verify history`, and the sealer that `yinli up` keeps."""

import shutil
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from yinli.base.history.tests.conftest import _told, archive, named, owner_url, sealed  # noqa: F401
from yinli.cli import sealer as sealing_child
from yinli.cli import seals
from yinli.cli.bootstrap import Urls
from yinli.cli.database import Database
from yinli.cli.failure import Failure
from yinli.cli.kept import BACK_OFF_SECONDS, pause_after
from yinli.cli.main import app
from yinli.cli.sealer import Ending, Sealer, keep_sealing


@pytest.fixture
def run(sealed, monkeypatch):  # noqa: F811
    """Runs a command against the sealed database: (exit code, output)."""
    from contextlib import contextmanager

    urls = Urls(named(owner_url(), sealed.database), "")
    monkeypatch.setenv("YINLI_VAR", str(sealed.place.folder.parent))

    @contextmanager
    def there(purpose):
        yield Database(urls)

    monkeypatch.setattr("yinli.cli.database.any_database", there)

    def invoke(*arguments):
        done = CliRunner().invoke(app, arguments)
        return done.exit_code, done.output

    return invoke


def test_whole_history_is_verified_with_counts_and_time(run):
    code, said = run("verify", "history")
    assert code == 0
    assert said.startswith("OK: every sealed row of history is what was sealed.")
    assert "in 3 seals" in said and "Signed with the key" in said and "No row waits" in said


def test_the_first_bad_row_is_named_with_exit_code_one(run, sealed):  # noqa: F811
    with sealed.superuser() as connection:
        connection.execute("UPDATE history_entry SET note = 'x' WHERE record_label LIKE '板块%'")
    code, said = run("verify", "history")
    assert code == 1 and said.startswith("TAMPERED") and said.count("was altered") == 1
    assert "1 more rows after it; --all names them." in said
    assert run("verify", "history", "--all")[1].count("was altered") == 2


def test_copies_kept_elsewhere_and_heads_on_paper_are_taken(run, sealed, tmp_path):  # noqa: F811
    kept = shutil.copytree(sealed.place.folder, tmp_path / "kept")
    copies = (
        "--heads",
        f"{kept}/heads.jsonl",
        "--leaves",
        f"{kept}/leaves",
        "--public-key",
        f"{kept}/public-keys.pem",
    )
    assert run("seal")[0] == 0
    code, said = run("verify", "history", *copies)
    assert code == 0 and "ends at seal 3, and the database knows 4" in said
    assert run("verify", "history", "--head", "2:00000000")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--heads", "/nowhere"), "There are no heads at /nowhere"),
        (("--public-key", "/dev/null"), "There are no public keys at /dev/null"),
        (("--head", "two"), "is no head"),
    ],
)
def test_what_cannot_be_verified_is_no_verdict(run, arguments, why):
    code, said = run("verify", "history", *arguments)
    assert code == 2 and why in said


def test_sealing_says_its_head_and_refuses_in_words(run, sealed):  # noqa: F811
    sealed.unit("新")
    code, said = run("seal")
    assert code == 0 and "Seal 4: 2 rows of 2 tables. Head " in said
    heads = sealed.place.heads
    heads.write_text("".join(heads.read_text().splitlines(keepends=True)[:2]))
    code, said = run("seal")
    assert code == 1 and "ends at seal 2, and the database knows 4" in said
    code, said = run("seal", "--heads-from-database")
    assert code == 0 and "Written again: 2 lines" in said


def test_a_database_that_does_not_answer_is_a_failure_in_words(tmp_path):
    with pytest.raises(Failure, match="History could not be sealed"):
        seals.seal_now("postgresql://nobody@127.0.0.1:1/none", seals.place_in(tmp_path))


def test_the_sealer_seals_at_its_times_and_once_more_when_it_is_told_to_end(monkeypatch):
    runs = []
    ending = Ending()

    def sealed_(owner_url):
        runs.append(owner_url)
        ending.asked = len(runs) == 3
        return ""

    monkeypatch.setattr(sealing_child, "_sealed", sealed_)
    keep_sealing("here", ending, first=0, every=0)
    assert runs == ["here"] * 4


def test_the_sealer_says_a_problem_once_and_goes_on(monkeypatch, capsys):
    problems = iter(["no database", "no database", "no key", "", "no key"])
    ending = Ending()

    def sealed_(owner_url):
        try:
            return next(problems)
        except StopIteration:
            ending.asked = True
            return ""

    monkeypatch.setattr(sealing_child, "_sealed", sealed_)
    monkeypatch.setattr(sealing_child, "pause_after", lambda failures, every: 0)
    keep_sealing("here", ending, first=0, every=0)
    assert capsys.readouterr().err.splitlines() == ["yinli: no database", "yinli: no key", "yinli: no key"]


def test_the_pause_grows_with_failures_and_has_an_end():
    assert [pause_after(n) for n in (0, 1, 2, 9)] == [60.0, 5.0, 15.0, 600.0]


def test_a_sealer_that_ends_is_started_again_after_a_pause(monkeypatch, capsys):
    now = [0.0]
    kept = Sealer({}, clock=lambda: now[0])
    started = []

    def start():
        started.append(subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]))
        return started[-1]

    monkeypatch.setattr(kept, "_child", type("Starts", (), {"start": staticmethod(start)}))
    for expected in (1, 2):
        kept.look()
        started[-1].wait()
        kept.look()
        assert len(started) == expected
        now[0] += BACK_OFF_SECONDS[expected - 1]
    assert "exit code 3" in capsys.readouterr().err
    kept.stop()


def test_a_sealer_that_cannot_be_started_troubles_nobody(monkeypatch, capsys):
    def refuse():
        raise OSError("no more processes")

    kept = Sealer({})
    monkeypatch.setattr(kept, "_child", type("Refuses", (), {"start": staticmethod(refuse)}))
    kept.look()
    kept.look()
    assert capsys.readouterr().err.count("cannot be started: no more processes") == 1


def test_the_sealer_ends_at_a_signal_with_a_last_seal(sealed, tmp_path):  # noqa: F811
    sealed.unit("最后")
    environment = {
        "PYTHONPATH": ":".join(sys.path),
        "YINLI_DATABASE_OWNER_URL": named(owner_url(), sealed.database),
        "YINLI_VAR": str(sealed.place.folder.parent),
    }
    child = subprocess.Popen([sys.executable, "-m", "yinli.cli.sealer"], env=environment)
    time.sleep(1.5)
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=8) == 0
    assert sealed.verify().unsealed == {} and sealed.verify().seals == 4
