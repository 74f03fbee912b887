"""Secrets of this installation: made once, kept in files only its owner reads."""

import os
import secrets as random
from pathlib import Path


def secret_key(var: Path) -> str:
    """The secret of this installation, from which the others are derived."""
    return os.environ.get("YINLI_SECRET_KEY") or secret(var / "secrets", "django")


def secret(folder: Path, name: str) -> str:
    """The secret called `name`; made on first use, file mode 0600."""
    path = folder / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f"{name}.{os.getpid()}"
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(random.token_urlsafe(48))
    try:
        # A link, not a rename: whoever is first wins, and nobody ever reads a half-written secret.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
