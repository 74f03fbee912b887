"""What the pages of records share: a page with one form, a history in words, the marks of evidence.

The apps above enterprises use them too; base.ui knows neither history nor sources.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import Model, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may
from yinli.base.history.queries import entries_for
from yinli.base.history.wording import Told, field_label, told
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


# The history of a record ------------------------------------------------------------------------


def moments(viewer, obj: Model) -> list[dict]:
    """What was done to `obj`, newest first, for ui.timeline; nothing for those who may see no history."""
    if not may(viewer, "history.view"):
        return []
    return [_moment(told(entry)) for entry in entries_for(obj)[:MOMENTS]]


def _moment(said: Told) -> dict:
    parts = [said.note] if said.note else []
    for change in said.changes:
        became = f"{change.before} → {change.after}" if change.before else change.after
        parts.append(_("%(field)s: %(value)s") % {"field": change.label, "value": became or _("emptied")})
    return {"at": said.at, "by": said.by, "title": said.title, "text": _("; ").join(parts)}


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
        rows = Evidence.objects.filter(where).select_related("source").defer("source__text").order_by("start")
        for row in rows:
            key = (row.record_type, row.record_id)
            self._found.setdefault(key, []).append((row.field, _mark(row)))

    def of(self, record: Model, *fields: str) -> list[Mark]:
        """The marks of one record, of all its fields where none is named."""
        found = self._found.get((record._meta.label_lower, record.pk), [])
        return [mark for name, mark in found if not fields or name in fields]


def _mark(row: Evidence) -> Mark:
    page = reverse("sources:detail", args=[row.source_id])
    label = field_label(row.record_type, row.field)
    return Mark(f"{page}?span={row.start}-{row.end}", row.surface, str(row.source), label)
