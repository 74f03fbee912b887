"""A signal that comes in an unlucky moment is not lost."""

import subprocess
import sys

CLEARED_AWAY = """
import os, signal, time
from yinli.cli import up

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.2)

up.end_on_signals()
Cleared()
print("went on", up.asked_to_end())
"""


def test_a_signal_that_comes_while_python_clears_an_object_away_is_remembered():
    done = subprocess.run([sys.executable, "-c", CLEARED_AWAY], capture_output=True, text=True, timeout=30)
    assert "Exception ignored" in done.stderr and "went on True" in done.stdout
