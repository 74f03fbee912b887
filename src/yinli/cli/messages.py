"""`yinli messages`: the texts of every app, collected for translation and compiled for Django.

Texts are English in code and templates; `locale/zh_Hans/LC_MESSAGES/django.po` of the same app holds
the Chinese. Babel does all of it, since a machine that runs Yinli need not have the gettext programs.
"""

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from yinli.cli.failure import Failure
from yinli.cli.folders import PACKAGE, PROJECT

LOCALE = "zh_Hans"
PO = Path("locale") / LOCALE / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    # What a module that also marks lazily calls the immediate one.
    "_now": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Errors in a template must not pass as "no texts here": Babel's default is to be silent about them.
JINJA_OPTIONS = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
}
# No dates and no generator: a file changes only when a text does.
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    f'"Language: {LOCALE}\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
# What is below these belongs to no reader of a page.
NOT_TEXTS = {"tests", "migrations", "static", "assets", "node_modules", "locale", "__pycache__"}


def apps(package: Path = PACKAGE) -> list[Path]:
    """Every folder of the package that is an app or has translations of its own."""
    found = {path.parent for path in package.rglob("apps.py")} | {
        path.parent for path in package.rglob("locale")
    }
    return sorted(path for path in found if not NOT_TEXTS & set(path.relative_to(package).parts))


def extract(app: Path) -> set[str]:
    """The texts of one app: its msgids (of a plural, the singular)."""
    return {_singular(message) for message in _collected(app) if message.id}


def missing(app: Path) -> list[str]:
    """The msgids of one app that have no Chinese yet, or one whose placeholders do not fit."""
    kept = _kept(app / PO)
    return sorted(
        _singular(message) for message in _collected(app) if message.id and not _translated(message, kept)
    )


def collect(app: Path) -> bool:
    """Write the texts of one app into its .po, keeping every translation; returns whether it changed.

    What no code uses any more stays as an obsolete entry, so that a text that comes back is still translated.
    """
    found, path = _collected(app), app / PO
    if not len(found) and not path.exists():
        return False
    kept = _kept(path)
    for gone in [message for message in kept.obsolete.values() if found.get(message.id, message.context)]:
        kept[gone.id] = gone  # it has come back
    kept.update(found, no_fuzzy_matching=True)
    text = io.BytesIO()
    write_po(text, kept, width=110, no_location=True, omit_header=True, sort_output=True)
    written = HEADER.encode() + text.getvalue().lstrip()
    if path.exists() and path.read_bytes() == written:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
    return True


def compile_app(app: Path) -> bool:
    """Compile the .po of one app unless the .mo is newer; returns whether it did."""
    source, target = app / PO, (app / PO).with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
        return False
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    with beside.open("wb") as file:
        write_mo(file, _kept(source))
    beside.replace(target)
    return True


def collect_all() -> None:
    """Collect every app and say which file changed."""
    for app in apps():
        if collect(app):
            print(f"updated {(app / PO).relative_to(PROJECT)}")


def compile_all() -> None:
    """Compile every app that needs it."""
    for app in apps():
        compile_app(app)


def report_missing() -> int:
    """Print what has no translation; the exit code is 1 when there is any."""
    count = 0
    for app in apps():
        for text in missing(app):
            print(f"{app.relative_to(PACKAGE)}: {text}")
            count += 1
    print(f"{count} texts without a translation")
    return int(bool(count))


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _translated(message: Message, kept: Catalog) -> bool:
    translation = kept.get(message.id, message.context)
    if translation is None or not translation.string or translation.fuzzy:
        return False
    filled = [translation.string] if isinstance(translation.string, str) else list(translation.string)
    return all(filled) and not list(translation.check(kept))


def _kept(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LOCALE)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=LOCALE, abort_invalid=True)
    except (ValueError, PoFileError) as error:
        raise Failure(f"{path} cannot be read: {error}. Correct that line and run it again.") from error


def _collected(app: Path) -> Catalog:
    found = Catalog(locale=LOCALE)
    for path in _files(app):
        try:
            for _, text, comments, context in _texts(path):
                found.add(text, auto_comments=comments, context=context)
        except Exception as error:
            raise Failure(f"The texts of {path} cannot be read: {error}") from error
    return found


def _files(app: Path) -> Iterator[Path]:
    nested = [other for other in apps(app) if other != app]
    for folder, folders, names in os.walk(app):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if name not in NOT_TEXTS and here / name not in nested)
        yield from (here / name for name in sorted(names) if Path(name).suffix in {".py", ".html", ".txt"})


def _texts(path: Path) -> Iterable[Any]:
    if path.suffix == ".py":
        return _with("python", path.read_bytes(), {})
    if "templates-django" in path.parts:
        return _with("python", _django_as_python(path), {})
    return _with("jinja2.ext:babel_extract", path.read_bytes(), JINJA_OPTIONS)


def _with(method: str, content: bytes, options: dict[str, str]) -> list[Any]:
    tags = ("Translators:",)
    return list(babel_extract(method, io.BytesIO(content), KEYWORDS, tags, options, strip_comment_tags=True))


def _django_as_python(path: Path) -> bytes:
    """allauth's pages are Django templates; Django itself turns those into calls of gettext."""
    from django.utils.translation.template import templatize

    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # The tokenizer would stumble over the indentation that HTML leaves.
    return "\n".join(line.strip() for line in calls.splitlines()).encode()
