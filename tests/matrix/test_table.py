"""Nothing of the house is left out of the matrix: no address, no method of one, no action, no role."""

import ast
import re
from pathlib import Path

from django.urls import get_resolver

from tests.matrix.asking import LETTERS, relations_of
from tests.matrix.doors import DOORS
from tests.matrix.mutants import calls_in_the_house
from tests.matrix.people import ROLES
from tests.matrix.reads import READS
from tests.matrix.table import STRANGER, expected
from tests.matrix.verbs import VERBS
from tests.test_query_budget import routes
from yinli.base.accounts.models import User
from yinli.core.permissions_table import permissions

SOURCE = Path(__file__).parent.parent.parent / "src/yinli"
# Not called by people: the frame of every action itself.
FRAME = {"base.history.actions"}


def test_every_address_has_a_row(record_property):
    named = {name for _route, name in routes()}
    record_property("routes", f"{len(named & {door.route for door in DOORS})} of {len(named)}")
    assert named - {door.route for door in DOORS} == set()
    assert {door.route for door in DOORS} - named == set()


def test_every_door_action_and_read_has_its_row_and_no_row_has_lost_its_door():
    asked = [(one.key, one.noun) for one in (*DOORS, *VERBS, *READS)]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(expected())


def test_an_address_that_takes_forms_is_knocked_at_with_one():
    """What a view reads of a POST is asked for by POST; a page only read has no such door."""
    posting = {door.route for door in DOORS if door.method == "POST"}
    missing = set()
    for _route, name in routes():
        view = get_view(name)
        if (
            view
            and re.search(r"request\.POST|require_POST|FormPage|answered\(", view)
            and name not in posting
        ):
            missing.add(name)
    assert missing == set()


def get_view(name: str) -> str:
    """The text of a view of ours; "" for one of a library."""
    for pattern in _patterns(get_resolver().url_patterns):
        if pattern[0] == name:
            return pattern[1]
    return ""


def _patterns(patterns, namespace=""):
    import inspect

    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern.url_patterns, inner)
        else:
            view = inspect.unwrap(pattern.callback)
            ours = view.__module__.startswith("yinli.") and inspect.isfunction(view)
            yield f"{namespace}{pattern.name}", inspect.getsource(view) if ours else ""


def test_every_read_that_asks_who_may_has_a_row():
    guarded = {
        (module, function)
        for _call, module, function in calls_in_the_house()
        if module.endswith(".queries") and not function.startswith("_")
    }
    assert guarded - {(read.does.__module__, read.does.__name__) for read in READS} == set()


def test_every_action_has_a_row():
    """Whatever is decorated as an action, found in the text of the house rather than in a registry of ours."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        place = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        if "tests" in path.parts or place in FRAME:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(_is_action(one) for one in node.decorator_list):
                found.add((f"yinli.{place}", node.name))
    # units and people are written below the frame of actions, by functions of their own
    found |= {("yinli.base.accounts.actions", name) for name in ("add_unit", "add_user")}
    assert found == {(verb.does.__module__, verb.does.__name__) for verb in VERBS}


def _is_action(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "action"


def test_every_role_has_a_column():
    assert set(ROLES) == set(User.Role.values) == set(permissions().roles) - {"system"}


def test_a_cell_says_only_what_can_be_asked():
    wrong = {}
    for (what, noun), row in expected().items():
        letters = [LETTERS[relation] for relation in relations_of(noun) if relation]
        for role in (STRANGER, *ROLES):
            cell = row[role]
            right = cell in ("yes", "no") if not noun else cell == "no" or _is_part(cell, letters)
            if not right:
                wrong[what, noun, role] = cell
    assert wrong == {}


def _is_part(cell: str, letters: list[str]) -> bool:
    return bool(cell) and list(cell) == [letter for letter in letters if letter in cell]


def test_what_every_confidential_row_of_others_is_closed_to_is_everybody():
    """No cell lets anybody at a confidential row that does not name them; but for the unit it was handed to."""
    open_ones = {
        (what, noun, role): row[role]
        for (what, noun), row in expected().items()
        for role in ROLES
        if LETTERS["confidential"] in row[role] and row[role] not in ("yes", "no") and not row["why"]
    }
    assert open_ones == {}


def test_strangers_find_only_the_ways_in():
    open_to_strangers = {what for (what, _noun), row in expected().items() if row[STRANGER] != "no"}
    assert open_to_strangers == {
        "GET account_login", "GET account_inactive", "GET healthz", "GET links:ask",
        "GET links:arrive", "POST set_language", "POST csp_report",
    }  # fmt: skip
