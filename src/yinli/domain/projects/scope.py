"""Who relates to a project how, and what a confidential one closes beside itself."""

from django.db.models import Model, Q
from django.db.models.expressions import RawSQL

from yinli.base.accounts.permissions import visible
from yinli.base.accounts.scopes import Scope, close, register
from yinli.base.accounts.viewer import known_once
from yinli.base.sources.models import Evidence, Source
from yinli.domain.projects.models import FactPaper, Project, ProjectFact

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


def hidden_from(viewer) -> RawSQL:
    """The keys of confidential projects that `viewer` may not see, as a subquery for `__in`.

    Made once a request: half a dozen rules nest it, and every list of a page nests those.
    """

    def made() -> RawSQL:
        confidential = Project.objects.filter(confidential=True)
        seen = visible(viewer, confidential).values("pk")
        return RawSQL(*confidential.exclude(pk__in=seen).values("pk").query.sql_with_params())

    return known_once(("hidden projects", viewer.pk), made)


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
close_sources_of(FactPaper, "fact__project")
