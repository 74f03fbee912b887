"""What the security tests share: the lines of the security log, and a browser that must bring its tokens."""

import json
import logging

import pytest
from django.core.cache import cache
from django.test import Client


class _Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())

    def events(self) -> list[dict]:
        """Every line, read as JSON."""
        return [json.loads(line) for line in self.lines]

    def last(self, event: str) -> dict:
        """The last line of one kind of event."""
        return [line for line in self.events() if line["event"] == event][-1]


@pytest.fixture
def security_lines():
    """What was written to the security log during the test."""
    handler = _Lines()
    logger = logging.getLogger("yinli.security")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def _no_file_of_its_own(settings, tmp_path):
    """The log of the tests is no log of this installation."""
    own = logging.getLogger("yinli.security").handlers[0]
    kept, own.baseFilename = own.baseFilename, str(tmp_path / "security.jsonl")
    yield
    own.close()
    own.stream = None
    own.baseFilename = kept


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    """Each test begins with an empty count of log-ins: the limit is one test's subject, not the others'."""
    cache.clear()


@pytest.fixture
def strict():
    """A client that is refused what carries no token, as browsers are."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def password(cast):
    """The north officer's password."""
    cast.north_officer.set_password("a-long-phrase-nobody-guesses")
    cast.north_officer.save()
    return "a-long-phrase-nobody-guesses"
