"""Reads of agreements."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import read_once
from yinli.domain.agreements.models import Agreement, AgreementParty
from yinli.domain.follow_ups.queries import with_project_open

NEWEST = (F("signed_on").desc(nulls_last=True), "-pk")


def agreements(viewer) -> QuerySet[Agreement]:
    """Agreements the viewer may see, newest first."""
    rows = visible(viewer, Agreement).select_related("project__enterprise", "home_unit", "recorded_by__unit")
    return with_project_open(viewer, rows).order_by(*NEWEST).prefetch_related("parties__enterprise")


def with_party_names(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """`rows` with what a search may ask for: the names of those who sign."""
    parties = AgreementParty.objects.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    joined = parties.annotate(all_names=StringAgg("enterprise__name", Value(" "))).values("all_names")
    return rows.alias(party_names=Subquery(joined))


def agreements_of_project(viewer, project) -> QuerySet[Agreement]:
    """The project's agreements, without who signs; read once, however many parts of its page tell of them."""
    return read_once(
        ("agreements of project", viewer.pk, project.pk),
        lambda: agreements(viewer).filter(project=project).prefetch_related(None),
    )


def agreements_of_enterprise(viewer, enterprise) -> QuerySet[Agreement]:
    """What the enterprise signed."""
    return agreements(viewer).filter(parties__enterprise=enterprise)


def same_agreement(source, title: str) -> Agreement | None:
    """The agreement already drawn from this source under this title."""
    return Agreement.objects.filter(source=source, title=title).first()
