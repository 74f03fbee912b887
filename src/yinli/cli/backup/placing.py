"""A new var/ is built inside the target's own folder and moved into place at the end, or not at all."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from yinli.cli.backup.house import KEPT
from yinli.cli.cluster import POINTER, SYSTEM_FOLDER, make_folder
from yinli.cli.failure import Failure
from yinli.cli.postgres import STATE_LOCK, Held
from yinli.cli.processes import Lock

# What a disk answers that is full, over its quota, read-only or broken.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
_STAGING, _ASIDE = "restoring-", "replaced-"


def refuse_taken(into: Path, replace: bool) -> None:
    """Raise Failure when `into` holds anything that a restore would stand on."""
    lock = Lock(into / "pg" / STATE_LOCK)
    if lock.held():
        raise Held(into / "pg", lock.note())
    there = [name for name in KEPT if (into / name).exists()]
    if there and not replace:
        raise Failure(
            f"{into} is in use: it holds {', '.join(there)}. Restore into an empty folder with --into FOLDER, or "
            "use --replace, which moves what is there aside and deletes nothing."
        )


@contextlib.contextmanager
def in_staging(into: Path) -> Iterator[Path]:
    """A new folder inside `into`, on its disk; afterwards it is gone, and so is `into` if it was not there."""
    existed = into.exists()
    try:
        make_folder(into)
        # The pid alone would do; the time keeps names of databases outside of var/ apart for good.
        staging = into / f"{_STAGING}{os.getpid()}-{time.time_ns():x}"
        make_folder(staging)
    except OSError as error:
        raise Failure(f"{into} cannot be written: {error.strerror}. Choose another folder.") from error
    try:
        yield staging
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise Failure(
            f"The disk of {into} does not take what is to be restored: {error.strerror}. Nothing there was changed; "
            "make room, or restore into a folder on another disk."
        ) from error
    finally:
        _remove(staging)
        if not existed:
            with contextlib.suppress(OSError):  # not empty: the restore succeeded
                into.rmdir()


def _remove(staging: Path) -> None:
    pointer = staging / "pg" / POINTER
    if pointer.exists():
        outside = Path(pointer.read_text(encoding="utf-8").strip()).parent
        if outside.is_relative_to(SYSTEM_FOLDER):
            shutil.rmtree(outside, ignore_errors=True)
    shutil.rmtree(staging, ignore_errors=True)


def put_in_place(staging: Path, into: Path, *, replace: bool) -> Path | None:
    """Move what was restored to where it belongs; returns where the old went, None when there was none."""
    refuse_taken(into, replace)  # once more: building took a while
    aside = into / f"{_ASIDE}{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
    moves = [(into / name, aside / name) for name in KEPT if (into / name).exists()]
    old = bool(moves)
    moves += [(staging / name, into / name) for name in KEPT if (staging / name).exists()]
    if old:
        make_folder(aside)
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError as error:
        for source, target in reversed(done):
            target.rename(source)
        raise Failure(f"{error.filename} could not be moved: {error.strerror}. All is as it was.") from error
    return aside if old else None
