"""What the house's own code never does: each test reads the source, so that a new line that does it fails."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.house import SOURCE, modules

TEMPLATES = [*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates-django/**/*.html")]
SCRIPTS = [path for path in (SOURCE / "base/ui/assets").rglob("*.ts")]
# Patterns of our own rulebooks and of the demo, and SQL put together with psycopg's own quoting.
OWN_PATTERNS = (
    "core/rulewords.py", "core/indicatorfile.py", "demo/", "cli/", "history/seals/", "history/many.py",
)  # fmt: skip
# They set up the database: roles, grants, policies and triggers, of names that the code knows. Quoted by psycopg.
SETS_UP = (
    "cli/", "history/grants.py", "/walls.py", "history/seals/", "history/queries.py", "accounts/viewer.py",
    "personal/migrating.py", "personal/sealing_run.py",
)  # fmt: skip
# Reads a hostile file in a process of its own, with a fixed command.
STARTS = ("cli/", "sources/apart.py")
WEAK = ("md5", "sha1", "DES", "TripleDES", "RC4", "ARC4", "Blowfish", "ECB", "CBC", "PKCS1v15", "pbkdf1")


def called(call: ast.Call) -> str:
    """The last word of what is called: `re.compile(…)` → compile."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@cache
def whole(call: ast.Call) -> str:
    """All of what is called: `re.compile`."""
    return ast.unparse(call.func)


def found(is_it, allowed=()):
    """file:line of every call that `is_it`, outside the allowed places."""
    return [
        f"{module.name}:{call.lineno}"
        for module in modules()
        if not any(place in module.name for place in allowed)
        for call in module.calls()
        if is_it(call)
    ]


def test_no_code_is_made_from_text():
    """No eval, no pickle, no template out of a string: what people send is never more than data."""
    making = {"eval", "exec", "__import__", "from_string", "fromstring_unsafe", "literal_exec"}
    loading = {"pickle.load", "pickle.loads", "marshal.loads", "yaml.load", "shelve.open", "dill.loads"}
    assert found(lambda c: whole(c) in making | loading | {"compile"} or called(c) == "from_string") == []


def test_no_shell_is_asked():
    """Programs are started with a list of words, and by the command line alone."""

    def through_a_shell(call):
        by_word = any(k.arg == "shell" and ast.unparse(k.value) != "False" for k in call.keywords)
        return by_word or whole(call) in {
            "os.system",
            "os.popen",
            "subprocess.getoutput",
            "commands.getoutput",
        }

    assert found(through_a_shell) == []
    starting = {"subprocess.run", "subprocess.Popen", "subprocess.check_output", "subprocess.call"}
    assert found(lambda c: whole(c) in starting, allowed=STARTS) == []


def test_sql_is_never_put_together_from_text():
    """Raw SQL is a constant with its values beside it; what sets up the database is listed above."""
    asking = {"execute", "executemany", "raw", "RawSQL"}

    def put_together(call):
        sql = call.args[0] if call.args and called(call) in asking else None
        return isinstance(sql, ast.JoinedStr) or (
            isinstance(sql, ast.BinOp | ast.Call) and "join" not in ast.unparse(sql)
        )

    assert found(put_together, allowed=SETS_UP) == []
    assert found(lambda c: called(c) == "extra" and bool(c.keywords) and "select" in ast.unparse(c)) == []


def test_no_format_string_comes_from_people():
    def of_a_variable(call):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in {"format", "format_map"}:
            return False
        return not isinstance(call.func.value, ast.Constant)

    assert found(of_a_variable, allowed=OWN_PATTERNS) == []


def test_no_weak_hash_or_random_number_guards_anything():
    """Chance that must not be guessed comes from `secrets`; `random` tells the demo and nothing else."""
    weak = {"hashlib.md5", "hashlib.sha1", "hashlib.new", "uuid.uuid1"}
    assert found(lambda c: whole(c) in weak) == []
    using = []
    for module in modules():
        for node in ast.walk(module.tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            if "random" in names and not module.name.startswith("demo/"):
                using.append(module.name)
    assert using == []


def test_no_weak_cipher_is_used():
    named = []
    for module in modules():
        for node in ast.walk(module.tree):
            word = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if word in WEAK:
                named.append(f"{module.name}: {word}")
    assert named == []


def test_no_template_switches_escaping_off():
    off = re.compile(r"\|\s*safe\b|autoescape\s+(false|off)|mark_safe|\{%-?\s*autoescape")
    assert [str(path) for path in TEMPLATES if off.search(path.read_text(encoding="utf-8"))] == []
    assert found(lambda c: called(c) == "mark_safe") == []


def test_markup_is_made_in_few_places():
    """`Markup` vouches for a text: only for what a template made, for a catalogue's own text as Jinja's messages do, or
    around escaped parts."""
    assert (
        found(
            lambda c: called(c) == "Markup",
            allowed=("base/ui/panels.py", "base/ui/front_end.py", "base/ui/jinja.py"),
        )
        == []
    )


def test_no_page_loads_anything_from_another_host():
    elsewhere = re.compile(r"""(?:src|href|action|data-src|hx-get|hx-post)\s*=\s*["'](?:https?:)?//""")
    assert [str(path) for path in TEMPLATES if elsewhere.search(path.read_text(encoding="utf-8"))] == []
    calls_out = re.compile(
        r"""["'`]https?://|["'`]wss?://|new WebSocket|navigator\.sendBeacon|<(?:object|embed|applet)"""
    )
    assert [str(p) for p in [*SCRIPTS, *TEMPLATES] if calls_out.search(p.read_text(encoding="utf-8"))] == []


def test_scripts_write_no_markup_of_their_own():
    """Text goes into pages as text; no message of another window is listened to; nothing is evaluated."""
    writing = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|__proto__|"
        r"addEventListener\(\s*[\"']message|Object\.assign\(\s*\w+\.prototype"
    )
    assert [str(path) for path in SCRIPTS if writing.search(path.read_text(encoding="utf-8"))] == []


def test_every_model_form_names_its_fields():
    """No `__all__`, no `exclude`: a field added to a model is in no form until somebody puts it there."""
    wrong = []
    for module in modules():
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.ClassDef) and node.name == "Meta"):
                continue
            for line in node.body:
                names = [getattr(t, "id", "") for t in getattr(line, "targets", [])]
                if "fields" in names and "__all__" in ast.unparse(line):
                    wrong.append(module.name)
                if "exclude" in names and module.name.endswith("forms.py"):
                    wrong.append(module.name)
    assert wrong == []


@pytest.mark.parametrize("pattern", ["AllowAny", "csrf_exempt", "xframe_options_exempt"])
def test_no_view_takes_a_guard_away(pattern):
    """But one: a browser that reports a breach of the policy brings no token."""
    taking = [m.name for m in modules() if re.search(rf"\b{pattern}\b", "\n".join(m.lines))]
    assert [name for name in taking if (name, pattern) != ("base/ui/views.py", "csrf_exempt")] == []
