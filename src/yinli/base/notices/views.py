"""The page behind the bell."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from yinli.base.notices import actions, queries

PAGE_SIZE = 30


@require_safe
def notices(request):
    """What I was told, newest first."""
    page = Paginator(queries.notices(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = queries.told(request.user, page.object_list)
    context = {"page": page, "rows": rows, "unread": any(row.notice.read_at is None for row in rows)}
    return render(request, "notices/list.html", context)


@require_POST
def read(request, pk):
    """Put one away, and go where it leads."""
    row = queries.notices(request.user).filter(pk=pk).first()
    if row is None:
        return redirect("notices:list")
    actions.mark_read([row.pk], by=request.user, at=request.now)
    (told,) = queries.told(request.user, [row])
    return redirect(told.href or "notices:list")


@require_POST
def read_all(request):
    """Put everything away that the page showed."""
    try:
        shown_at = parse_datetime(request.POST.get("shown_at", ""))
    except ValueError:
        shown_at = None
    if shown_at is not None and shown_at.tzinfo is not None:
        actions.mark_all_read(by=request.user, at=min(shown_at, request.now))
    return redirect("notices:list")
