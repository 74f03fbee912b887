"""Every page of the demo stays within its budget of SQL queries, for the people who use it most.

A page that needs more gets a line in `MORE`, with the reason.
"""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from yinli.base.accounts.permissions import visible

# Fifteen of the page itself, and one of the bell that every page has.
BUDGET = 15 + 1
MORE: dict[str, int] = {
    # Looks through every kind of record for the name, so that nobody believes it gone where it stays.
    "personal:erase": 40,
    # More of the house has something to say of a project than of anything else: where it came from, what lies ahead,
    # the plan, the papers of its facts, what was merged with it, its first report and whose credit it is, by which
    # channel it came and what is due for that.
    "pipeline:detail": 30,
    # Which documents are closed to somebody is asked once, for all questions that used to ask it within themselves; by
    # the page of a record only where it was read from any.
    "today:home": 17,
    "enterprises:detail": 17,
    # A year's results are one question a measure.
    "channels:detail": 30,
    "channels:list": 22,
    # Asks every table that may name an enterprise, so that it tells beforehand how much goes along.
    "enterprises:merge": 24,
}
# Not pages: they write, sign in or out, or serve files.
NO_PAGES = (
    "account_", "mfa_", "login_", "links:", "staff:join", "set_language", "healthz", "notices:read", "csp_report",
    "None",
)  # fmt: skip
PEOPLE = ("officer", "bureau", "leader", "fund", "department", "auditor", "admin")


def routes(patterns=None, prefix="", namespace=""):
    """(route, name) of every address of the house."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{namespace}{pattern.name}"


def addresses(viewer) -> dict[str, str]:
    """Url name → an address of it in the demo, its parameters filled with what this viewer may see."""
    found = {}
    for route, name in routes():
        if not name.startswith(NO_PAGES):
            filled = "/" + fill(route, name, viewer)
            if "<" not in filled:
                found[name] = filled
    return found


def fill(route: str, name: str, viewer) -> str:
    """`route` with every parameter replaced by one that the demo has; a "<" stays where it has none."""
    app = name.split(":")[0]
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: example(app, found.group(1), viewer), route)


WORDS = {
    "code": "registered_10m",
    "indicator": "registered_10m",
    "rule_code": "event.visit",
    "period": "2026",
    "year": "2026",
    "stage": "contact",
    "status": "paused",
    "kind": "registered",
    "check": "needs_listed",
    "field": "name",
    "holder": "enterprises.contact",
}
NOUNS = {
    "pipeline": "projects.Project",
    "pipeline:view": "pipeline.SavedView",
    "first_report": "first_report.Report",
    "channels": "channels.Channel",
    "channels:award": "channels.Award",
    "channels:project": "projects.Project",
    "enterprises": "enterprises.Enterprise",
    "trips": "trips.Trip",
    "briefing": "trips.Trip",
    "visits": "visits.Visit",
    "talents": "talents.Talent",
    "agreements": "agreements.Agreement",
    "follow_ups": "follow_ups.FollowUp",
    "intake": "intake.Draft",
    "learning": "learning.LearnedName",
    "sheets": "sheets.SheetImport",
    "scoreboard": "targets.ClaimedResult",
    "sources": "sources.Source",
    "staff": "accounts.User",
    "personal": "enterprises.Contact",
}


def example(app: str, parameter: str, viewer) -> str:
    """A value of a route's parameter, from the demo's rows that the viewer may see; "<" where there is none."""
    if parameter in WORDS:
        return WORDS[parameter]
    noun = f"{app}:{parameter}"
    model = apps.get_model(NOUNS.get(noun) or NOUNS[app])
    known = {"scoreboard": "scoreboard.view", "intake": "intake.view", "learning": "learning.view"}
    action = known.get(app, "")
    row = visible(viewer, model, action).order_by("pk").first()
    if row is None:
        return "<"
    if app == "personal":
        return str(row.subject_id)
    return str(row.number if parameter == "number" or noun in NOUNS else row.pk)


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_of_the_demo_keeps_to_its_budget(demo, client, username):
    viewer = getattr(demo, username)
    client.force_login(viewer)
    over, broken = {}, {}
    for name, address in addresses(viewer).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.status_code >= 500:
            broken[name] = (address, response.status_code)
        if len(queries) > MORE.get(name, BUDGET):
            over[name] = (address, len(queries))
    assert broken == {}
    assert over == {}


def test_the_bureau_finds_a_page_behind_every_address_that_is_read(demo, client):
    """So that the budget is measured on pages and not on "not found"."""
    client.force_login(demo.bureau)
    missed = {}
    for name, address in addresses(demo.bureau).items():
        status = client.get(address).status_code
        if status not in (200, 302, 405) and name not in NOT_NOW and not name.startswith("staff:"):
            missed[name] = (address, status)
    assert missed == {}


# Pages that this row of the demo has no use for: they answer a question that was not asked. People and units
# are the administrator's pages; sealed history is the auditor's as well.
NOT_NOW = {
    "pipeline:asked",
    "pipeline:move",
    "pipeline:merge",
    "pipeline:bulk_done",
    "first_report:dispute",
    "first_report:rule",
    "first_report:dispute_new",
    # The first firm that settled anywhere is of another enclave.
    "channels:come_back",
    "channels:leave",
    "enterprises:merge",
    "pipeline:paper",
    "talents:settle",
    "personal:show",
    "enterprises:edit_contact",
    "audit:seals",
}
