"""History in words: what an entry says to a reader, in the reader's language.

An entry keeps codes and plain values. Labels of fields and choices are the model's own; an app adds what
only it knows from its `AppConfig.ready()`: sentences for its actions, words for values that are codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from yinli.base.history.models import Entry
from yinli.core.money import format_yuan

# What any noun can go through; an app says it better with `register_actions`.
_VERBS = {
    "create": pgettext_lazy("history", "Recorded"),
    "edit": pgettext_lazy("history", "Changed"),
    "verify": pgettext_lazy("history", "Verified"),
    "keep": pgettext_lazy("history", "Kept"),
    "hand_over": pgettext_lazy("history", "Handed over"),
}
_actions: dict[str, object] = {}
_words: dict[tuple[str, str], Callable[[object], str]] = {}
_labels: dict[tuple[str, str], object] = {}
# Field → (whether a viewer may be told a value of it, the words that stand for one that stays untold).
_veils: dict[str, tuple[Callable[[object, str], bool], object]] = {}
_ciphers: dict[str, Callable[[str], str]] = {}


@dataclass(frozen=True)
class Change:
    """One value of an entry: its label, what it was ("" when nothing) and what it became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """An entry as it is read. `at` is when it was written down, `day` the day it is about, if another."""

    entry: Entry
    title: str
    by: str
    at: object
    day: date | None
    changes: tuple[Change, ...]
    note: str


def register_actions(sentences: Mapping[str, object]) -> None:
    """Say an app's actions in words: {"project.stop": _("Stopped")}."""
    _actions.update(sentences)


def register_values(record_type: str, words: Mapping[str, Callable[[object], str]]) -> None:
    """Say codes in words: {"stage": function of the code}; `record_type` as "projects.project"."""
    _words.update({(record_type, field): function for field, function in words.items()})


def register_labels(record_type: str, labels: Mapping[str, object]) -> None:
    """Name what entries of a record hold besides its fields, and fields without a name of their own."""
    _labels.update({(record_type, field): label for field, label in labels.items()})


def register_veil(field: str, may_be_told: Callable[[object, str], bool], words: object) -> None:
    """Keep values of `field` in every entry from viewers to whom `may_be_told(viewer, value)` says no:
    an entry stays for ever, and what it names may have become confidential since."""
    _veils[field] = (may_be_told, words)


def register_cipher(prefix: str, words: Callable[[str], str]) -> None:
    """Say values that begin with `prefix` through a function: what is kept as ciphertext about people."""
    _ciphers[prefix] = words


def told(entry: Entry, viewer=None) -> Told:
    """One entry in words, as far as `viewer` may be told; None: a reader who may know all of the record."""
    names = [*entry.after, *(name for name in entry.before if name not in entry.after)]
    changes = [_change(entry, name, viewer) for name in names]
    return Told(
        entry=entry,
        title=action_words(entry.action),
        by=_("System") if entry.by_id is None else entry.by_name,
        at=entry.at,
        day=entry.happened_on,
        changes=tuple(change for change in changes if change.before or change.after),
        note=value_words(entry.record_type, "note", entry.note),
    )


def action_words(action: str) -> str:
    """An action as a sentence; its bare code where no app has words for it."""
    verb = action.rpartition(".")[2]
    return str(_actions.get(action) or _VERBS.get(verb) or capfirst(verb.replace("_", " ")))


def field_label(record_type: str, name: str) -> str:
    """What a field is called."""
    name = name.removesuffix("_id")
    if (record_type, name) in _labels:
        return str(_labels[record_type, name])
    # The way back to rows of its own (members, aliases) has no verbose name.
    called = getattr(_field(record_type, name), "verbose_name", "")
    return capfirst(str(called or name.replace("_", " ")))


def value_words(record_type: str, name: str, value: object) -> str:
    """A value as it is read; "" for nothing."""
    if value is None or value == "" or value == []:
        return ""
    known = _words.get((record_type, name))
    if known:
        return _joined(value, known)
    choices = dict(getattr(_field(record_type, name), "flatchoices", ()))
    return _joined(value, lambda one: str(choices.get(one) or _plain(name, one)))


def _change(entry: Entry, name: str, viewer) -> Change:
    before, after = (
        _veiled(viewer, name, value_words(entry.record_type, name, side.get(name)))
        for side in (entry.before, entry.after)
    )
    return Change(field_label(entry.record_type, name), before, after)


def _veiled(viewer, name: str, words: str) -> str:
    if viewer is None or not words or name not in _veils:
        return words
    may_be_told, instead = _veils[name]
    return words if may_be_told(viewer, words) else str(instead)


def _joined(value: object, words: Callable[[object], str]) -> str:
    if isinstance(value, Mapping):
        return _(", ").join(
            _("%(field)s: %(value)s") % {"field": key, "value": words(inner)} for key, inner in value.items()
        )
    return _(", ").join(words(one) for one in value) if isinstance(value, list) else words(value)


def _plain(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext_lazy("yes") if value else gettext_lazy("no"))
    if name.endswith("_yuan"):
        return _yuan(value)
    return _deciphered(str(value))


def _deciphered(value: str) -> str:
    return next((words(value) for prefix, words in _ciphers.items() if value.startswith(prefix)), value)


def _yuan(value: object) -> str:
    try:
        return format_yuan(Decimal(str(value)), get_language() or "zh")
    except InvalidOperation:
        return str(value)


def _field(record_type: str, name: str):
    try:
        return apps.get_model(record_type)._meta.get_field(name)
    except (FieldDoesNotExist, LookupError, ValueError):
        return None
