"""Generated passwords, kept outside the database in files only their owner may read."""

import json
import os
import secrets
from pathlib import Path

from yinli.cli.failure import Failure


class Passwords:
    """The passwords of one database server by role name, in `path` (mode 0600)."""

    def __init__(self, path: Path):
        self.path = path
        self._known = self._read()

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise Failure(
                f"{self.path} is damaged ({error}). Restore it, or delete it: an embedded database then "
                "gets new passwords at the next start."
            ) from error
        return {str(role): str(password) for role, password in found.items()}

    def get(self, role: str) -> str | None:
        """The password kept for `role`, if any."""
        return self._known.get(role)

    def ensure(self, role: str) -> str:
        """The password of `role`, made and kept when there is none."""
        if role not in self._known:
            self._known[role] = secrets.token_urlsafe(24)
            self._write()
        return self._known[role]

    def _write(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        # Created with its mode: a chmod afterwards would leave a moment in which others can read it.
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(self._known, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(self.path)
