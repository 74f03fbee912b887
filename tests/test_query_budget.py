"""Every page of the demo stays within its budget of SQL queries, for the people who use it most.

A page that needs more gets a line in `MORE`, with the reason; there is none today.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

BUDGET = 15
MORE: dict[str, int] = {}
# Not pages: they write, sign in or out, or serve files.
NO_PAGES = ("account_", "set_language", "healthz")
PEOPLE = ("officer", "bureau", "leader", "auditor")


def routes(patterns=None, prefix="", namespace=""):
    """(route, name) of every address of the house."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield route, f"{namespace}{pattern.name}"


def addresses() -> dict[str, str]:
    """Url name → an address of it in the demo, its parameters filled with rows that exist."""
    found = {}
    for route, name in routes():
        if not name.startswith(NO_PAGES):
            found[name] = "/" + fill(route, name)
    return found


def fill(route: str, name: str) -> str:
    """`route` with every parameter replaced by one that the demo has."""
    import re

    app = name.split(":")[0]
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: example(app, found.group(1)), route)


def example(app: str, parameter: str) -> str:
    """A value of a route's parameter, from the demo's rows."""
    from django.apps import apps

    if parameter in ("code", "indicator"):
        return "registered_10m"
    noun = {
        "projects": "projects.Project", "pipeline": "projects.Project", "enterprises": "enterprises.Enterprise",
        "trips": "trips.Trip", "briefing": "trips.Trip", "visits": "visits.Visit", "talents": "talents.Talent",
        "agreements": "agreements.Agreement", "follow_ups": "follow_ups.FollowUp", "intake": "intake.Draft",
        "targets": "targets.Target", "scoreboard": "targets.ClaimedResult", "sources": "sources.Source",
    }[app]  # fmt: skip
    row = apps.get_model(noun).objects.order_by("pk").first()
    return str(row.number if parameter == "number" else row.pk)


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_of_the_demo_keeps_to_its_budget(demo, client, username):
    client.force_login(getattr(demo, username))
    over, broken = {}, {}
    for name, address in addresses().items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(address)
        if response.status_code >= 500:
            broken[name] = (address, response.status_code)
        if len(queries) > MORE.get(name, BUDGET):
            over[name] = (address, len(queries))
    assert broken == {}
    assert over == {}
