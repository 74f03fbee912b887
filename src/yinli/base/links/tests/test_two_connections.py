"""Two people open one link at the same moment, each on a connection of their own."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from yinli.base.accounts.models import SYSTEM
from yinli.base.links.actions import issue
from yinli.base.links.models import LinkUse, PersonalLink
from yinli.base.links.opening_actions import LinkDead, open_link
from yinli.base.links.purposes import Purpose, register_purpose


@pytest.fixture
def committed(_demo_database, django_db_blocker):
    """A database of this module's own, where what is written is committed; it is dropped afterwards."""
    with django_db_blocker.unblock():
        yield


def test_a_link_for_one_use_opened_twice_at_once_works_once(committed):
    register_purpose(Purpose("test-sign", "user.manage", "account_login"))
    for _ in range(5):
        token = issue("test-sign", by=SYSTEM, expires_at=timezone.now() + timedelta(hours=1))
        together, opened = Barrier(2), []

        def opening(address, token=token, together=together, opened=opened):
            together.wait()
            try:
                open_link(token, "test-sign", now=timezone.now(), address=address)
                opened.append(True)
            except LinkDead:
                opened.append(False)
            finally:
                connections.close_all()

        threads = [Thread(target=opening, args=[f"192.0.2.{number}"]) for number in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(opened) == [False, True]
        link = PersonalLink.objects.latest("pk")
        assert link.uses == 1 and LinkUse.objects.filter(link=link).count() == 1
