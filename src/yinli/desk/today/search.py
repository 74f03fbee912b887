"""Search over everything a viewer may see: names, pinyin and its initials, numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_

from django.db.models import Case, Count, Q, QuerySet, Value, When, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.queries import people
from yinli.desk.intake.models import Draft
from yinli.desk.intake.queries import drafts
from yinli.desk.pipeline.timeline import address
from yinli.domain.agreements.models import Agreement
from yinli.domain.agreements.queries import agreements
from yinli.domain.enterprises.models import Alias, Contact, Enterprise
from yinli.domain.enterprises.queries import enterprises
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.queries import follow_ups
from yinli.domain.projects.models import Project
from yinli.domain.projects.queries import projects
from yinli.domain.projects.wording import stage_words
from yinli.domain.talents.models import Talent
from yinli.domain.talents.queries import talents
from yinli.domain.trips.models import Trip
from yinli.domain.trips.queries import trips
from yinli.domain.visits.models import Visit
from yinli.domain.visits.queries import visits

SHOWN = 8
LETTERS = re.compile(r"[a-zü]{2,40}", re.IGNORECASE)
# Records that have a page of their own, by the letter of their number.
PAGES = {
    "P": (Project, "pipeline:detail", projects),
    "E": (Enterprise, "enterprises:detail", enterprises),
    "T": (Trip, "trips:detail", trips),
    "A": (Agreement, "agreements:detail", agreements),
    "V": (Visit, "visits:detail", visits),
    "F": (FollowUp, "follow_ups:detail", follow_ups),
    "R": (Talent, "talents:detail", talents),
    "D": (Draft, "intake:detail", drafts),
}


@dataclass(frozen=True)
class Hit:
    """One record found: its name, its page, what is to be said of it."""

    title: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The first records of one kind, and how many there are; `more` leads to all of them."""

    title: str
    hits: list[Hit]
    count: int
    look: dict = field(default_factory=dict)
    more: str = ""


def by_number(viewer, asked: str) -> str:
    """The address of the record with this public number, or "" when the viewer may see none."""
    text = asked.strip().upper()
    model, page, rows = PAGES.get(text[:1], (None, "", None))
    key = model.pk_from(text) if model and text[1:].isdecimal() else None
    found = rows(viewer).filter(pk=key).first() if key else None
    return address(page, found.number) if found else ""


def search(viewer, asked: str) -> list[Group]:
    """Groups of records that hold every word of `asked`; empty ones are left out."""
    words = asked.split()[:6]
    if not words:
        return []
    kinds = (_enterprises, _projects, _trips, _agreements, _contacts, _talents, _colleagues)
    return [group for kind in kinds if (group := kind(viewer, words, asked)).hits]


def _matching(words: list[str], *fields: str, pinyin: str = "") -> Q:
    """Every word in one of the fields, or in the pinyin: as it is typed, or by its initials."""
    return reduce(and_, (_one(word, fields, pinyin) for word in words))


def _one(word: str, fields: tuple[str, ...], pinyin: str) -> Q:
    found = Q(pk__in=[])
    for name in fields:
        found |= Q(**{f"{name}__icontains": word})
    if pinyin and LETTERS.fullmatch(word):
        typed = " ?".join(word)
        initials = "[a-z]* ".join(word)
        found |= Q(**{f"{pinyin}__iregex": rf"(^| )({typed}|{initials})"})
    return found


def _called(words: list[str]) -> Q:
    """People whose name or title holds every word: names are ciphertext, so by their marks."""
    return reduce(and_, (Q(subject__marks__called=word) for word in words))


def _take(rows: QuerySet, first: str = "", beginning: str = "") -> tuple[list, int]:
    """The first rows, those whose name begins with what was typed on top; and the count of all."""
    order: tuple = ("pk",)
    if first:
        begins = Case(When(**{f"{first}__istartswith": beginning}, then=Value(0)), default=Value(1))
        order = (begins, first, "pk")
    found = list(rows.annotate(in_all=Window(Count("pk"))).order_by(*order)[:SHOWN])
    return found, (found[0].in_all if found else 0)


def _group(title: str, taken: tuple[list, int], hit: Callable, *, icon: str, more: str = "") -> Group:
    rows, count = taken
    return Group(title, [hit(row) for row in rows], count, {"icon": icon}, more if count > SHOWN else "")


def _all_of(name: str, asked: str) -> str:
    page = address(name)
    return f"{page}?q={asked}" if page else ""


def _enterprises(viewer, words: list[str], asked: str) -> Group:
    aliases = Alias.objects.filter(_matching(words, "name"), is_forgotten=False).values("enterprise")
    wanted = _matching(words, "name", pinyin="name_pinyin") | Q(pk__in=aliases) | Q(credit_code__iexact=asked)
    found = _take(enterprises(viewer).filter(wanted), "name", words[0])
    return _group(
        _("Enterprises"),
        found,
        _enterprise_hit,
        icon="building-factory-2",
        more=_all_of("enterprises:list", asked),
    )


def _enterprise_hit(row) -> Hit:
    note = " · ".join(filter(None, (row.number, row.city, row.get_kind_display())))
    return Hit(row.name, address("enterprises:detail", row.number), note)


def _projects(viewer, words: list[str], asked: str) -> Group:
    wanted = _matching(words, "name", "enterprise__name", pinyin="name_pinyin")
    found = _take(projects(viewer).filter(wanted), "name", words[0])
    return _group(
        _("Projects"),
        found,
        _project_hit,
        icon="briefcase",
        more=_all_of("pipeline:list", asked),
    )


def _project_hit(row) -> Hit:
    stage = stage_words(row.stage, row.track)
    note = " · ".join(
        filter(None, (row.number, row.enterprise.name, stage, row.officer and row.officer.name))
    )
    return Hit(row.name, reverse("pipeline:detail", args=[row.number]), note)


def _trips(viewer, words: list[str], asked: str) -> Group:
    wanted = _matching(words, "title") | Q(cities__contains=words)
    found = _take(trips(viewer).filter(wanted).prefetch_related(None), "title", words[0])
    return _group(
        _("Trips"),
        found,
        _trip_hit,
        icon="plane-departure",
        more=_all_of("trips:list", asked),
    )


def _trip_hit(row) -> Hit:
    days = " – ".join(str(day) for day in (row.starts_on, row.ends_on) if day)
    return Hit(row.title, address("trips:detail", row.number), " · ".join(filter(None, (row.number, days))))


def _agreements(viewer, words: list[str], asked: str) -> Group:
    rows = agreements(viewer).filter(_matching(words, "title", "project_told")).prefetch_related(None)
    found = _take(rows, "title", words[0])
    return _group(
        _("Agreements"),
        found,
        _agreement_hit,
        icon="writing-sign",
        more=_all_of("agreements:list", asked),
    )


def _agreement_hit(row) -> Hit:
    note = " · ".join(
        filter(None, (row.number, row.get_kind_display(), row.signed_on and str(row.signed_on)))
    )
    return Hit(row.title, address("agreements:detail", row.number), note)


def _contacts(viewer, words: list[str], asked: str) -> Group:
    rows = visible(viewer, Contact).select_related("enterprise").filter(_called(words))
    return _group(
        _("Contacts"),
        _take(rows),
        _contact_hit,
        icon="address-book",
    )


def _contact_hit(row) -> Hit:
    note = " · ".join(filter(None, (row.enterprise.name, str(row.title))))
    return Hit(str(row.name), address("enterprises:detail", row.enterprise.number), note)


def _talents(viewer, words: list[str], asked: str) -> Group:
    found = _take(talents(viewer).filter(_called(words)))
    return _group(
        _("Talent"),
        found,
        _talent_hit,
        icon="school",
        more=_all_of("talents:list", asked),
    )


def _talent_hit(row) -> Hit:
    note = " · ".join(filter(None, (row.number, row.employer and row.employer.name, row.field)))
    return Hit(str(row.name), address("talents:detail", row.number) or address("talents:list"), note)


def _colleagues(viewer, words: list[str], asked: str) -> Group:
    if not may(viewer, "user.view"):
        return Group("", [], 0)
    found = _take(people(viewer).filter(_matching(words, "name", "username")), "name", words[0])
    return _group(
        _("Colleagues"),
        found,
        _colleague_hit if may(viewer, "project.view") else _colleague_named,
        icon="users",
    )


def _colleague_hit(row) -> Hit:
    note = " · ".join(filter(None, (row.unit and row.unit.name, row.get_role_display())))
    return Hit(row.name, f"{reverse('pipeline:list')}?officer={row.pk}", note)


def _colleague_named(row) -> Hit:
    """The same for those who see no projects."""
    return replace(_colleague_hit(row), href="")
