"""Pages of saved views: saving what is shown, the list of them, renaming, sharing, throwing away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yinli.base.accounts.permissions import may, require
from yinli.base.history.queries import by_number
from yinli.base.ui.form_page import FormPage, FormRefused
from yinli.base.ui.forms import seen_of
from yinli.desk.pipeline import saved_view_actions as actions
from yinli.desk.pipeline.saved_views import ADDRESSES, address_of, query_of, saved_views
from yinli.desk.pipeline.view_forms import ViewForm

asks = require_http_methods(["GET", "POST"])


def views(request):
    """All that the viewer may open."""
    require(request.user, "saved_view.view")
    rows = [
        (view, address_of(view), may(request.user, "saved_view.edit", view))
        for view in saved_views(request.user)
    ]
    return render(request, "pipeline/views.html", {"rows": rows})


@asks
def new(request):
    """Save what a page shows: ?of=list and the rest of its address."""
    require(request.user, "saved_view.create")
    of, query = request.GET.get("of", "list"), _without_page(query_of(request))
    if of not in ADDRESSES:
        raise Http404(of)
    back = f"{reverse(ADDRESSES[of])}?{query}"
    form = ViewForm(request.user, request.POST or None)
    page = FormPage(
        title=_("Save this view"), intro=_("Filters, columns and order. Whoever opens it sees the projects they may see."),
        trail=[(_("Projects"), back)], done=_("The view is saved."),
    )  # fmt: skip

    def write(data):
        return address_of(
            _acted(
                actions.save_view, of, query, actions.Called(data["name"], data["shared"]), by=request.user
            )
        )

    return page.answer(request, form, write)


def _without_page(query: str) -> str:
    return "&".join(part for part in query.split("&") if not part.startswith("of="))


@asks
def edit(request, view):
    """Rename it, share it."""
    view = by_number(saved_views(request.user), view)
    require(request.user, "saved_view.edit", view)
    initial = {"name": view.name, "shared": view.shared, "seen": view.version}
    form = ViewForm(request.user, request.POST or None, initial=initial)
    page = FormPage(title=view.name, trail=[(_("Saved views"), reverse("pipeline:views"))])

    def write(data):
        called = actions.Called(data["name"], data["shared"])
        _acted(actions.edit_view, view, called, by=request.user, seen=data["seen"] or view.version)
        return reverse("pipeline:views")

    return page.answer(request, form, write)


@require_POST
def drop(request, view):
    """Throw it away."""
    view = by_number(saved_views(request.user), view)
    actions.drop_view(view, by=request.user, seen=seen_of(request))
    messages.success(request, _("The view is gone."))
    return redirect("pipeline:views")


def _acted(verb, *args, **given):
    try:
        return verb(*args, **given)
    except actions.ViewRefused as refused:
        raise FormRefused(
            {
                "name": _("You have another view of this name."),
                "unit": _("You belong to no unit with which to share it."),
                "long": _("This view keeps too much: choose fewer values."),
            }[refused.code]
        ) from refused
