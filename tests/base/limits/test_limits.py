"""Who asks too often is told when to come back; counts are shared by all processes and survive a refusal."""

import os
import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from yinli.base.accounts.addresses import UNKNOWN, neighbourhood_of
from yinli.base.limits import counting
from yinli.base.limits.counting import TooMany, count
from yinli.base.limits.rules import Limit, limits, read_limits
from yinli.core.ruletable import RuleError, load

NOW = datetime(2026, 9, 8, 9, tzinfo=UTC)
WORDS = "衡川精密仪器股份有限公司拟投资五亿元。"


def limit(code="tries", seconds=60, person=3, address=5, **matching):
    given = {"routes": frozenset({"search"}), "methods": frozenset(), "query": "", "content": "", **matching}
    return Limit(code, seconds=seconds, person=person, address=address, **given)


@pytest.fixture
def strict(monkeypatch):
    """Two searches a minute, one sheet, and two texts to read."""
    from yinli.base.ui import limits as middleware

    few = (
        limit("search", person=2, address=50),
        limit("sheets", person=1, address=50, routes=frozenset(), query="format=xlsx"),
        limit(
            "reading", person=1, address=50, routes=frozenset({"intake:list"}), methods=frozenset({"POST"})
        ),
        limit("csp_reports", person=1, address=2, routes=frozenset({"csp_report"})),
    )
    monkeypatch.setattr(middleware, "limits", lambda: few)


def test_the_rulebook_names_routes_that_there_are():
    from tests.test_query_budget import routes

    there = {name.removeprefix("None:") for _, name in routes()}
    assert {route for one in limits() for route in one.routes} <= there


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nseconds = 0\nperson = 1\naddress = 1\nquery = 'x'",
        "[a]\nseconds = 1\nperson = 1\nquery = 'x'",
        "[a]\nseconds = 1\nperson = 1\naddress = 1",
        "[a]\nseconds = 1\nperson = 1\naddress = 1\nrouts = ['x']",
    ],
)
def test_a_faulty_rulebook_is_refused(monkeypatch, tmp_path, text):
    (tmp_path / "limits.toml").write_text(text)
    monkeypatch.setenv("YINLI_RULES", str(tmp_path))
    with pytest.raises(RuleError):
        read_limits(load("limits"))


def test_a_person_is_answered_as_often_as_the_limit_says_and_again_in_the_next_window(db):
    for _ in range(3):
        count([limit()], 1, "192.0.2.1", NOW)
    with pytest.raises(TooMany) as refused:
        count([limit()], 1, "192.0.2.1", NOW + timedelta(seconds=59))
    assert refused.value.until == NOW + timedelta(seconds=60)
    count([limit()], 1, "192.0.2.1", NOW + timedelta(seconds=60))


def test_people_of_one_office_share_what_their_address_may(db):
    for person in range(5):
        count([limit()], person, "192.0.2.1", NOW)
    with pytest.raises(TooMany):
        count([limit()], 99, "192.0.2.1", NOW)
    count([limit()], 99, "192.0.2.2", NOW)


def test_one_query_counts_however_many_limits(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        count([limit("a"), limit("b")], 1, "192.0.2.1", NOW)


def test_old_windows_are_swept_by_the_way(db):
    count([limit()], 1, "192.0.2.1", NOW)
    count([limit()], 2, "192.0.2.2", NOW + timedelta(hours=2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM limits_count")
        assert cursor.fetchone() == (2,)


def test_addresses_are_kept_as_hashes(db):
    count([limit()], None, "192.0.2.77", NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM limits_count")
        assert "192.0.2.77" not in str(cursor.fetchall())


def test_two_connections_count_together_and_lose_nothing(django_db_setup, django_db_blocker):
    """As two worker processes do: each its own connection, all at once."""
    keys = [f"race:{os.getpid()}:person:1"]
    given = {
        "keys": keys,
        "ends": [NOW + timedelta(seconds=60)],
        "now": NOW,
        "swept": NOW - timedelta(hours=1),
    }
    with django_db_blocker.unblock():
        place = connection.get_connection_params()
    place = {name: place[name] for name in ("host", "port", "dbname", "user", "password")}

    def ask():
        with psycopg.connect(**place, autocommit=True) as own:
            for _ in range(25):
                own.execute(counting._COUNT, given)

    workers = [threading.Thread(target=ask) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with psycopg.connect(**place, autocommit=True) as own:
        number = own.execute("SELECT number FROM limits_count WHERE key = %s", keys).fetchone()
        own.execute("DELETE FROM limits_count")
    assert number == (100,)


def test_a_third_search_says_until_when(cast, client, strict):
    client.force_login(cast.north_officer)
    assert [client.get("/search/?q=a").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/search/?q=a")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "429" in refused.content.decode()


def test_htmx_is_told_in_short_words(cast, client, strict):
    client.force_login(cast.north_officer)
    for _ in range(2):
        client.get("/search/?q=a")
    refused = client.get("/search/?q=a", headers={"HX-Request": "true"})
    assert refused.status_code == 429 and refused["Content-Type"].startswith("text/plain")
    assert len(refused.content.decode()) < 280


def test_what_was_typed_is_given_back(cast, client, strict):
    client.force_login(cast.north_officer)
    client.post("/intake/", {"text": ""})
    refused = client.post("/intake/", {"text": WORDS})
    assert refused.status_code == 429
    assert WORDS in refused.content.decode()


def test_a_sheet_is_counted_on_whatever_list(cast, client, strict):
    client.force_login(cast.north_officer)
    assert client.get("/projects/?format=xlsx").status_code == 200
    assert client.get("/enterprises/?format=xlsx").status_code == 429
    assert client.get("/enterprises/").status_code == 200


def test_reports_of_anybody_are_counted_by_address(db, client, strict):
    sent = [client.post("/csp-report/", b"{}", content_type="application/csp-report") for _ in range(3)]
    assert [answer.status_code for answer in sent] == [204, 204, 429]


def test_a_page_without_a_limit_costs_no_query(cast, client, strict, django_assert_num_queries):
    client.force_login(cast.administrator)
    client.get("/notices/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM limits_count")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("proxies", "meta", "address"),
    [
        (0, {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.9"}, "192.0.2.1"),
        (1, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 198.51.100.9"}, "198.51.100.9"),
        (
            2,
            {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 198.51.100.9, 10.0.0.2"},
            "198.51.100.9",
        ),
        (2, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.9"}, "10.0.0.1"),
        (0, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
        (0, {"REMOTE_ADDR": "::ffff:192.0.2.1"}, "192.0.2.1"),
        (1, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "nonsense"}, UNKNOWN),
        (0, {"REMOTE_ADDR": ""}, UNKNOWN),
    ],
)
def test_an_address_is_believed_only_from_our_own_proxies(rf, settings, proxies, meta, address):
    settings.YINLI_PROXIES = proxies
    assert neighbourhood_of(rf.get("/", **meta)) == address
