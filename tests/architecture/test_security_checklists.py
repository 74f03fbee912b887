"""docs/security.md promises nothing that is not there: every row is answered, every name in it exists."""

from collections import Counter

import pytest
from django.urls import Resolver404, resolve

from tests.architecture.checklists import ASVS, COUNTS, ENTRY, MLPS, counts, named_tests
from tests.architecture.house import ROOT

BOTH = pytest.mark.parametrize("checklist", [ASVS, MLPS], ids=["asvs", "mlps3"])


def named(checklist, kind):
    """(number, name) of every part of one kind."""
    return [(row.number, part.named()) for row in checklist.rows() for part in row.parts if part.kind == kind]


def test_the_lists_of_numbers_are_those_of_the_standards():
    """70 and 183 requirements of levels 1 and 2; 211 items of the third level's general requirements."""
    assert Counter(ASVS.required().values()) == {"1": 70, "2": 183}
    assert len(MLPS.required()) == 211


@BOTH
def test_every_requirement_stands_in_its_checklist_exactly_once(checklist):
    numbers = Counter(row.number for row in checklist.rows())
    required = set(checklist.required())
    assert required - set(numbers) == set()
    assert set(numbers) - required == set()
    assert [number for number, times in numbers.items() if times > 1] == []


@BOTH
def test_every_row_has_words_and_an_answer_of_a_known_kind(checklist):
    empty = [row.number for row in checklist.rows() if len(row.words) < 4]
    unknown = [(row.number, part) for row in checklist.rows() for part in row.parts if not part.kind]
    # "Open" without a reason, or "operator" without what we give them, is no answer.
    bare = [
        (row.number, part) for row in checklist.rows() for part in row.parts if len(part.what.strip()) < 5
    ]
    assert (empty, unknown, bare) == ([], [], [])


@BOTH
def test_every_test_that_is_named_exists(checklist):
    missing = []
    for number, name in named(checklist, "test"):
        file, _, test = name.partition("::")
        path = ROOT / file
        if not test or not path.is_file() or test not in set(named_tests(path)):
            missing.append((number, name))
    assert missing == []


@BOTH
def test_every_page_that_is_named_has_an_address(checklist):
    missing = []
    for number, page in named(checklist, "page"):
        try:
            resolve(page)
        except Resolver404:
            missing.append((number, page))
    assert missing == []


@BOTH
def test_every_file_that_is_named_is_there(checklist):
    missing = [(n, file) for n, file in named(checklist, "rule") if not file or not (ROOT / file).is_file()]
    assert missing == []


def test_the_counts_of_the_entry_page_are_those_of_the_checklists():
    told = COUNTS.search(ENTRY.read_text(encoding="utf-8"))
    assert told is not None
    assert told.group() == counts(), "run: python -m tests.architecture.checklists"
