"""design §4, executed: where writes may stand, which way keys point, how large things grow."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.house import ROOT, SOURCE, modules

LAYERS = ["core", "base", "domain", "desk", "surfaces", "config"]
DOMAIN = [
    "targets",
    "enterprises",
    "talents",
    "projects",
    "follow_ups",
    "first_report",
    "channels",
    "agreements",
    "visits",
    "trips",
]
BASE = ["accounts", "limits", "history", "personal", "links", "sources", "notices", "jobs", "ui", "login"]
DESK = ["pipeline", "sheets", "ledgers", "layouts", "intake", "scoreboard", "learning", "today"]
WRITING = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}
# A dict, too, can be updated; it is a row's write where the chain before it speaks of rows.
AMBIGUOUS = {"update"}
OF_ROWS = {"objects", "filter", "exclude", "all", "_base_manager", "_default_manager"}


def our_models():
    """Models of the house, without those that triggers write."""
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("yinli.") and not hasattr(m, "pgh_tracked_model")
    ]


def our_event_free_models():
    return [m for m in our_models() if not m.__name__.endswith("Event")]


def rank(label: str) -> tuple[int, int]:
    """Where an app stands: (layer, place in the layer), the lower the smaller."""
    for layer, order in ((1, BASE), (2, DOMAIN), (3, DESK)):
        if label in order:
            return layer, order.index(label)
    return 0, 0


def test_no_folder_is_called_by_a_word_that_says_nothing():
    banned = {"utils", "helpers", "misc", "manager", "managers", "services", "service", "common", "signals"}
    found = [path for path in SOURCE.rglob("*") if path.stem in banned and path.suffix in ("", ".py")]
    assert found == []


def test_foreign_keys_point_down_the_house():
    wrong = []
    for model in our_event_free_models():
        for field in model._meta.get_fields():
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                there = field.related_model._meta.app_label
                if rank(there) > rank(model._meta.app_label):
                    wrong.append(f"{model.__name__}.{field.name} points up to {there}")
    assert wrong == []


def test_foreign_keys_across_apps_leave_no_way_back():
    wrong = []
    for model in our_event_free_models():
        for field in model._meta.get_fields():
            if not isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                continue
            across = field.related_model._meta.app_label != model._meta.app_label
            # AbstractUser's own groups and permissions are Django's.
            if (
                across
                and field.related_model.__module__.startswith("yinli.")
                and not str(field.remote_field.related_name).endswith("+")
            ):
                wrong.append(f"{model.__name__}.{field.name}")
    assert wrong == []


def _writes_a_row(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITING:
        return False
    if call.func.attr not in AMBIGUOUS:
        return True
    chain = {node.attr for node in ast.walk(call.func.value) if isinstance(node, ast.Attribute)}
    named = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
    return bool(chain & OF_ROWS) or named in ("rows", "queryset")


def test_rows_are_written_in_actions_alone():
    # The demo back-dates a year of history in bulk (docs/decisions/0006): nothing else may.
    wrong = [
        f"{module.name}:{call.lineno}"
        for module in modules("base", "domain", "desk", "surfaces", "config", "cli")
        for call in module.calls()
        if "actions" not in module.path.stem and "actions" not in module.path.parts and _writes_a_row(call)
    ]
    assert [place for place in wrong if not place.startswith(ALLOWED_WRITES)] == []


ALLOWED_WRITES = (
    # What writing itself is made of.
    "base/history/",
    # What was kept in clear before is encrypted once, by a migration.
    "base/personal/migrating",
    # A Word document is saved to a file, not a row to a table.
    "surfaces/briefing/",
)


def test_every_action_names_who_acts():
    """A public function of an actions.py that writes takes `by`, by name, without a default."""
    wrong = []
    for module in modules("base", "domain", "desk"):
        if not _holds_verbs(module) or "history" in module.path.parts:
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and _is_action(node):
                names = [
                    arg.arg
                    for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                    if default is None
                ]
                if "by" not in names:
                    wrong.append(f"{module.name}:{node.name}")
    assert wrong == []


def _holds_verbs(module) -> bool:
    of_domain = module.name.startswith("domain/") and module.path.stem.endswith("_actions")
    return module.path.stem == "actions" or of_domain


def _is_action(node: ast.FunctionDef) -> bool:
    if node.name.startswith("_"):
        return False
    decorators = {d.id for d in node.decorator_list if isinstance(d, ast.Name)}
    return "action" in decorators or any(isinstance(c, ast.Call) and _writes_a_row(c) for c in ast.walk(node))


def test_core_and_rules_import_no_django():
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.path.stem == "rules" or module.name.startswith("core/")
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "django" in ast.dump(node)
    ]
    assert wrong == []


def test_rules_are_told_the_time():
    """No rule and nothing in core reads a clock: `today` is passed in."""
    clock = re.compile(r"\b(date\.today|datetime\.now|timezone\.now|time\.time|datetime\.utcnow)\(")
    wrong = [
        f"{module.name}:{number}"
        for module in modules()
        if module.path.stem in ("rules", "queries", "actions") or module.name.startswith("core/")
        for number, line in enumerate(module.lines, 1)
        if clock.search(line)
    ]
    assert wrong == []


def test_only_urls_import_views():
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.path.stem not in ("urls", "search_urls") and "views" not in module.path.parts
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and re.search(r"^yinli\..*\bviews\b", node.module or "")
    ]
    assert wrong == []


def test_views_reach_rows_through_queries_alone():
    """No view touches a model's manager: a read names its viewer."""
    wrong = [
        f"{module.name}:{number}"
        for module in modules("base", "domain", "desk", "surfaces")
        if module.path.stem in ("views", "panels") or "views" in module.path.parts
        for number, line in enumerate(module.lines, 1)
        if ".objects" in line or "_default_manager" in line or "_base_manager" in line
    ]
    assert wrong == []


def test_no_file_is_longer_than_three_hundred_lines():
    kinds = ("*.py", "*.html", "*.ts", "*.css")
    files = [
        path for kind in kinds for path in SOURCE.rglob(kind) if not {"migrations", "build"} & set(path.parts)
    ]
    long = {
        str(path.relative_to(ROOT)): count
        for path in files
        if (count := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_no_function_is_longer_than_sixty_lines():
    long = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 60
    ]
    assert long == []


def test_public_functions_say_what_they_do():
    wrong = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules("core", "base", "domain", "desk", "surfaces", "cli")
        if module.path.stem not in ("apps", "models", "forms", "views", "urls", "panels")
        and "views" not in module.path.parts
        for node in module.tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert wrong == []


@pytest.mark.parametrize("app", DOMAIN)
def test_a_domain_app_has_the_one_shape(app):
    known = {
        "__init__", "models", "scope", "queries", "rules", "actions", "views", "urls", "forms", "filters",
        "lists", "panels", "walls", "apps", "templates", "tests", "migrations", "locale", "wording", "duties", "jobs",
    }  # fmt: skip
    # Verbs about one matter may stand in a file of their own: merge_actions.py.
    found = {
        path.stem
        for path in (SOURCE / "domain" / app).iterdir()
        if not path.name.startswith("__pycache__") and not path.stem.endswith("_actions")
    }
    assert found <= known, found - known


def test_chinese_stands_in_data_and_translations_not_in_code():
    """Strings of the interface are English in code and Chinese in locale/; data carry both."""
    chinese = re.compile(r"[\u4e00-\u9fff]")
    wrong = []
    for module in modules("base", "domain", "desk", "surfaces", "config", "cli"):
        documented = _docstrings(module.tree)
        for node in ast.walk(module.tree):
            if (
                not isinstance(node, ast.Constant)
                or not isinstance(node.value, str)
                or id(node) in documented
            ):
                continue
            if chinese.search(node.value) and not module.name.startswith(CHINESE_BY_NATURE):
                wrong.append(f"{module.name}:{node.lineno}")
    assert wrong == []


# The name of a language stands in that language; the template's maker writes a Chinese paper.
CHINESE_BY_NATURE = ("config/settings", "surfaces/briefing/make_")


def test_an_action_takes_few_arguments_beside_its_frame():
    frame = {"by", "seen", "today", "on", "note"}
    wrong = []
    for module in modules("base", "domain", "desk"):
        for node in module.tree.body if _holds_verbs(module) else ():
            if isinstance(node, ast.FunctionDef):
                named = {arg.arg for arg in [*node.args.args, *node.args.kwonlyargs]} - frame
                if len(named) > 5:
                    wrong.append(f"{module.name}:{node.lineno} {node.name}")
    assert wrong == []


def _docstrings(tree) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for inner in body:
                if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant):
                    found.add(id(inner.value))
    return found
