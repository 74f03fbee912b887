"""Reads of saved views: which the viewer has to choose from, and what the page being shown would save."""

from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from yinli.base.accounts.permissions import may, visible
from yinli.desk.pipeline.models import SavedView

# Where in its rows somebody stands, and in which form they take them away, is no part of a view.
LEFT_OUT = ("after", "before", "page", "format")
ADDRESSES = {"list": "pipeline:list", "board": "pipeline:board"}


def saved_views(viewer) -> QuerySet[SavedView]:
    """Views the viewer may open: their own, those shared with their unit, and those for everybody."""
    mine = visible(viewer, SavedView).values("pk")
    everybodys = Q(shared="all") if may(viewer, "saved_view.view") else Q(pk__in=[])
    return (
        SavedView.objects.filter(Q(pk__in=mine) | everybodys).select_related("owner").order_by("name", "pk")
    )


def query_of(request) -> str:
    """What a view of the page being shown keeps of its address: every parameter, in the order of the address."""
    pairs = [
        (name, value) for name, values in request.GET.lists() if name not in LEFT_OUT for value in values
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def address_of(view: SavedView) -> str:
    """The address at which a view opens."""
    address = reverse(ADDRESSES[view.page])
    return f"{address}?{view.query}" if view.query else address


def shown_views(request, page: str) -> dict:
    """What the menu of views on a page says: [(view, address, whether it is shown now)] of one's own and of others, and
    the address at which what is shown is saved ("" for whoever may not, and where nothing is chosen)."""
    now = query_of(request)
    rows = [
        (view, address_of(view), view.page == page and view.query == now)
        for view in saved_views(request.user)
    ]
    own = [row for row in rows if row[0].owner_id == request.user.pk]
    save = f"{reverse('pipeline:view_new')}?{urlencode({'of': page})}&{now}" if now else ""
    return {
        "own_views": own,
        "shared_views": [row for row in rows if row not in own],
        "view_now": next((view for view, _address, is_now in rows if is_now), None),
        "save_view": save if may(request.user, "saved_view.create") else "",
    }
