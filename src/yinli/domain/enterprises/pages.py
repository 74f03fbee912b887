"""What the pages of records share: a page with one form, a history in words, the marks of evidence.

The apps above enterprises use them too; base.ui knows neither history nor sources.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may
from yinli.base.history.queries import entries_for
from yinli.base.sources.models import Evidence

MOMENTS = 30


@dataclass(frozen=True)
class FormPage:
    """A page that holds one form. `trail` is [(label, address)], its last address is where Cancel leads."""

    title: str
    trail: list
    intro: str = ""
    save: str = ""
    draft: str = ""
    done: str = ""
    template: str = "enterprises/form.html"
    extra: Mapping = field(default_factory=dict)

    @property
    def back(self) -> str:
        """Where Cancel leads."""
        return self.trail[-1][1]

    def answer(self, request, form, write: Callable[[dict], str]):
        """The page; once the form is right, `write(cleaned_data)` acts and says which address comes next."""
        if request.method == "POST" and form.is_valid():
            address = write(form.cleaned_data)
            messages.success(request, self.done or _("Saved."))
            return redirect(address)
        shown = {"form": form, "page": self, **self.extra}
        return render(request, self.template, shown, status=422 if form.errors else 200)


def address(name: str, *args) -> str:
    """The address of a page of another app, "" where the running settings have none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


# The history of a record ------------------------------------------------------------------------


def moments(viewer, obj: Model, words: Mapping) -> list[dict]:
    """What was done to `obj`, for ui.timeline; `words` says each action in the reader's language."""
    if not may(viewer, "history.view"):
        return []
    return [
        {"at": entry.at, "by": entry.by_name, "title": words.get(entry.action, entry.action), "text": _told(obj, entry)}
        for entry in entries_for(obj)[:MOMENTS]
    ]


def _told(obj: Model, entry) -> str:
    before = entry.before
    parts = [entry.note] if entry.note else []
    for name, value in entry.after.items():
        if value not in (None, "", []):
            was = _in_words(obj, name, before.get(name))
            now = _in_words(obj, name, value)
            change = f"{was} → {now}" if was else now
            parts.append(f"{_label(obj, name)} {change}".strip())
    return " · ".join(parts)


def _field(obj: Model, name: str):
    try:
        return obj._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _label(obj: Model, name: str) -> str:
    known = _field(obj, name)
    return str(getattr(known, "verbose_name", "")) if known else ""


def _in_words(obj: Model, name: str, value) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return _(", ").join(str(one) for one in value)
    choices = dict(getattr(_field(obj, name), "flatchoices", None) or ())
    return str(choices.get(value, value))


# Evidence ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """Where one value was read: the page of its source at the span, and the words themselves."""

    href: str
    quote: str
    source: str
    label: str


class Marks:
    """The evidence of several records, read in one query: `marks.of(visit, "summary")`."""

    def __init__(self, *records: Model):
        self._found: dict[tuple, list[Mark]] = {}
        where = Q(pk__in=[])
        for record in records:
            where |= Q(record_type=record._meta.label_lower, record_id=record.pk)
        by_key = {(record._meta.label_lower, record.pk): record for record in records}
        rows = Evidence.objects.filter(where).select_related("source").defer("source__text").order_by("start")
        for row in rows:
            key = (row.record_type, row.record_id)
            self._found.setdefault(key, []).append((row.field, _mark(by_key[key], row)))

    def of(self, record: Model, *fields: str) -> list[Mark]:
        """The marks of one record, of all its fields where none is named."""
        found = self._found.get((record._meta.label_lower, record.pk), [])
        return [mark for name, mark in found if not fields or name in fields]


def _mark(record: Model, row: Evidence) -> Mark:
    page = address("sources:detail", row.source_id)
    span = f"?span={row.start}-{row.end}"
    return Mark(page and page + span, row.surface, str(row.source), _label(record, row.field))
