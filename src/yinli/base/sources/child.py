"""The process that takes one hostile file apart: little memory, little time, nothing to write to, no secrets.

`python -m yinli.base.sources.child pdf` reads the bytes on stdin and prints JSON: text and title, or why not.
"""

import json
import resource
import sys

MOST_MEMORY = 1024 * 1024 * 1024
MOST_CPU_SECONDS = 20


def confine() -> None:
    """Limit this process for good: memory, processor time, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str) -> None:
    """Read one file."""
    # Python must not try to write what it compiles: with no file size allowed that is a signal.
    sys.dont_write_bytecode = True
    confine()
    from yinli.base.sources.parsers import PARSERS
    from yinli.base.sources.unreadable import Unreadable

    try:
        text, title = PARSERS[kind](sys.stdin.buffer.read())
        said: dict[str, str | int] = {"text": text, "title": title}
    except Unreadable as refused:
        said = {"refused": refused.code, "value": refused.value}
    except (MemoryError, RecursionError):
        said = {"refused": "too_hard", "value": 0}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
