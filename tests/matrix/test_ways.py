"""Who comes to which row by what link, and what closes one: each link and each rule by itself."""

import pytest

from tests.matrix.closings import CLOSINGS, closes
from tests.matrix.mutants import scope_mutants
from tests.matrix.people import People
from tests.matrix.rows import Rows
from tests.matrix.ways import WAYS, comes_by
from yinli.base.accounts.scopes import scope_of


@pytest.fixture
def rows(db):
    """An officer's."""
    return Rows(People(), "officer")


def test_everybody_comes_to_a_row_by_each_link_alone(rows):
    assert [way for way in WAYS if not comes_by(way, rows)] == []


def test_each_rule_alone_closes_a_document(rows):
    assert [name for name in CLOSINGS if not closes(name, rows)] == []


def test_every_link_of_a_scope_is_a_way_that_was_reviewed(rows):
    registered = [
        (model, field, path or getattr(scope_of(model), field))
        for _kind, model, field, path in (mutant for mutant in scope_mutants() if mutant[0] == "scope")
    ]
    written = [(type(rows.row(way.noun, "other")), way.relation, way.path) for way in WAYS]
    assert sorted(map(str, written)) == sorted(map(str, registered))
