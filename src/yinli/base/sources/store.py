"""The file store: content-addressed, written and fsynced before any row speaks of it."""

import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie (two levels of folders, so that none grows huge)."""
    return Path(settings.YINLI_FILES) / sha256[:2] / sha256[2:4] / sha256


def put(sha256: str, data: bytes) -> Path:
    """Write `data` once; a crash half-way leaves no file under the final name."""
    target = path_of(sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(draft, 0o440)
    os.replace(draft, target)
    _sync_folder(target.parent)
    return target


def get(sha256: str) -> bytes:
    """The bytes as they came in."""
    return path_of(sha256).read_bytes()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
