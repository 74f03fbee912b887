"""What the architecture tests look at: every Python file of the house, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/yinli"


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    path: Path

    @property
    def name(self) -> str:
        """The path below src/yinli, as tests print it."""
        return str(self.path.relative_to(SOURCE))

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").splitlines()

    @cached_property
    def _calls(self) -> tuple[ast.Call, ...]:
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return iter(self._calls)


_module = cache(Module)


@cache
def modules(*folders: str) -> list[Module]:
    """Modules below the folders, without migrations and tests."""
    found = []
    for folder in folders or ("",):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            if not {"migrations", "tests"} & set(path.relative_to(SOURCE).parts):
                found.append(_module(path))
    return found
