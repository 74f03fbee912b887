"""Files are taken apart in a child process that can be killed: a hostile one costs its sender some seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import yinli
from yinli.base.sources.unreadable import Unreadable

MOST_SECONDS = 25


def take_apart(kind: str, data: bytes, seconds: float = MOST_SECONDS) -> tuple[str, str]:
    """(text, title) of a file of `kind` (docx, pdf, html, eml); raises Unreadable, after `seconds` at the latest."""
    command = (sys.executable, "-B", "-m", "yinli.base.sources.child", kind)
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare(),
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable("too_hard") from slow
    if done.returncode:
        # Ended by one of its limits, or by a fault in a C library: the file did it.
        raise Unreadable("too_hard")
    said = json.loads(done.stdout)
    if "refused" in said:
        raise Unreadable(said["refused"], said["value"])
    return said["text"], said["title"]


def _bare() -> dict[str, str]:
    """An environment without the log-ins of the database."""
    source = str(Path(yinli.__file__).parents[1])
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1"}
