"""Every address of the demo, asked for by those who may not: nobody reads or writes beyond permissions.toml."""

import io
import re
import zipfile

import pytest

from tests.test_query_budget import NO_PAGES, fill, routes
from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.history.models import Entry
from yinli.domain.agreements.models import Agreement
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.projects.actions import protect
from yinli.domain.projects.models import Project
from yinli.domain.trips.models import Trip
from yinli.domain.visits.models import Visit

RECORD = re.compile(
    r"/(?:projects|enterprises|trips|visits|agreements|talents|follow-ups|intake)/([A-Z]\d{6,})/"
)
SCOPED = (Project, Enterprise, Visit, Agreement, Trip, FollowUp)


def addresses(viewer) -> dict[str, str]:
    """Url name → an address of it, its parameters filled with the demo's rows, with 1 where it has none."""
    found = {}
    for route, name in routes():
        if not name.startswith(NO_PAGES):
            try:
                filled = fill(route, name, viewer)
            except KeyError:
                filled = route
            # A parameter of which the demo has none leaves its "<".
            found[name] = "/" + re.sub(r"<(?:[^>/]+>)?", "1", filled)
    return found


def pages(client, found: dict[str, str]) -> dict[str, str]:
    """Address → text of every page that opens; sheets and papers as the text inside them."""
    opened = {}
    sheets = [f"{address}?format=xlsx" for name, address in found.items() if name.endswith(":list")]
    for address in [*found.values(), *sheets]:
        response = client.get(address)
        if response.status_code == 200:
            opened[address] = text_of(response)
    return opened


def text_of(response) -> str:
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def test_a_stranger_is_sent_to_the_log_in_from_every_address(demo, client):
    for address in addresses(demo.bureau).values():
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302, address
            assert response["Location"].startswith("/accounts/login/"), address


@pytest.mark.deep
@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_those_who_set_up_or_audit_write_nothing_anywhere(demo, client, username):
    client.force_login(getattr(demo, username))
    found = addresses(demo.bureau)
    before = Entry.objects.count()
    for name, address in found.items():
        # Accounts are theirs to set up, and so is what the reader does without.
        if name.startswith("staff:") or name == "learning:switch":
            continue
        for typed in (
            {},
            {"seen": "1"},
            {"seen": "1", "text": "x", "name": "x", "reason": "x", "words": "x"},
        ):
            assert client.post(address, typed).status_code < 500, address
    assert Entry.objects.count() == before


def test_the_administrator_is_led_to_no_record(demo, client):
    client.force_login(demo.admin)
    for address, text in pages(client, addresses(demo.bureau)).items():
        assert RECORD.findall(text) == [], address


def test_an_agent_is_led_to_nothing_but_what_it_reported(demo, client):
    client.force_login(demo.agent)
    theirs = {row.number for model in SCOPED for row in visible(demo.agent, model)}
    for address, text in pages(client, addresses(demo.bureau)).items():
        assert set(RECORD.findall(text)) <= theirs, address


@pytest.mark.deep
def test_a_confidential_project_is_named_to_nobody_else_on_any_page_sheet_or_paper(demo, client):
    found = addresses(demo.bureau)
    linked = Visit.objects.exclude(project=None).values("project")
    project = Project.objects.filter(pk__in=linked, status="active").exclude(officer=demo.bureau).first()
    protect(project, [project.officer], by=SYSTEM, seen=project.version)
    project = Project.objects.select_related("enterprise").get(pk=project.pk)
    Project.objects.filter(pk=project.pk).update(name="秘而不宣之项目")
    found |= {
        "enterprise": f"/enterprises/{project.enterprise.number}/",
        "found": "/search/?q=秘而不宣",
        "number": f"/search/?q={project.number}",
        "known": f"/projects/new/known/?enterprise={project.enterprise.name}",
        "choice": f"/visits/projects/?enterprise={project.enterprise.name}",
    }
    client.force_login(demo.bureau)
    for address, text in pages(client, found).items():
        assert f"/projects/{project.number}/" not in text, address
        # A search says back what was asked for.
        assert "秘而不宣之项目" not in text, address
    client.force_login(project.officer)
    assert client.get(f"/projects/{project.number}/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "officer=99999999999999999999",
        *(pytest.param(one, marks=pytest.mark.deep) for one in ("page=-1", "sort=evil", "unit=%00")),
    ],
)
def test_an_address_with_nonsense_breaks_no_list(demo, client, query):
    client.force_login(demo.bureau)
    for name, address in addresses(demo.bureau).items():
        if name.endswith((":list", ":board", "search", ":suggest")):
            assert client.get(f"{address}?{query}").status_code in (200, 302, 400), address
