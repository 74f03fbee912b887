"""`yinli demo` tells the demo into an empty database, and into no other."""

import os
import re
import subprocess
import sys

import pytest


def demo(var, *arguments):
    """Run `yinli demo` with a folder of its own."""
    kept = {key: value for key, value in os.environ.items() if not re.match("(YINLI|DATABASE)_", key)}
    command = [sys.executable, "-m", "yinli.cli.main", "demo", *arguments]
    return subprocess.run(command, env={**kept, "YINLI_VAR": str(var)}, capture_output=True, text=True)


@pytest.mark.deep
def test_the_demo_is_told_once_and_never_over_data_that_are_there(tmp_path):
    told = demo(tmp_path, "--as-of", "2026-09-08")
    assert told.returncode == 0, told.stderr
    assert "as of 2026-09-08" in told.stdout and "officer" in told.stdout
    again = demo(tmp_path)
    assert again.returncode == 1
    assert "has users already" in again.stderr
