"""Reads of enterprises."""

from django.db.models import Prefetch, Q, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.core import names
from yinli.domain.enterprises.models import Alias, Enterprise, Registration


def enterprises(viewer) -> QuerySet[Enterprise]:
    """Enterprises the viewer may see, by name."""
    return visible(viewer, Enterprise).order_by("name_pinyin", "pk")


def enterprise_page(viewer) -> QuerySet[Enterprise]:
    """The same with all that its page shows: aliases, people, facts, parent."""
    people = Prefetch("contacts")
    return enterprises(viewer).select_related("parent", "reported_by").prefetch_related(
        "aliases", people, "facts__other"
    )


def same_name(name: str) -> Enterprise | None:
    """The enterprise already known under `name` or an alias of it. Asked by entry, whoever looks:

    a second record of the same enterprise harms more than the answer "it is known" tells.
    """
    normal = names.normalise(name)
    found = Enterprise.objects.filter(Q(name_normal=normal) | Q(aliases__name_normal=normal))
    return found.order_by("pk").first()


def candidates_for(name: str, limit: int = 5) -> list[Enterprise]:
    """Known enterprises that may be the one called `name`, likeliest first."""
    stem = names.stem(name)
    near = Q(name_stem=stem) | Q(name_stem__startswith=stem) | Q(aliases__name_normal=names.normalise(name))
    found = Enterprise.objects.filter(near).distinct()[:50]
    return sorted(found, key=lambda e: -names.similarity(name, e.name))[:limit]


def known_names(viewer) -> list[str]:
    """Every name and alias the viewer may see: the reader's own dictionary."""
    rows = enterprises(viewer)
    aliases = Alias.objects.filter(enterprise__in=rows.order_by().values("pk")).values_list("name", flat=True)
    return [*rows.values_list("name", flat=True), *aliases]


def registrations(viewer) -> QuerySet[Registration]:
    """Rows of the registration file the viewer may see, newest first."""
    return visible(viewer, Registration).select_related("enterprise", "section")
