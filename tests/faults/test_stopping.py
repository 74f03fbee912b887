"""However `yinli up` ends, nothing of it stays."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no parent-death signal")


def wait_for_exit(child: subprocess.Popen[bytes]) -> int:
    return child.wait(timeout=15)


def test_what_is_up_answers_and_consists_of_web_workers_and_database(home):
    home.up()
    with urllib.request.urlopen(f"http://localhost:{home.port}/healthz") as answer:
        assert answer.read() == b"yinli_app"
    commands = list(home.processes().values())
    assert sum("yinli.cli.web" in command for command in commands) >= 2
    assert any("/postgres -D" in command for command in commands)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_stops_all_of_it_in_order(home, number):
    child = home.up()
    child.send_signal(number)
    assert wait_for_exit(child) == 0
    assert home.gone_within(1) == {}
    assert not (home.data() / "postmaster.pid").exists()
    assert "database system is shut down" in (home.folder / "pg" / "postgres.log").read_text()


def test_ctrl_c_in_the_terminal_reaches_the_parent_only_which_stops_all(home):
    child = home.up("setsid", "--wait")
    parent = next(pid for pid, command in home.processes().items() if "yinli.cli.main up" in command)
    of_the_terminal = [pid for pid in home.processes() if os.getpgid(pid) == os.getpgid(parent)]
    assert of_the_terminal == [parent]
    os.killpg(os.getpgid(parent), signal.SIGINT)
    wait_for_exit(child)
    assert home.gone_within(1) == {}
    assert "Stopped." in home.log()


def test_a_second_ctrl_c_does_not_interrupt_the_clearing_up(home):
    child = home.up()
    for _ in range(5):
        child.send_signal(signal.SIGINT)
        time.sleep(0.02)
    assert wait_for_exit(child) == 0
    assert home.gone_within(1) == {}


@linux_only
def test_sigkill_of_the_parent_leaves_nothing_behind(home):
    child = home.up()
    child.kill()
    wait_for_exit(child)
    assert home.gone_within(10) == {}


@linux_only
def test_sigkill_of_the_parent_and_of_the_web_servers_main_process_leaves_nothing_behind(home):
    child = home.up()
    web = min(pid for pid, command in home.processes().items() if "yinli.cli.web" in command)
    child.kill()
    os.kill(web, signal.SIGKILL)
    wait_for_exit(child)
    assert home.gone_within(10) == {}


@linux_only
def test_up_ends_with_the_process_that_started_it_when_asked_to(home):
    shell = f"{sys.executable} -m yinli.cli.main up --port {home.port} --no-demo --with-parent & wait"
    parent = subprocess.Popen(["/bin/sh", "-c", shell], env=home.variables(), stderr=subprocess.DEVNULL)
    home.started.append(parent)
    deadline = time.monotonic() + 60
    while not any("yinli.cli.web" in command for command in home.processes().values()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    parent.kill()
    parent.wait()
    assert home.gone_within(10) == {}


@linux_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_make_that_alone_gets_the_signal_takes_everything_with_it(home, tmp_path, number):
    (tmp_path / "Makefile").write_text("up:\n\t@exec $(UP)\n")
    with_parent = " ".join([*home.command(), "--with-parent"])
    make = home.serve(["make", "-C", str(tmp_path), "up", f"UP={with_parent}"])
    make.send_signal(number)
    assert wait_for_exit(make) == -number
    assert home.gone_within(10) == {}


def test_when_the_web_server_dies_up_stops_the_database_and_says_so(home):
    child = home.up()
    web = min(pid for pid, command in home.processes().items() if "yinli.cli.web" in command)
    os.kill(web, signal.SIGKILL)
    assert wait_for_exit(child) != 0
    assert home.gone_within(1) == {}
    assert "The web server ended by itself" in home.log()


def test_a_worker_that_dies_is_replaced(home):
    home.up()
    web = [pid for pid, command in home.processes().items() if "yinli.cli.web" in command]
    os.kill(max(web), signal.SIGKILL)
    deadline = time.monotonic() + 20
    while len([pid for pid, command in home.processes().items() if "yinli.cli.web" in command]) < len(web):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    # The new process is there before it listens.
    while not healthy(home.port):
        assert time.monotonic() < deadline, home.log()
        time.sleep(0.2)


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_when_the_database_dies_up_stops_the_web_server_and_says_so(home):
    child = home.up()
    os.kill(home.postmaster(), signal.SIGKILL)
    assert wait_for_exit(child) == 1
    assert home.gone_within(5) == {}
    assert "The database ended by itself" in home.log()


def test_a_sealer_that_dies_is_started_again_and_the_web_server_goes_on(home):
    home.up()
    deadline = time.monotonic() + 20
    seen: list[int] = []
    while len(seen) < 2:
        assert time.monotonic() < deadline, home.log()
        found = [pid for pid, command in home.processes().items() if "yinli.cli.sealer" in command]
        for pid in found:
            if pid not in seen:
                seen.append(pid)
                if len(seen) == 1:
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
    assert "The sealer of history ended (exit code -9); it starts again in 5 s." in home.log()
    with urllib.request.urlopen(f"http://localhost:{home.port}/healthz") as answer:
        assert answer.status == 200


def test_a_sealer_that_cannot_seal_says_why_once_and_the_web_server_goes_on(home):
    """The tiny site has no history: nothing can be sealed there."""
    home.up()
    deadline = time.monotonic() + 30
    while "The table of seals is not there yet" not in home.log():
        assert time.monotonic() < deadline, home.log()
        time.sleep(0.2)
    time.sleep(6)  # it has tried again by now
    assert home.log().count("The table of seals is not there yet") == 1
    with urllib.request.urlopen(f"http://localhost:{home.port}/healthz") as answer:
        assert answer.status == 200
