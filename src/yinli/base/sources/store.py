"""The file store: content-addressed, encrypted, written and fsynced before any row speaks of it."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from yinli.base.personal.ciphers import seal_bytes, unseal_bytes
from yinli.base.personal.keystore import KeyGone


def path_of(sha256: str, subject_id: int) -> Path:
    """Where the bytes with this hash lie (two levels of folders, so that none grows huge).

    The name holds whose key encrypts them: an orphan of a crash is never taken for the file of another key.
    """
    return Path(settings.YINLI_FILES) / sha256[:2] / sha256[2:4] / f"{sha256}.{subject_id}"


def put(sha256: str, subject_id: int, data: bytes) -> Path:
    """Write `data`, encrypted; a crash half-way leaves no file under the final name."""
    target = path_of(sha256, subject_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(seal_bytes(subject_id, data))
        file.flush()
        os.fsync(file.fileno())
    os.chmod(draft, 0o440)
    os.replace(draft, target)
    _sync_folder(target.parent)
    return target


def get(sha256: str, subject_id: int) -> bytes:
    """The bytes as they came in; raises KeyGone once they were destroyed."""
    path = path_of(sha256, subject_id)
    if not path.exists():
        raise KeyGone(subject_id)
    return unseal_bytes(subject_id, path.read_bytes())


def remove(sha256: str, subject_id: int) -> None:
    """Take the bytes off the disk; what is gone already stays gone."""
    path = path_of(sha256, subject_id)
    path.unlink(missing_ok=True)
    if path.parent.exists():
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
