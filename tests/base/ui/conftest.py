"""A unit, two people, and requests as they reach a view."""

import time
from datetime import date

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.ui import context


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def silent_bell(monkeypatch):
    """Nobody here was told anything: most of these tests have no database to ask."""
    monkeypatch.setattr(context, "unread_count", lambda viewer: 0)


@pytest.fixture
def bureau():
    """Zhou of the bureau: may export."""
    return User(
        pk=1, username="zhou", name="周明远", role="bureau", unit=Unit(pk=1, name="招商局", path="1.")
    )


@pytest.fixture
def agent():
    """A commissioned agent: may not."""
    return User(pk=2, username="lin", name="林远", role="agent", unit=Unit(pk=2, name="启明咨询", path="2."))


@pytest.fixture
def asking():
    """asking(user, "/units/?q=x", htmx="list"): a GET as the middleware hands it on."""

    def ask(user, path, htmx="", **post):
        headers = {"HX-Request": "true", "HX-Target": htmx} if htmx else {}
        factory = RequestFactory(headers=headers)
        request = factory.post(path, post) if post else factory.get(path)
        request.user = request.viewer = user
        request.today = date(2026, 3, 4)
        request.htmx = HtmxDetails(request)
        request.session = {PROVEN_AT: time.time()}
        request._messages = CookieStorage(request)
        return request

    return ask
