"""Reads of enterprises, and of the evidence of any record of the domain."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Greatest, JSONObject, Length, LPad, Replace
from django.shortcuts import get_object_or_404
from django.urls import reverse

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.wording import field_label
from yinli.base.personal.marks import name_mark
from yinli.base.sources.models import Evidence
from yinli.base.sources.queries import evidence
from yinli.core import names
from yinli.domain.enterprises.models import (
    Alias,
    Contact,
    Enterprise,
    EnterpriseFact,
    EnterpriseMerger,
    Registration,
)


def enterprises(viewer) -> QuerySet[Enterprise]:
    """Enterprises the viewer may see, by name."""
    return visible(viewer, Enterprise).order_by("name_pinyin", "pk")


def enterprise_page(viewer) -> QuerySet[Enterprise]:
    """The same with all that its page shows: `other_names`, `subsidiaries` (those the viewer may see), `was_merged`,
    people (those the viewer may see), facts, parent."""
    facts = visible(viewer, EnterpriseFact).select_related("other")
    below = enterprises(viewer).filter(parent=OuterRef("pk"))
    aliases = Alias.objects.filter(enterprise=OuterRef("pk"), is_forgotten=False)
    rows = enterprises(viewer).select_related("parent", "merged_into", "reported_by__unit")
    return rows.annotate(
        other_names=ArraySubquery(aliases.values("name")),
        was_merged=Exists(
            EnterpriseMerger.objects.filter(Q(origin=OuterRef("pk")) | Q(target=OuterRef("pk")))
        ),
        subsidiaries=ArraySubquery(below.values(row=JSONObject(id="pk", name="name", city="city"))),
    ).prefetch_related(Prefetch("contacts", visible(viewer, Contact)), Prefetch("facts", facts))


def number_text(model) -> LPad:
    """The public number of a row as text that a search can compare."""
    digits = Cast("pk", CharField())
    padded = LPad(digits, Greatest(Value(6), Length(digits)), Value("0"))
    return Concat(Value(model.NUMBER_PREFIX), padded, output_field=CharField())


def pinyin_text(path: str = "name_pinyin") -> Concat:
    """A pinyin column as people type it: without blanks, then the initials (`yanxiang yx`)."""
    initials = Func(
        F(path),
        Value(r"(\w)\w*\s*"),
        Value(r"\1"),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(),
    )
    return Concat(Replace(path, Value(" ")), Value(" "), initials, output_field=CharField())


def searchable(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """`rows` without those merged into others, with what a search may ask for: number_text, pinyin_text, alias_text."""
    aliases = Alias.objects.filter(enterprise=OuterRef("pk"), is_forgotten=False)
    aliases = aliases.order_by().values("enterprise")
    joined = aliases.annotate(all_names=StringAgg("name", Value(" "))).values("all_names")
    return rows.filter(merged_into=None).alias(
        number_text=number_text(Enterprise), pinyin_text=pinyin_text(), alias_text=Subquery(joined)
    )


def suggestions(viewer, typed: str, limit: int = 8) -> QuerySet[Enterprise]:
    """Enterprises whose name, pinyin, initials or alias hold what is being typed; shortest names first."""
    found = searchable(enterprises(viewer))
    for word in typed.split():
        near = (
            Q(name__icontains=word) | Q(alias_text__icontains=word) | Q(pinyin_text__icontains=word.lower())
        )
        found = found.filter(near)
    return found.order_by(Length("name"), "name_pinyin")[:limit]


def cities(viewer) -> list[str]:
    """Every city that an enterprise the viewer may see is in."""
    rows = enterprises(viewer).exclude(city="").order_by("city")
    return list(rows.values_list("city", flat=True).distinct()[:300])


def industries(viewer) -> list[str]:
    """Every industry that an enterprise the viewer may see works in."""
    rows = enterprises(viewer).order_by().annotate(industry=Func("industries", function="unnest"))
    return sorted(rows.values_list("industry", flat=True).distinct()[:300])


def same_name(name: str) -> Enterprise | None:
    """The enterprise already known under `name` or an alias of it. Asked by entry, whoever looks:

    a second record of the same enterprise harms more than the answer "it is known" tells.
    """
    normal = names.normalise(name)
    found = Enterprise.objects.filter(Q(name_normal=normal) | _goes_by(normal), merged_into=None)
    return found.order_by("pk").first()


def _goes_by(normal: str) -> Q:
    return Q(aliases__name_normal=normal, aliases__is_forgotten=False)


def goes_by(enterprise: Enterprise, name: str) -> bool:
    """Whether the enterprise is found under `name` already, as its name or an alias."""
    normal = names.normalise(name)
    used = enterprise.aliases.filter(name_normal=normal, is_forgotten=False)
    return enterprise.name_normal == normal or used.exists()


def mergers(viewer) -> QuerySet[EnterpriseMerger]:
    """Mergers of enterprises, of which the viewer sees both."""
    seen = enterprises(viewer).order_by()
    rows = EnterpriseMerger.objects.filter(origin__in=seen, target__in=seen)
    return rows.select_related("origin", "target", "made_by", "undone_by")


def twins(viewer, enterprise: Enterprise, typed: str = "") -> list[Enterprise]:
    """Enterprises that may be the same one: those called much alike, or what is typed finds; without two credit codes."""
    if typed.strip():
        found = list(suggestions(viewer, typed, 20))
    else:
        alike = candidates_for(enterprise.name, 12)
        seen = set(enterprises(viewer).filter(pk__in=[one.pk for one in alike]).values_list("pk", flat=True))
        found = [one for one in alike if one.pk in seen]
    return [
        one
        for one in found
        if one.pk != enterprise.pk
        and one.merged_into_id is None
        and not (one.credit_code and enterprise.credit_code)
    ]


def is_forgotten(enterprise: Enterprise, name: str) -> bool:
    """Whether somebody said that `name` is no name of the enterprise after all."""
    return enterprise.aliases.filter(name_normal=names.normalise(name), is_forgotten=True).exists()


def same_names(wanted: Collection[str]) -> dict[str, Enterprise]:
    """Normalised name → the enterprise known under it or under an alias, of many at once, whoever looks."""
    rows = Enterprise.objects.filter(name_normal__in=wanted, merged_into=None)
    found = {row.name_normal: row for row in rows}
    for alias in (
        Alias.objects.filter(name_normal__in=wanted, is_forgotten=False, enterprise__merged_into=None)
        .select_related("enterprise")
        .order_by("-enterprise_id")
    ):
        found.setdefault(alias.name_normal, alias.enterprise)
    return found


def with_codes(wanted: Collection[str]) -> dict[str, Enterprise]:
    """Credit code → its enterprise, of many at once, whoever looks."""
    return {row.credit_code or "": row for row in Enterprise.objects.filter(credit_code__in=wanted)}


def contact(viewer, enterprise: Enterprise, pk: int) -> Contact:
    """One person of the enterprise; raises Http404 where the viewer may not see them."""
    return get_object_or_404(
        visible(viewer, Contact).select_related("enterprise", "subject"), enterprise=enterprise, pk=pk
    )


def same_person(enterprise: Enterprise, name: str) -> Contact | None:
    """The person of this name who answers at the enterprise, if one is known; asked by entry, whoever looks."""
    return Contact.objects.filter(enterprise=enterprise, name_mark=name_mark(name)).first()


@viewing_as(SYSTEM)
def unchanged_contacts(keys: Collection[int]) -> list[Contact]:
    """Those of these people whom nobody has touched since they were written down."""
    history = Contact.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
    told = history.values("pgh_obj").annotate(times=Count("pk")).values("times")
    rows = Contact.objects.filter(pk__in=keys).annotate(times=Subquery(told)).filter(times=1)
    return list(rows.select_related("enterprise__reported_by__unit", "subject"))


def candidates_for(name: str, limit: int = 5, credit_code: str = "") -> list[Enterprise]:
    """Known enterprises that may be the one called `name`, likeliest first: by credit code, by what distinguishes
    the name and how it sounds, by an alias, by their group. With their aliases and parent."""
    stem = names.stem(name)
    near = (
        Q(name_stem=stem)
        | Q(name_stem__startswith=stem)
        | Q(name_pinyin=names.pinyin(name))
        | _goes_by(names.normalise(name))
        | Q(parent__name_stem=stem)
    )
    if len(stem) > 1:
        # What the books call shorter than the text does, and what is as long and begins alike.
        near |= Q(name_stem__in=[stem[:size] for size in range(2, len(stem))])
        near |= Q(name_stem__startswith=stem[:2], signs__range=(len(stem) - 1, len(stem) + 1))
    if credit_code:
        near |= Q(credit_code=credit_code)
    rows = Enterprise.objects.alias(signs=Length("name_stem")).filter(near, merged_into=None).distinct()
    used = Prefetch("aliases", Alias.objects.filter(is_forgotten=False))
    # Hundreds may begin alike (中国…): those that are called just so must be among the few that are compared.
    nearest = Case(
        When(name=name, then=0), When(name_stem=stem, then=1), default=2, output_field=IntegerField()
    )
    rows = rows.annotate(far=nearest).order_by("far", "pk")
    found = rows.select_related("parent").prefetch_related(used)[:50]
    by_code_then_likeness = sorted(
        found, key=lambda e: (e.credit_code != credit_code, -names.similarity(name, e.name))
    )
    return by_code_then_likeness[:limit]


def known_names(viewer) -> list[str]:
    """Every name and alias the viewer may see: the reader's own dictionary."""
    rows = enterprises(viewer)
    used = Alias.objects.filter(enterprise__in=rows.order_by().values("pk"), is_forgotten=False)
    return [*rows.values_list("name", flat=True), *used.values_list("name", flat=True)]


def registrations(viewer) -> QuerySet[Registration]:
    """Rows of the registration file the viewer may see, newest first."""
    return visible(viewer, Registration).select_related("enterprise", "section")


@dataclass(frozen=True)
class Mark:
    """Where one value was read: the page of its source at the span ("" for those who may not open it), and
    the words themselves."""

    href: str
    quote: str
    source: str
    label: str


class Marks:
    """The evidence of several records, read in one query: `marks.of(visit, "summary")`."""

    def __init__(self, viewer, *records: Model):
        self._found: dict[tuple, list[Mark]] = {}
        where = Q(pk__in=[])
        for record in records:
            where |= Q(record_type=record._meta.label_lower, record_id=record.pk)
        for row in evidence(viewer).filter(where):
            key = (row.record_type, row.record_id)
            self._found.setdefault(key, []).append((row.field, _mark(row)))

    def of(self, record: Model, *fields: str) -> list[Mark]:
        """The marks of one record, of all its fields where none is named."""
        found = self._found.get((record._meta.label_lower, record.pk), [])
        return [mark for name, mark in found if not fields or name in fields]


def _mark(row: Evidence) -> Mark:
    page = f"{reverse('sources:detail', args=[row.source_id])}?span={row.start}-{row.end}"
    label = field_label(row.record_type, row.field)
    return Mark(page if row.opens else "", row.surface, str(row.source), label)
