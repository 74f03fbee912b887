"""The active filters of a list in words, each removable by itself."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from yinli.base.ui.addresses import with_changes
from yinli.base.ui.showing import day


@dataclass(frozen=True)
class Chip:
    """One active filter: what it is, what it is set to, and the address without it."""

    label: str
    value: str
    without: str


def chips_of(page):
    """The chips of a ListPage: its search first, then its filters in the order of the form."""
    chips = []
    if page.asked and page.search:
        chips.append(Chip(_("Search"), page.asked, page.address(q=None)))
    if page.filterset and page.filterset.form.is_valid():
        for name, value in page.filterset.form.cleaned_data.items():
            if name in page.request.GET and value not in (None, "", []) and not _is_empty(value):
                chips.append(_chip(page, name, value))
    return chips


def _is_empty(value):
    return hasattr(value, "__len__") and not isinstance(value, str) and len(value) == 0


def _chip(page, name, value):
    field = page.filterset.form.fields[name]
    without = with_changes(page.request, {name: None, "page": None, "after": None, "before": None})
    return Chip(str(field.label), in_words(field, value), without)


def in_words(field, value):
    """The value of a filter as the person chose it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "isoformat"):
        return day(value)
    if isinstance(value, (list, tuple, set)) or (hasattr(value, "model") and not isinstance(value, Model)):
        return _(", ").join(in_words(field, one) for one in value)
    return _choice_words(field, value)


def _choice_words(field, value):
    if isinstance(value, Model) or not getattr(field, "choices", None):
        return str(value)
    return str(dict(_flat(field.choices)).get(value, value))


def _flat(choices):
    for key, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield key, words
