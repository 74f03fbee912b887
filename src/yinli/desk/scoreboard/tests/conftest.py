"""What every test of the scoreboard starts from."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from yinli.base.sources.actions import keep
from yinli.desk.scoreboard.tests.world import World
from yinli.domain.targets.actions import claim_result

NOON = datetime(2026, 9, 9, 4, tzinfo=UTC)


@pytest.fixture
def world(cast):
    """Makes rows to order."""
    return World(cast)


@pytest.fixture
def claim(cast):
    """A report that claims two major projects as of 8 September 2026."""
    text = "截至9月8日，全区新增50亿元以上重大产业项目2个。".encode()
    source = keep(text, "简报.txt", by=cast.bureau_person, published_on=date(2026, 9, 8))
    values = {"counted_in": "个", "indicator": "major_5bn", "as_of": date(2026, 9, 8)}
    row, _new = claim_result(source, "50亿元以上重大产业项目2个", Decimal(2), by=cast.bureau_person, **values)
    return row


@pytest.fixture
def look(client, monkeypatch):
    """Open a page as somebody, on 9 September 2026, and get what it says."""
    monkeypatch.setattr("yinli.base.ui.middleware.timezone.now", lambda: NOON)

    def opened(user, name, *args, status=200, **query):
        client.force_login(user)
        answer = client.get(reverse(f"scoreboard:{name}", args=args), query)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    return opened
