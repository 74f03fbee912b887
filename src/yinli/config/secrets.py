"""Secrets of this installation: made once, kept in files only its owner reads."""

import os
import secrets as random
from pathlib import Path


def secret(folder: Path, name: str) -> str:
    """The secret called `name`; made on first use, file mode 0600."""
    path = folder / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = random.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:  # another process was quicker
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value)
    return value
