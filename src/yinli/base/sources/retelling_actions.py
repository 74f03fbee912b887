"""A document told anew without a person: what is left of its words moves to a key of its own.

The old key then dies, and with it the words in every copy: audit, history, older backups of the database.
Each app says which of its rows keep words of documents (`register_told`); base.sources knows none by name.
"""

import functools
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from yinli.base.personal import keystore
from yinli.base.personal.models import Subject
from yinli.base.personal.sealed import SealedJSON, SealedText
from yinli.base.sources import store
from yinli.base.sources.models import Evidence, PersonalSpan, Source

# How Chinese papers write a person who is not named: 某.
SOMEBODY = chr(0x67D0)
_told: dict[Any, str] = {}


def register_told(model: type[Model], path: str) -> None:
    """Rows of `model` keep words of the document found by `path` ("source", "draft__source"), sealed under its key."""
    _told[model] = path


def without(value: Any, names: Iterable[str]) -> Any:
    """`value` with 某 for every sign of these names, in texts however deep; spans keep their places."""
    if isinstance(value, dict):
        return {key: without(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [without(inner, names) for inner in value]
    if isinstance(value, str):
        # The longest first: a name may stand within another one.
        for name in sorted(names, key=len, reverse=True):
            value = value.replace(name, SOMEBODY * len(name))
    return value


def tell_without(source: Source, names: set[str]) -> int:
    """Write the document and all that keeps words of it anew, without `names`; returns the subject that has to go."""
    old = source.subject_id
    fresh = Subject.objects.create(kind=Subject.Kind.SOURCE, purpose=source.subject.purpose)
    keystore.create([fresh.pk])
    rows = [(row, _words(row)) for row in _rows(source)]
    source.subject, source.text = fresh, without(source.text, names)
    source.save(update_fields=["subject", "text"])
    for row, words in rows:
        for name, value in words.items():
            setattr(row, name, without(value, names))
        row.save(update_fields=list(words))
    PersonalSpan.objects.filter(subject=old).delete()
    transaction.on_commit(functools.partial(store.remove, source.sha256, old))
    return old


def _rows(source: Source) -> list[Any]:
    """Every row that keeps words of the document; each asks this very object whose key it is sealed under."""
    found: list[Any] = []
    kept: dict[Any, str] = {Evidence: "source", **_told}
    for model, path in kept.items():
        steps = path.split("__")
        rows = model._base_manager.filter(**{path: source})
        for row in rows.select_related("__".join(steps[:-1])) if len(steps) > 1 else rows:
            holder = row
            for step in steps[:-1]:
                holder = getattr(holder, step)
            setattr(holder, steps[-1], source)
            found.append(row)
    return found


def _words(row: Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if isinstance(field, (SealedText, SealedJSON))]
    return {field.attname: getattr(row, field.attname) for field in fields}
