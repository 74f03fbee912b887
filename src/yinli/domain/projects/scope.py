"""Who relates to a project how, and what a confidential one closes beside itself."""

from django.db.models import Model, Q, QuerySet

from yinli.base.accounts.permissions import visible
from yinli.base.accounts.scopes import Scope, close, register
from yinli.base.sources.models import Evidence, Source
from yinli.domain.projects.models import Project, ProjectFact

PROJECT = register(
    Scope(
        Project,
        mine=("officer", "leader"),
        unit=("lead_unit", "reporting_unit", "officer__unit"),
        reported=("reported_by",),
        named="named_people",
        confidential="confidential",
    )
)


def hidden_from(viewer) -> QuerySet[Project]:
    """Confidential projects that `viewer` may not see."""
    seen = visible(viewer, Project.objects.filter(confidential=True)).values("pk")
    return Project.objects.filter(confidential=True).exclude(pk__in=seen)


def close_sources_of(model: type[Model], project: str = "project") -> None:
    """Close the documents that rows of `model` were read from, where `project` leads to one hidden from the
    viewer. Whoever brought a document keeps it: they know what it says."""
    has_source = any(field.name == "source" for field in model._meta.fields)

    def closed(viewer) -> Q:
        rows = model._base_manager.filter(**{f"{project}__in": hidden_from(viewer)})
        cited = Evidence.objects.filter(record_type=model._meta.label_lower, record_id__in=rows.values("pk"))
        found = Q(pk__in=cited.values("source"))
        if has_source:
            found |= Q(pk__in=rows.exclude(source=None).values("source"))
        return found & ~Q(received_by=viewer.pk)

    close(Source, closed)


close_sources_of(Project, "pk")
close_sources_of(ProjectFact)
