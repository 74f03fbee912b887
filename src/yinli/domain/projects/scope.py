"""Who relates to a project how, and what a confidential one closes beside itself."""

from django.db.models import Model, Q

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.scopes import Scope, close, register
from yinli.base.accounts.viewer import read_once, viewing_as
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


def hidden_from(viewer) -> list[int]:
    """The keys of confidential projects that `viewer` may not see: few, and read once as long as nothing is written,
    since half a dozen rules begin with them, and every list of a page nests those."""

    def read() -> list[int]:
        confidential = Project.objects.filter(confidential=True).order_by()
        # Asked as the system: the database keeps from the viewer the very rows that are asked for.
        with viewing_as(SYSTEM):
            seen = visible(viewer, confidential).values("pk")
            return list(confidential.exclude(pk__in=seen).values_list("pk", flat=True))

    return read_once(("hidden projects", viewer.pk), read)


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
