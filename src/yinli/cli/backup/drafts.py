"""A file that appears under its name only when it is complete and on the disk."""

import contextlib
import os
import shutil
from pathlib import Path
from types import TracebackType

from yinli.cli.failure import Failure


class Draft:
    """Written beside `target`, readable by its owner only; `publish` gives it its name, else it is removed."""

    def __init__(self, target: Path):
        self.target = target
        self._path = target.with_name(f".{target.name}.{os.getpid()}.part")
        self.name = str(target)

    def __enter__(self) -> "Draft":
        refuse_existing(self.target)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise _not_written(self.target, error) from error
        self._file = os.fdopen(handle, "wb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # what could not be written cannot be flushed either
            self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """Write all of `data`; raises Failure when the disk is full or gone."""
        try:
            return self._file.write(data)
        except OSError as error:
            raise _not_written(self.target, error) from error

    def publish(self) -> None:
        """Make it durable, then give it its name; raises Failure when somebody else took that meanwhile."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._rename()
            _sync_folder(self.target.parent)
        except OSError as error:
            raise _not_written(self.target, error) from error

    def _rename(self) -> None:
        try:
            os.link(self._path, self.target)  # unlike a rename, it never replaces what is there
        except FileExistsError:
            refuse_existing(self.target)
        except OSError:  # a stick or a share without hard links
            refuse_existing(self.target)
            os.replace(self._path, self.target)


def refuse_existing(target: Path) -> None:
    """Raise Failure when there is something under that name."""
    if target.exists() or target.is_symlink():
        raise Failure(f"{target} exists already and is not overwritten. Choose another name.")


def refuse_full_disk(folder: Path, needed: int, what: str) -> None:
    """Raise Failure when `needed` bytes will not fit."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Failure(f"The folder {folder} cannot be used: {error.strerror}.") from error
    if free < needed:
        raise Failure(
            f"{what} may need {megabytes(needed)}, and {folder} has {megabytes(free)} free. Make room, or use "
            "another disk."
        )


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1_000_000:,.1f} MB"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        return  # some shares cannot; the file itself is on the disk
    finally:
        os.close(handle)


def _not_written(target: Path, error: OSError) -> Failure:
    return Failure(f"{target} could not be written: {error.strerror}. Nothing of it was kept.")
