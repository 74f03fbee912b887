"""Reads of layouts, and of what is written into them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import visible
from yinli.core.sheets.layout_words import layout_words
from yinli.desk.layouts.models import Layout
from yinli.domain.channels.wording import kind_words
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import facts_between
from yinli.domain.projects.wording import fact_words, stage_words, status_words, track_words
from yinli.domain.visits.queries import visits

MONEY = ("planned_investment", "fixed_asset_investment", "registered_capital", "paid_in")
# 本周进展 tells the seven days that end today.
WEEK = timedelta(days=6)
_TOLD = {
    "enterprise": lambda one: one.enterprise.name,
    "stage": lambda one: stage_words(one.stage, one.track),
    "status": lambda one: status_words(one.status),
    "track": lambda one: track_words(one.track),
    "channel": lambda one: kind_words(one.channel),
    "industries": lambda one: _(", ").join(one.industries),
}


def layouts(viewer) -> QuerySet[Layout]:
    """Layouts that are offered, by name."""
    rows = visible(viewer, Layout).filter(is_put_away=False)
    return rows.select_related("owner", "source").defer("source__text").order_by("name", "pk")


def values_of(viewer, rows: Sequence[Project], today: date) -> list[dict[str, Any]]:
    """What the words of a row say of each project."""
    told = progress(viewer, [one.pk for one in rows], today)
    return [{**_of(one), "index": at, "progress": told.get(one.pk, "")} for at, one in enumerate(rows, 1)]


def _of(project: Project) -> dict[str, Any]:
    found = {}
    for word in {word.code: word for word in layout_words().values() if not word.once}.values():
        if word.code in _TOLD:
            found[word.code] = _TOLD[word.code](project)
        elif word.kind == "money":
            found[word.code] = getattr(project, f"{word.code}_yuan")
        elif word.code not in ("index", "progress"):
            value = getattr(project, word.code)
            found[word.code] = value if isinstance(value, date) else str(value or "")
    return found


def once_of(viewer, rows: Sequence[Project], today: date) -> dict[str, Any]:
    """What is said once."""
    sums = {
        basis: sum((getattr(one, f"{basis}_yuan") or Decimal(0) for one in rows), Decimal(0))
        for basis in ("planned_investment", "paid_in")
    }
    return {
        "today": today,
        "week_begins_on": today - WEEK,
        "unit": str(viewer.unit or ""),
        "person": viewer.name,
        "count": len(rows),
        **sums,
    }


def progress(viewer, keys: Iterable[int], today: date) -> dict[int, str]:
    """Project → what was met, said and reached in the seven days that end today, by day."""
    keys, begins = list(keys), today - WEEK
    found: dict[int, list[tuple[date, str]]] = {}
    met = visits(viewer).filter(project__in=keys, held_on__range=(begins, today))
    for one in met.order_by("held_on", "pk"):
        kind = one.get_kind_display()
        words = _("%(field)s: ") % {"field": kind} + one.summary if one.summary else kind
        found.setdefault(one.project_id, []).append((one.held_on, words))
    for fact in facts_between(viewer, keys, begins, today):
        found.setdefault(fact.project_id, []).append((fact.happened_on, fact_words(fact.kind)))
    return {
        key: "\n".join(f"{on:%m-%d} {words}" for on, words in sorted(told)) for key, told in found.items()
    }
