"""The board: projects by stage, dragged where stages.toml lets them go."""

from functools import cache

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join

from yinli.base.accounts.permissions import may, require
from yinli.core.workflow import stages
from yinli.desk.pipeline import queries
from yinli.desk.pipeline.filters import BoardFilters
from yinli.desk.pipeline.project_list import may_open
from yinli.desk.pipeline.saved_views import shown_views
from yinli.domain.projects.queries import projects as visible_projects
from yinli.domain.projects.wording import stage_words


def board(request):
    """All lanes with their first cards."""
    filterset, rows = _filtered(request)
    lanes = queries.lanes(rows)
    context = {
        "filterset": filterset,
        "narrowed": any(request.GET.get(name) for name in filterset.filters),
        "lanes": lanes,
        "count": sum(lane.count for lane in lanes),
        "may_open": may_open(request.user),
        **shown_views(request, "board"),
        **_cards(request),
    }
    return render(request, "pipeline/board.html", context)


def lane(request, stage):
    """The next cards of one lane, and how many are left after them."""
    if stage not in stages().codes:
        raise Http404(stage)
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 7 else 0
    _filterset, rows = _filtered(request)
    cards = queries.lane_cards(rows, stage, after)
    left = rows.filter(stage=stage).count() - after - len(cards)
    context = {"cards": cards, "stage": stage, "after": after + len(cards), "left": left, **_cards(request)}
    return render(request, "pipeline/_lane_more.html", context)


def _filtered(request):
    require(request.user, "project.view")
    filterset = BoardFilters(request.GET, visible_projects(request.user), request=request)
    rows = filterset.qs
    return filterset, rows if request.GET.get("status") else queries.moving(rows)


def _cards(request) -> dict:
    """What a card needs besides its project."""
    parameters = request.GET.copy()
    parameters.pop("after", None)
    return {
        "may_move": lambda project: may(request.user, "project.advance", project),
        "places": cache(_places),
        "filtered_by": parameters.urlencode(),
        "board_address": reverse("pipeline:board"),
    }


def _places(track: str, stage: str):
    """The menu of a card at `stage`: the other stages of its track. Hundreds of cards share a few menus."""
    others = ((other, stage_words(other, track)) for other in stages().order(track) if other != stage)
    return format_html_join(
        "", '<button class="menu-item" type="button" data-move-to="{}">{}</button>', others
    )
