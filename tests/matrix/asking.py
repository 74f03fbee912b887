"""Asking at every door and for every action, as one person, and taking back whatever came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import time
from unittest.mock import patch

from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.matrix.doors.door import RELATIONS, Door
from tests.matrix.reads import Read
from tests.matrix.rows import Rows
from tests.matrix.verbs import Verb
from tests.test_who_may import text_of
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.accounts.viewer import viewing_as
from yinli.desk.staff.actions import WorkLeft

LETTERS = {
    "own": "o", "unit": "u", "subtree": "s", "other": "x", "confidential": "c", "named": "n", "matter": "m",
}  # fmt: skip


class Asked:
    """What one door or verb answered a person: in which relations it opened, and each refusal's status."""

    def __init__(self, noun: str):
        self.noun = noun
        self.opened: list[str] = []
        self.refused: dict[str, int] = {}

    @property
    def cell(self) -> str:
        """As the matrix writes it."""
        if not self.noun:
            return "yes" if self.opened else "no"
        return "".join(LETTERS[relation] for relation in self.opened) or "no"


def relations_of(noun: str) -> tuple[str, ...]:
    """Those in which a noun is asked for; one nameless relation where there is no row."""
    return RELATIONS[noun] if noun else ("",)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens within leaves no trace in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(person) -> Client:
    """A browser in which `person` has just logged in; a stranger's for None."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
        session = client.session
        session[PROVEN_AT] = time()
        session.save()
    return client


@contextmanager
def undrawn(door: Door) -> Iterator[None]:
    """Whether an address opens is decided before its page is drawn: only lists and searches are read."""
    if door.shows is not None:
        yield
    else:
        with patch("django.template.backends.jinja2.Template.render", lambda *page, **drawn: ""):
            yield


def knock(client: Client, door: Door, row, rows: Rows):
    """The answer of a door; whatever it did is taken back."""
    address = reverse(door.route, args=door.args(row) if door.args else [])
    # Made before: rows that a form names must outlast what is taken back.
    asked = door.query(row) if door.query else {}
    typed = door.typed(row, rows) if door.method == "POST" else {}
    headers = door.headers(row) if door.headers else {}
    with taken_back(), undrawn(door):
        if door.method == "POST":
            return client.post(address, typed, headers=headers)
        return client.get(address, asked, headers=headers)


def lets_in(response, door: Door, row) -> bool:
    """Whether the answer is what was asked for. Raises AssertionError where the matrix asked amiss."""
    status = response.status_code
    # A part of a page is led away by a header of htmx, with nothing in it.
    leads_to = response.get("HX-Redirect", "") or response.get("Location", "")
    # To the log-in, or to where a link that opens nothing ends.
    turned_away = leads_to.startswith(("/accounts/login/", "/link/gone/"))
    if status in (403, 404, 410) or turned_away:
        return False
    assert status < 400, f"{door.key} on {door.noun}: {status}"
    if door.shows is None or door.method == "POST":
        return True
    return door.shows(row) in leads_to + text_of(response)


def ask_door(client: Client, door: Door, rows: Rows) -> Asked:
    """What a door answers one person, relation by relation."""
    asked = Asked(door.noun)
    for relation in relations_of(door.noun):
        row = rows.row(door.noun, relation) if door.noun else None
        response = knock(client, door, row, rows)
        if lets_in(response, door, row):
            asked.opened.append(relation)
        else:
            asked.refused[relation] = response.status_code
    return asked


def by_whom(refused: Exception) -> int:
    """403 for a refusal by a guard of ours, 0 for one by the wall in the database; others are raised again."""
    if isinstance(refused, NotAllowed):
        return 403
    if "row-level security" in str(refused) or "did not affect any rows" in str(refused):
        return 0
    raise refused


def ask_read(read: Read, rows: Rows) -> Asked:
    """What a read gives one person, relation by relation, past its pages; both walls stand."""
    asked = Asked(read.noun)
    # Made before: they must outlast what is taken back.
    rows.row("visit", "other"), rows.row("trip", "own"), rows.row("certificate", "other"), rows.nobodys
    for relation in relations_of(read.noun):
        row = rows.row(read.noun, relation) if read.noun else None
        with taken_back():
            try:
                read.given(row, rows)
                with viewing_as(rows.person):
                    found = read.finds(rows.person, row, rows)
            except (NotAllowed, Http404):
                found = False
        if found:
            asked.opened.append(relation)
        else:
            asked.refused[relation] = 404
    return asked


def ask_verb(verb: Verb, rows: Rows) -> Asked:
    """What an action answers one person, relation by relation."""
    asked = Asked(verb.noun)
    for relation in relations_of(verb.noun):
        row = rows.row(verb.noun, relation) if verb.noun else None
        args, kwargs = verb.call(row, rows)
        with taken_back():
            try:
                verb.does(*args, by=rows.person, **kwargs)
                asked.opened.append(relation)
            except WorkLeft:
                # Said to somebody who might have closed the account, had there been no work.
                asked.opened.append(relation)
            except (NotAllowed, DatabaseError) as refused:
                asked.refused[relation] = by_whom(refused)
    return asked
