"""Attacks of people who are in: fields no form has, rows of others, numbers guessed, steps left out."""

import re

import pytest

from tests.test_who_may import addresses
from yinli.base.accounts.models import SYSTEM, User
from yinli.base.accounts.permissions import visible
from yinli.base.history.models import Entry
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.models import Project

# What an attacker would like to be true, sent along with every form.
WISHED = {
    "role": "administrator",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "confidential": "on",
    "stage": "signed",
    "status": "lost",
    "version": "999",
    "created_by": "1",
    "reported_by": "1",
    "id": "1",
    "pk": "1",
    "verdict": "accepted",
    "verified_at": "2026-01-01",
    "by": "1",
}


def secured() -> dict:
    """What no ordinary form may change: rights of people; stage and protection of projects."""
    people = list(
        User.objects.order_by("pk").values_list("role", "is_superuser", "is_staff", "is_active", "unit")
    )
    projects = list(
        Project.objects.order_by("pk").values_list("pk", "stage", "status", "confidential", "officer")
    )
    return {"people": people, "projects": projects}


@pytest.mark.parametrize("username", ["agent", "officer", "talent", "auditor"])
def test_a_field_that_no_form_has_changes_nothing(demo, client, username):
    """Mass assignment: every address gets every wished-for field; nobody's rights and no stage move."""
    client.force_login(getattr(demo, username))
    before = secured()
    for name, address in addresses(demo.bureau).items():
        if not name.startswith(("pipeline:stop", "pipeline:resume", "pipeline:protect", "pipeline:open_up")):
            assert client.post(address, WISHED).status_code < 500, address
    assert secured() == before


@pytest.mark.parametrize("username", ["agent", "officer", "manager", "bureau", "leader", "talent", "auditor"])
def test_nobody_but_the_administrator_touches_an_account(demo, client, username):
    attacker = getattr(demo, username)
    client.force_login(attacker)
    before = list(User.objects.order_by("pk").values())
    for key in (attacker.pk, demo.admin.pk, demo.bureau.pk):
        for page in ("edit", "password", "close", "reopen"):
            typed = {**WISHED, "name": "x", "unit": attacker.unit_id, "password": "a-phrase-of-the-attacker"}
            assert client.post(f"/staff/{key}/{page}/", typed).status_code in (403, 404)
        added = client.post("/staff/add/", {**WISHED, "username": "mole", "password": "a-phrase-of-the-mole"})
    assert added.status_code in (403, 404)
    after = list(User.objects.order_by("pk").values())
    for row in (*before, *after):
        row.pop("last_login")
    assert after == before


@pytest.mark.deep
def test_numbers_guessed_one_after_the_other_show_what_the_list_shows_and_no_more(demo, client):
    """Insecure direct object reference: an officer tries every number there is."""
    client.force_login(demo.officer)
    theirs = set(visible(demo.officer, Project).values_list("pk", flat=True))
    opened = set()
    for project in Project.objects.order_by("pk"):
        status = client.get(f"/projects/{project.number}/").status_code
        assert status in (200, 404)
        if status == 200:
            opened.add(project.pk)
    assert opened == theirs and len(theirs) < Project.objects.count()


def test_a_row_of_others_is_not_told_apart_from_none_at_all(demo, client):
    client.force_login(demo.agent)
    hidden = Project.objects.exclude(pk__in=visible(demo.agent, Project).values("pk")).first()
    forbidden, absent = client.get(f"/projects/{hidden.number}/"), client.get("/projects/P999999/")
    assert forbidden.status_code == absent.status_code == 404
    told = [
        re.sub(r'nonce"?[=:][^\s>]+|[A-Za-z0-9]{64}|P\d{6}', "", page.content.decode())
        for page in (forbidden, absent)
    ]
    assert told[0] == told[1]


def test_a_parameter_given_twice_opens_nothing_more(demo, client):
    client.force_login(demo.agent)
    for name, address in addresses(demo.agent).items():
        if not name.endswith(":list"):
            continue
        plain = client.get(address)
        twice = client.get(
            f"{address}?unit=1&unit=2&officer=1&officer=2&q=&q=&page=1&page=2&format=html&format=xlsx"
        )
        assert twice.status_code in (200, 302, 400, 403, 404), address
        if plain.status_code in (403, 404):
            assert twice.status_code == plain.status_code, address


def test_whoever_may_not_export_gets_no_sheet_however_they_ask(demo, client):
    client.force_login(demo.agent)
    for name, address in addresses(demo.bureau).items():
        if name.endswith(":list"):
            for asked in ("format=xlsx", "format=XLSX", "format=html&format=xlsx", "q=&format=xlsx&page=1"):
                response = client.get(f"{address}?{asked}")
                assert not response.headers.get("Content-Disposition", "").startswith("attachment"), address


def test_an_action_that_breaks_half_way_leaves_nothing(demo, monkeypatch):
    """The entry of history fails as the last step: the lead before it is taken back."""

    def breaks(*args, **kwargs):
        raise RuntimeError("the disk is full")

    before = (Project.objects.count(), Enterprise.objects.count(), Entry.objects.count())
    monkeypatch.setattr(type(Entry.objects), "create", breaks)
    with pytest.raises(RuntimeError):
        open_lead("全新未见之项目", "全新未见之企业", by=SYSTEM, today=demo.day, officer=demo.officer)
    monkeypatch.undo()
    assert (Project.objects.count(), Enterprise.objects.count(), Entry.objects.count()) == before
