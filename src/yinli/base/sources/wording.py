"""Where a masked number of a document is shown, and what stays of it."""

from django.urls import reverse


def span_page(span) -> str:
    """The document, at the place of the number."""
    return f"{reverse('sources:detail', args=[span.source_id])}?span={span.start}-{span.end}"


def nothing_stays(span) -> list[str]:
    """A number leaves nothing but the mask in its text."""
    return []
