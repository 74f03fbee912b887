"""A real `yinli up` with the demo district, and a real browser in front of it."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.find_chromium import find
from yinli.cli.postgres import free_port
from yinli.demo.staff import PASSWORD

ROOT = Path(__file__).parents[2]
# As root Chromium has no sandbox; the rest keeps it from calling home.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a Yinli that runs for this session alone, with a database and files of its own."""
    with serving(tmp_path_factory.mktemp("var")) as address:
        yield address


@contextmanager
def serving(var, **settings):
    """A Yinli with its demo, told `settings` of the environment; its address."""
    port = free_port()
    kept = {key: value for key, value in os.environ.items() if not re.match("(YINLI|DATABASE)_", key)}
    command = [sys.executable, "-m", "yinli.cli.main", "up", "--port", str(port), "--with-parent"]
    with (var / "up.log").open("wb") as log:
        told = {**kept, **settings, "YINLI_VAR": str(var)}
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(process, f"http://127.0.0.1:{port}/healthz", var / "up.log")
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait(process, address: str, log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.3)
    raise AssertionError("yinli up was not ready in three minutes:\n" + log.read_text())


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium."""
    path = find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_as(site, browser):
    """`open_as("officer")` is a page of somebody who has logged in; what its console complains of fails the test."""
    contexts, complaints = [], []

    def opened(username: str, **options):
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "base_url": site, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/accounts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/today/**")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def go(page, address: str) -> None:
    """Open `address`; once more where a page that was still on its way cut the first try off."""
    try:
        page.goto(address)
    except Error as error:
        if "ERR_ABORTED" not in str(error):
            raise
        page.goto(address)
