"""A document's page: its text with the cited span lit, and its bytes as they came in."""

import re

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yinli.base.sources import queries, store


@require_safe
def source(request, pk):
    """The text; `?span=12-40` lights the characters from 12 to 40."""
    found = get_object_or_404(queries.sources(request.user), pk=pk)
    start, end = _span(request.GET.get("span", ""), len(found.text))
    text = found.text
    context = {
        "original_is_gone": not store.path_of(found.sha256, found.subject_id).exists(),
        "spans": queries.personal_spans(request.user, found),
        "source": found,
        "before": text[:start],
        "cited": text[start:end],
        "after": text[end:],
    }
    return render(request, "sources/detail.html", context)


def _span(asked: str, length: int) -> tuple[int, int]:
    """The span asked for, (0, 0) where it is none of this text's."""
    given = re.fullmatch(r"(\d{1,9})-(\d{1,9})", asked)
    start, end = map(int, given.groups()) if given else (0, 0)
    return (start, end) if start < end <= length else (0, 0)


@require_safe
def original(request, pk):
    """The bytes as they came in, always to be saved and never shown: they may be anything."""
    found = get_object_or_404(queries.sources(request.user).defer("text"), pk=pk)
    response = HttpResponse(
        store.get(found.sha256, found.subject_id), content_type="application/octet-stream"
    )
    response["Content-Disposition"] = content_disposition_header(True, found.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
