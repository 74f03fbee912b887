"""What browsers report about the content security policy: one log line each, without what people typed."""

import json
import logging
import re
from urllib.parse import urlsplit

log = logging.getLogger("yinli.csp")
MOST_BYTES = 16 * 1024
MOST_REPORTS = 10
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


def told(body: bytes) -> list[str]:
    """The lines worth logging of a report, in either of the two forms browsers send; [] for what is none."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return []
    reports = given if isinstance(given, list) else [given]
    lines = []
    for report in reports[:MOST_REPORTS]:
        inner = report.get("csp-report") or report.get("body") if isinstance(report, dict) else None
        if isinstance(inner, dict):
            lines.append(_line(inner))
    return lines


def _line(report: dict) -> str:
    directive = report.get("effective-directive") or report.get("effectiveDirective")
    blocked = report.get("blocked-uri") or report.get("blockedURL")
    page = report.get("document-uri") or report.get("documentURL")
    return f"{_short(directive)} refused {_place(blocked)} on {_place(page)}"


def _place(address) -> str:
    """An address without its query, which may hold what somebody searched for."""
    try:
        parts = urlsplit(str(address or ""))
    except ValueError:
        return "?"
    return _short(f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else str(address))


def _short(text) -> str:
    return _UNPRINTABLE.sub("?", str(text or "?"))[:200]
