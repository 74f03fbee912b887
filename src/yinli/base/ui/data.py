"""The rows of a list as data (?format=json): for scripts and other systems, with the rights of whoever asks."""

import json
from typing import Any

from django.http import HttpResponse

from yinli.base.ui.keyset import shown


def data_response(page) -> HttpResponse:
    """What `page` (a ListPage with `data`) shows, as `{"rows": [...], "next": address or null}`.

    Values alone are read: no row is made an object to be taken apart again.
    """
    paths = tuple(page.data.values())
    page.page = shown(page.rows, page.ordering, page.page_size, page.request.GET, paths)
    rows = [dict(zip(page.data, row, strict=True)) for row in page.page.object_list]
    if "number" in page.data:
        prefix = page.rows.model.NUMBER_PREFIX
        for row in rows:
            row["number"] = f"{prefix}{row['number']:06d}"
    after = page.page.after
    told = {"rows": rows, "next": page.address(format="json", after=after) if after else None}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_in_json)
    return HttpResponse(text, content_type="application/json")


def _in_json(value: Any) -> str:
    """Days and instants as ISO 8601 writes them; an amount as a text, so that no reader rounds it."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
