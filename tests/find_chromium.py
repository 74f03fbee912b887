"""Finds a Chromium for the browser tests, and installs one where the machine has none.

`python tests/find_chromium.py` prints its path. Order: $YINLI_CHROMIUM, the system's, Playwright's own;
then Playwright's installer, then the system's package manager.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class NoBrowser(Exception):
    """No Chromium is here and none could be installed; says what to do."""


def find() -> str:
    """The path of a Chromium; raises NoBrowser when there is none to be had."""
    if found := present():
        return found
    tried = [_with_playwright(), _with_apt("chromium")]
    if found := present():
        return found
    raise NoBrowser(
        "No Chromium for the browser tests, and none could be installed:\n  "
        + "\n  ".join(reason for reason in tried if reason)
        + "\nInstall Chromium or Chrome, or name one with YINLI_CHROMIUM=/path/to/chromium."
    )


def present() -> str | None:
    """The path of a Chromium that is installed already."""
    if given := os.environ.get("YINLI_CHROMIUM"):
        return given
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MACOS.exists():
        return str(MACOS)
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _with_playwright() -> str:
    done = _run(sys.executable, "-m", "playwright", "install", "chromium")
    return "" if done.returncode == 0 else f"playwright install chromium: {_last_line(done)}"


def _with_apt(package: str) -> str:
    if present():
        return ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "apt-get: only as root, on Debian and its kin"
    _run("apt-get", "update")
    done = _run("apt-get", "install", "--yes", "--no-install-recommends", package)
    return "" if done.returncode == 0 else f"apt-get install {package}: {_last_line(done)}"


def ensure_chinese_font() -> str:
    """Make sure that Chinese can be drawn; returns a warning when it cannot, else ""."""
    if _has_chinese_font():
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update")
        _run("apt-get", "install", "--yes", "--no-install-recommends", "fontconfig", "fonts-noto-cjk")
        if _has_chinese_font():
            return ""
    return "No Chinese font: pictures of pages will show boxes. Install Noto Sans CJK."


def _has_chinese_font() -> bool:
    if sys.platform == "darwin":
        return True  # every macOS has one
    return bool(shutil.which("fc-list")) and bool(_run("fc-list", ":lang=zh").stdout.strip())


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, capture_output=True, text=True, env=quiet, timeout=600)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "no answer within ten minutes")


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"


def main() -> int:
    """Print the path; warn about a missing font."""
    try:
        sys.stdout.write(f"{find()}\n")
    except NoBrowser as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if warning := ensure_chinese_font():
        sys.stderr.write(f"{warning}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
