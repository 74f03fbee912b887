"""One owner at a time, and the second is told who it is."""

import subprocess
import sys

from yinli.cli.processes import Child, Lock, alive, wait_until

HOLD = "import sys, time; from pathlib import Path; from yinli.cli.processes import Lock\n"
HOLD += "lock = Lock(Path(sys.argv[1])); print(lock.take({'purpose': 'a test'}), flush=True); time.sleep(60)"


def hold(path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "True\n"
    return holder


def test_a_second_process_does_not_get_the_lock_and_reads_who_holds_it(tmp_path):
    holder = hold(tmp_path / "lock")
    try:
        lock = Lock(tmp_path / "lock")
        assert lock.held() and not lock.take({})
        assert lock.note() == {"purpose": "a test"}
    finally:
        holder.kill()
        holder.wait()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    holder = hold(tmp_path / "lock")
    holder.kill()
    holder.wait()
    lock = Lock(tmp_path / "lock")
    assert not lock.held() and lock.take({"purpose": "next"})
    lock.release()


def test_a_lock_that_was_let_go_names_nobody(tmp_path):
    lock = Lock(tmp_path / "lock")
    lock.take({"purpose": "me"})
    lock.release()
    assert lock.note() == {} and not lock.held()


def test_a_lock_that_never_was_is_free(tmp_path):
    assert not Lock(tmp_path / "lock").held()


def test_a_child_returns_its_exit_code():
    assert Child((sys.executable, "-c", "raise SystemExit(3)")).run() == 3


def test_a_process_that_ended_but_was_not_collected_is_not_alive():
    child = Child((sys.executable, "-c", "pass")).start()
    assert wait_until(lambda: not alive(child.pid), seconds=10)
    child.wait()
