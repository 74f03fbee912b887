"""What measures must not fill a database in use, and must not leave waiting out."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.bench import many, open_loop, results

OWNER = "YINLI_DATABASE_OWNER_URL"


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {OWNER: "postgres://x"},
        {OWNER: "postgres://x", "YINLI_VAR": str(many.ROOT / "var")},
        {OWNER: "postgres://x", "YINLI_VAR": str(many.ROOT / "tests/../var")},
        {OWNER: "postgres://x", "YINLI_VAR": "/tmp/many", "DATABASE_URL": "postgres://x"},
    ],
)
def test_a_database_in_use_is_not_filled(environment):
    assert many.refused(environment)


def test_a_database_with_data_of_its_own_is_not_filled(db, settings):
    config = settings.DATABASES["default"]
    url = (
        f"postgres://{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT']}/{config['NAME']}"
    )
    assert "something else" in many.refused({OWNER: url, "YINLI_VAR": "/tmp/many"})


def test_copies_have_names_that_differ_and_their_pinyin():
    assert len(many.FIRST) == len(many.FIRST_PINYIN.split())


def test_every_page_is_asked_for_as_often_as_every_other():
    addresses = {who: {page: [f"/{page}/"] for page in open_loop.PAGES} for who in ("one", "other")}
    asked = open_loop.planned(addresses, 80)
    for page in open_loop.PAGES:
        assert sum(one.page == page for one in asked) == 20
    assert asked == open_loop.planned(addresses, 80)


@pytest.fixture
def slow_server():
    """The port of a server that answers one request at a time, each in 0.2 s."""
    turn = threading.Lock()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self):
            with turn:
                time.sleep(0.2)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def test_a_request_that_waits_for_its_turn_is_timed_from_when_it_was_due(slow_server):
    requests = [open_loop.Asked("one", "today", "/")] * 20
    found = open_loop.run(slow_server, {"one": ""}, requests)
    assert [status for _asked, status, _ms in found] == [200] * 20
    # Twenty a second are asked of a server that answers five: the last waits for all before it.
    assert max(ms for _asked, _status, ms in found) > 2000


def test_rows_of_one_part_take_the_place_of_its_former_ones(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(results, "FILE", tmp_path / "web.json")
    results.keep("load", [results.row("p95", 151, "ms", "< 150")])
    results.keep("peer", [results.row("data", 3.0, "times", ">= 3")])
    results.keep("load", [results.row("p95", 149, "ms", "< 150")])
    rows = {row["name"]: row["holds"] for row in json.loads(results.FILE.read_text())}
    assert rows == {"peer: data": True, "load: p95": True}
    assert results.row("p95", 149, "ms", "< 150", counts=False)["holds"] is False
