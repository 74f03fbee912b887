"""Reads of learning. A figure counts all rows of the district; the rows shown are of documents the viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may, require, visible
from yinli.base.accounts.viewer import viewing_as
from yinli.core.judged import Judged, verdicts_of
from yinli.core.reading import Off
from yinli.desk.intake.models import Draft, Item
from yinli.desk.learning.models import LearnedName, Switch, Verdict
from yinli.domain.enterprises.queries import enterprises


@dataclass(frozen=True)
class Asked:
    """Which values are asked for: "" and None ask for all."""

    field: str = ""
    rule: str = ""
    entry: str = ""
    version: str = ""
    month: str = ""
    since: datetime | None = None

    @property
    def where(self) -> Q:
        """The same as a condition on rows."""
        named: Mapping[str, str] = {
            "field": self.field, "rule": self.rule, "entry": self.entry, "rule_version": self.version,
        }  # fmt: skip
        found = Q(**{name: value for name, value in named.items() if value})
        if self.since:
            found &= Q(decided_at__gte=self.since)
        if self.month:
            found &= Q(decided_at__gte=start_of(self.month), decided_at__lt=start_of(self.month, 1))
        return found


def start_of(month: str, later: int = 0) -> datetime:
    """The instant at which a month (2026-11) of the district begins, or one so many months later."""
    year, number = (int(part) for part in month.split("-"))
    at = year * 12 + number - 1 + later
    return datetime(at // 12, at % 12 + 1, 1, tzinfo=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.DISTRICT_TZ)


@viewing_as(SYSTEM)
def judged(viewer, asked: Asked) -> list[Judged]:
    """What was judged in the whole district, alike values together. Raises NotAllowed."""
    require(viewer, "learning.view")
    rows = Verdict.objects.filter(asked.where).annotate(month=TruncMonth("decided_at", tzinfo=_zone()))
    found = rows.values("field", "rule", "entry", "month", "verdict").annotate(n=Count("pk"))
    return [
        Judged(row["field"], row["rule"], f"{row['month']:%Y-%m}", row["verdict"], row["entry"], row["n"])
        for row in found.order_by("field", "rule", "entry", "month", "verdict")
    ]


@viewing_as(SYSTEM)
def count_behind(viewer, figure: str, asked: Asked) -> int:
    """How many rows a figure counts, seen or not. Raises NotAllowed."""
    require(viewer, "learning.view")
    return Verdict.objects.filter(asked.where, verdict__in=verdicts_of(figure)).count()


def verdicts(viewer) -> QuerySet[Verdict]:
    """The rows of documents that the viewer may see, newest first."""
    if not may(viewer, "learning.view"):
        return Verdict.objects.none()
    seen = visible(viewer, Draft, "intake.view").order_by()
    rows = Verdict.objects.filter(draft__in=seen.values("pk")).select_related("item", "draft", "by")
    return rows.defer("draft__marks").order_by("-decided_at", "-pk")


def versions(viewer) -> list[tuple[str, datetime]]:
    """The states of the rules under which judged documents were read, each with its first day, newest first."""
    require(viewer, "learning.view")
    with viewing_as(SYSTEM):
        found = Verdict.objects.values_list("rule_version").annotate(first=Min("draft__created_at"))
        return list(found.order_by("-first"))


def switches(viewer) -> QuerySet[Switch]:
    """Everything that was ever switched, what is off first."""
    rows = (
        Switch.objects.select_related("switched_by")
        if may(viewer, "learning.view")
        else Switch.objects.none()
    )
    return rows.order_by("-is_off", "-switched_at", "-pk")


def switched_off() -> Off:
    """What the reader does without now, whoever reads: the same for everybody."""
    codes = set(Switch.objects.filter(is_off=True).values_list("code", flat=True))
    entries = frozenset(code for code in codes if ":" in code)
    return Off(rules=frozenset(codes - entries), entries=entries)


def learned_names(viewer) -> QuerySet[LearnedName]:
    """Names that documents taught, of enterprises the viewer may see, newest first."""
    if not may(viewer, "learning.view"):
        return LearnedName.objects.none()
    known = enterprises(viewer).order_by().values("pk")
    rows = LearnedName.objects.filter(alias__enterprise__in=known)
    return rows.select_related("alias__enterprise__reported_by__unit", "by").order_by("-learned_at", "-pk")


@viewing_as(SYSTEM)
def not_settled(viewer, after: int = 0, limit: int = 50) -> list[Draft]:
    """Drafts that were decided and of which no row is kept, oldest first, from the one `after` on. Raises NotAllowed."""
    require(viewer, "learning.settle")
    kept = Verdict.objects.filter(draft=OuterRef("pk"))
    decided = Item.objects.filter(draft=OuterRef("pk")).filter(
        Q(record_id__isnull=False) | Q(decision="rejected")
    )
    rows = Draft.objects.filter(pk__gt=after).exclude(status=Draft.Status.OPEN)
    rows = rows.filter(~Exists(kept), Exists(decided))
    return list(rows.select_related("source").order_by("pk")[:limit])


@viewing_as(SYSTEM)
def last_written(viewer, limit: int) -> list[Draft]:
    """The newest drafts of which rows are kept, of the whole district. Raises NotAllowed."""
    require(viewer, "learning.view")
    kept = Verdict.objects.filter(draft=OuterRef("pk"))
    return list(Draft.objects.filter(Exists(kept)).select_related("source").order_by("-pk")[:limit])
