"""Projects in pictures: the funnel, and plans on one time line. Both take the filters of the board, from the address."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from yinli.base.accounts.permissions import require
from yinli.base.ui.keyset import shown
from yinli.desk.pipeline.filters import BoardFilters
from yinli.desk.pipeline.funnel import funnel as tiers_of
from yinli.desk.pipeline.gantt import chart
from yinli.desk.pipeline.origins import origins, picture
from yinli.desk.pipeline.queries import moving
from yinli.domain.projects.queries import projects as visible_projects

ON_A_PAGE = 25


@require_GET
def funnel(request):
    """How many came how far; projects lost on the way are among them."""
    filterset = _filtered(request)
    tiers = tiers_of(filterset.qs.filter(merged_into=None).select_related(None))
    context = {"filterset": filterset, "tiers": tiers, "narrowed": _narrowed(request, filterset)}
    return render(request, "pipeline/funnel.html", context)


@require_GET
def where_from(request):
    """The cities from which projects come, on a map and in a table."""
    filterset = _filtered(request)
    found = origins(filterset.qs.filter(merged_into=None).select_related(None))
    context = {
        "filterset": filterset,
        "narrowed": _narrowed(request, filterset),
        "picture": picture(),
        "origins": found,
        "placed": sorted((one for one in found if one.spot), key=lambda one: -one.count),
        "others": _others(request),
    }
    return render(request, "pipeline/map.html", context)


@require_GET
def gantt(request):
    """Plans of projects that move and are planned, the next due first."""
    filterset = _filtered(request)
    rows = moving(filterset.qs).filter(milestones__isnull=False).distinct()
    page = shown(rows, ("next_step_due_on", "pk"), ON_A_PAGE, request.GET)
    context = {
        "filterset": filterset,
        "narrowed": _narrowed(request, filterset),
        "page": page,
        "chart": chart(page.object_list, request.today),
        "others": _others(request),
    }
    return render(request, "pipeline/gantt.html", context)


def _filtered(request) -> BoardFilters:
    require(request.user, "project.view")
    return BoardFilters(request.GET, visible_projects(request.user), request=request)


def _narrowed(request, filterset) -> bool:
    return any(request.GET.get(name) for name in filterset.filters)


def _others(request) -> str:
    """The filters as they stand in the address, for the pages beside."""
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    return kept.urlencode()
