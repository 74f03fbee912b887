"""What is read once a request: kept while nothing is written, and never beyond."""

from datetime import date

import pytest

from yinli.base.accounts.actions import add_unit
from yinli.base.accounts.models import SYSTEM, Unit
from yinli.base.accounts.viewer import read_once, viewing_as
from yinli.base.sources.actions import cite, keep
from yinli.base.sources.queries import sources
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.projects.models import Project


@pytest.fixture
def read(db):
    """A function that reads how many units there are, once; and how often it did."""
    asked = []

    def count():
        asked.append(1)
        return Unit.objects.count()

    def once():
        return read_once(("units",), count)

    once.asked = asked
    return once


def test_it_is_read_once_while_nothing_is_written(read):
    with viewing_as(SYSTEM):
        assert read() == read()
    assert len(read.asked) == 1


def test_it_is_read_again_after_anything_was_written(read):
    with viewing_as(SYSTEM):
        before = read()
        add_unit("新区", "section", by=SYSTEM)
        assert read() == before + 1


def test_it_is_forgotten_with_the_request_and_kept_nowhere_outside(read):
    for _ in range(2):
        with viewing_as(SYSTEM):
            read()
    read()
    read()
    assert len(read.asked) == 4


def test_a_document_is_closed_by_what_the_same_request_does(cast):
    source = keep("青禾半导体拟投资五亿元".encode(), "报告.txt", by=cast.north_officer)
    lead = open_lead("青禾封测", "青禾半导体有限公司", by=cast.north_officer, today=date(2026, 9, 1))
    cite(lead, "name", source, (0, 5), "name.full", by=cast.north_officer)
    with viewing_as(cast.bureau_person):
        assert source in sources(cast.bureau_person)
        with viewing_as(SYSTEM):
            Project.objects.filter(pk=lead.pk).update(confidential=True)
        assert source not in sources(cast.bureau_person)
        # And by the first wall alone, whatever the database lets through.
        with viewing_as(SYSTEM):
            assert source not in sources(cast.bureau_person)
            assert source in sources(cast.north_officer)
