"""Who may do what, asked of the running house: every address and every action, by every role, in every relation."""

import pytest

from tests.matrix.asking import ask_door, ask_read, ask_verb, client_of
from tests.matrix.doors import DOORS
from tests.matrix.people import ROLES, People
from tests.matrix.reads import READS
from tests.matrix.rows import Rows
from tests.matrix.table import STRANGER, differences
from tests.matrix.verbs import VERBS


@pytest.fixture
def rows_for(db, monkeypatch):
    """rows_for(role): the rows of the person of that role. Nothing is refused for being asked too often."""
    monkeypatch.setattr("yinli.base.ui.limits.count", lambda *asked: None)
    people = People()
    return lambda role: Rows(people, role)


# Half a minute a role: these by every `make test`, the others with the deep tests.
FIRST = ("officer", "agent", "department")


@pytest.mark.parametrize(
    "role", [role if role in FIRST else pytest.param(role, marks=pytest.mark.deep) for role in ROLES]
)
def test_each_address_answers_as_the_matrix_says(rows_for, role):
    rows = rows_for(role)
    client = client_of(rows.person)
    answers = {(door.key, door.noun): ask_door(client, door, rows).cell for door in DOORS}
    assert differences(role, answers) == []


@pytest.mark.parametrize("role", ROLES)
def test_each_action_answers_as_the_matrix_says(rows_for, role):
    rows = rows_for(role)
    answers = {(verb.key, verb.noun): ask_verb(verb, rows).cell for verb in VERBS}
    assert differences(role, answers) == []


@pytest.mark.parametrize("role", ROLES)
def test_each_read_answers_as_the_matrix_says(rows_for, role):
    rows = rows_for(role)
    answers = {(read.key, read.noun): ask_read(read, rows).cell for read in READS}
    assert differences(role, answers) == []


def test_a_stranger_finds_only_the_ways_in(rows_for):
    rows, client = rows_for("officer"), client_of(None)
    answers = {(door.key, door.noun): ask_door(client, door, rows).cell for door in DOORS}
    assert differences(STRANGER, answers) == []
