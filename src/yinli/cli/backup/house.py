"""What is kept outside the database, and where."""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yinli.cli.folders import var_folder

# What an archive may hold, by the first part of a member's name. Keys lie apart from what they open.
DUMP = "database.dump"
DATA_FOLDERS = ("files", "seals", "rules", "templates", "backup")
KEY_FOLDERS = ("keys", "secrets")
KEPT = ("pg", *DATA_FOLDERS, *KEY_FOLDERS)
PUBLIC_KEY, SERIES = "recovery.pub", "series.json"
# A file that is being written has this prefix until it is complete (base/sources/store.py).
DRAFT = "tmp"
BLOCK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class House:
    """The folders of one installation; those that do not exist hold nothing."""

    var: Path
    files: Path
    keys: Path
    rules: Path | None = None
    templates: Path | None = None

    def folder(self, name: str) -> Path | None:
        """Where the folder lies that an archive calls `name`."""
        own = {"files": self.files, "keys": self.keys, "rules": self.rules, "templates": self.templates}
        return own.get(name, self.var / name)

    def members(self, *names: str) -> Iterator[tuple[str, Path]]:
        """(name in an archive, path) of every file below the folders called `names`, in order."""
        for name in names:
            folder = self.folder(name)
            if folder is None or not folder.is_dir():
                continue
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink() and not _is_draft(name, path):
                    yield f"{name}/{path.relative_to(folder).as_posix()}", path

    @property
    def public_key(self) -> Path:
        """The public half of the recovery key, with which backups are made."""
        return self.var / "backup" / PUBLIC_KEY

    def next_number(self) -> tuple[str, int]:
        """(series, number) of the next backup. Counted, not timed: a clock may jump."""
        path = self.var / "backup" / SERIES
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            series, number = str(known["series"]), int(known["number"])
        except (OSError, ValueError, KeyError, TypeError):
            series, number = secrets.token_hex(8), 0
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_text(json.dumps({"series": series, "number": number + 1}), encoding="utf-8")
        beside.replace(path)
        return series, number + 1


def _is_draft(name: str, path: Path) -> bool:
    return (name == "files" and path.name.startswith(DRAFT)) or path.name.startswith(SERIES)


def this_house() -> House:
    """The installation that the environment names."""
    var = var_folder()

    def named(variable: str) -> Path | None:
        return Path(value).absolute() if (value := os.environ.get(variable)) else None

    return House(
        var=var,
        files=named("YINLI_FILES") or var / "files",
        keys=named("YINLI_KEYS") or var / "keys",
        rules=named("YINLI_RULES"),
        templates=named("YINLI_BRIEFING_TEMPLATES"),
    )


def blocks_of(path: Path, most: int | None = None) -> Iterator[bytes]:
    """The first `most` bytes of a file, or all; opened at once, so that a missing one raises before a write."""
    file = path.open("rb")

    def read() -> Iterator[bytes]:
        with file:
            left = os.fstat(file.fileno()).st_size if most is None else most
            while left > 0 and (block := file.read(min(BLOCK_BYTES, left))):
                left -= len(block)
                yield block

    return read()
