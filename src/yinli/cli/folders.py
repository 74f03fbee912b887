"""Where things are: the package, the project around it, and var/."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1]


def var_folder() -> Path:
    """The folder of everything that is kept: $YINLI_VAR, else var/ of the project."""
    return Path(os.environ.get("YINLI_VAR", PROJECT / "var")).absolute()


def database_folder() -> Path:
    """The folder of the embedded database."""
    return var_folder() / "pg"
