"""The house with one guard taken away: a call of require() or visible(), a path of a scope, a closing, a right."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType

from yinli.base.accounts import permissions, scopes, viewer
from yinli.base.accounts.models import SYSTEM
from yinli.core import permissions_table

SOURCE = Path(__file__).parent.parent.parent / "src"
CALLS = ("require", "visible")
# Rights that are asked before there is a row, or of none.
WITHOUT_A_ROW = {
    "agreement.create", "award.create", "contact.add", "dispute.create", "enterprise.name_first", "follow_up.create",
    "layout.create", "ledger.hand_out", "ledger_return.bring", "project.create",
    "saved_view.create", "saved_view.publish", "subject.review", "talent.create", "trip.create", "visit.create",
}  # fmt: skip
# A mutant: ("require", module, function), ("scope", model, field, path), ("closing", model, number),
# ("right", action, role, relations).
Mutant = tuple


class Guards:
    """Every guard of the house, watched: which of them an answer asked, and one of them taken away."""

    def __init__(self, monkeypatch):
        self.asked: set[Mutant] = set()
        self.gone: Mutant | None = None
        for name in CALLS:
            self._watch(monkeypatch, name, getattr(self, f"_{name}"))
        self._relations_for = permissions.relations_for
        self._watch(monkeypatch, "relations_for", self._relations)
        self._scope_of = permissions.scope_of
        monkeypatch.setattr(permissions, "scope_of", self._scope)

    def _watch(self, monkeypatch, name: str, watcher) -> None:
        """Put `watcher` in the place of a function of base.accounts.permissions, wherever it was imported."""
        original = getattr(permissions, name)
        setattr(self, f"original_{name}", original)
        for module in list(sys.modules.values()):
            ours = getattr(module, "__name__", "").startswith("yinli.")
            if ours and getattr(module, name, None) is original:
                monkeypatch.setattr(module, name, watcher)

    def _is_gone(self, kind: str) -> bool:
        frame = sys._getframe(2)
        site = (kind, frame.f_globals["__name__"], _function_of(frame.f_code))
        self.asked.add(site)
        return site == self.gone

    def _require(self, user, action, obj=None):
        if not self._is_gone("require"):
            self.original_require(user, action, obj)

    def _visible(self, user, rows, action=""):
        if self._is_gone("visible"):
            return rows._default_manager.all() if isinstance(rows, type) else rows.all()
        return self.original_visible(user, rows, action)

    def _relations(self, user, action):
        self.asked.add(("right", action))
        return self._relations_for(user, action)

    def _scope(self, model):
        self.asked.add(("scope", model))
        return self._scope_of(model)

    @contextmanager
    def without(self, mutant: Mutant) -> Iterator[None]:
        """The house without one guard."""
        kind = mutant[0]
        if kind in CALLS:
            self.gone = mutant
            yield
            self.gone = None
        else:
            with {"scope": _scope_without, "closing": _closing_without, "right": _right_changed}[kind](
                *mutant[1:]
            ):
                yield


def _function_of(code: CodeType) -> str:
    """The function whose text a frame runs: a comprehension's is that around it."""
    names = code.co_qualname.split(".<locals>.")
    return next(name for name in reversed(names) if not name.startswith("<")).rpartition(".")[2]


@contextmanager
def _scope_without(model, field: str, path: str) -> Iterator[None]:
    scope = scopes._scopes[model]
    now = getattr(scope, field)
    left = "" if isinstance(now, str) else tuple(one for one in now if one != path)
    scopes._scopes[model] = replace(scope, **{field: left})
    yield
    scopes._scopes[model] = scope


@contextmanager
def _closing_without(model, number: int) -> Iterator[None]:
    rules = scopes._closings[model]
    scopes._closings[model] = [rule for place, rule in enumerate(rules) if place != number]
    yield
    scopes._closings[model] = rules


@contextmanager
def _right_changed(action: str, role: str, relations: tuple[str, ...]) -> Iterator[None]:
    table = permissions_table.permissions().rows[action]
    before = dict(table)
    table[role] = relations
    yield
    table.clear()
    table.update(before)


def without_the_second_wall(monkeypatch) -> None:
    """Let the database answer for everybody as for the system: what then still refuses is the first wall."""
    original = viewer.token_for
    monkeypatch.setattr(viewer, "token_for", lambda user, at=None: original(SYSTEM, at))


def is_asked(mutant: Mutant, asked: set[Mutant]) -> bool:
    """Whether an answer that asked these guards can be changed by this mutant."""
    kind = mutant[0]
    if kind in CALLS:
        return mutant in asked
    if kind == "right":
        return ("right", mutant[1]) in asked
    return ("scope", mutant[1]) in asked


def calls_in_the_house() -> set[Mutant]:
    """Every function of the house that calls require() or visible(), read from its text."""
    found = set()
    for path in (SOURCE / "yinli").rglob("*.py"):
        if "tests" in path.parts or path.name == "permissions.py":
            continue
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found |= {(name, module, node.name) for name in CALLS if _calls(node, name)}
    return found


def _calls(function: ast.FunctionDef, name: str) -> bool:
    """Whether its own text, functions within it apart, calls `name`."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            return True
        todo += ast.iter_child_nodes(node)
    return False


def scope_mutants() -> list[Mutant]:
    """Each path of each scope, and each closing."""
    found: list[Mutant] = []
    for model, scope in scopes._scopes.items():
        for field in ("mine", "unit", "reported", "matter"):
            found += [("scope", model, field, path) for path in getattr(scope, field)]
        found += [("scope", model, field, "") for field in ("named", "confidential") if getattr(scope, field)]
    for model, rules in scopes._closings.items():
        found += [("closing", model, number) for number in range(len(rules))]
    return found


def right_mutants(role: str) -> list[Mutant]:
    """Each action granted to a role that has it not wholly, and taken from one that has it.

    What is asked before there is a row, all relations answer alike: there a wider one changes nothing.
    """
    found: list[Mutant] = []
    for action in permissions_table.permissions().rows:
        relations = permissions_table.permissions().relations_of(action, role)
        if "all" not in relations and not (relations and action in WITHOUT_A_ROW):
            found.append(("right", action, role, ("all",)))
        if relations:
            found.append(("right", action, role, ()))
    return found
