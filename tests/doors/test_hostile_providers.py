"""A provider that leads inside, sends on, answers without end or not at all: nothing is reached, people are told."""

import json
import socket
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from yinli.base.login.doors import calls
from yinli.cli.postgres import free_port

ENDPOINTS = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/keys"}
HOPS = {"/.well-known/openid-configuration": "leaving", "/token": "coming back", "/keys": "coming back"}


class Provider(BaseHTTPRequestHandler):
    """Answers honestly, unless `told` has another answer for the path."""

    def do_GET(self):
        self.server.asked.append(self.path)
        told = self.server.told.get(self.path)
        if told is not None:
            told(self)
            return
        address = f"http://127.0.0.1:{self.server.server_port}"
        ends = {name: address + path for name, path in ENDPOINTS.items()}
        honest = {"issuer": address, **ends, **self.server.changed, "id_token": "a.b.c", "keys": []}
        self.answer(200, json.dumps(honest).encode())

    do_POST = do_GET

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def provider(settings, cast):
    """A provider of our own network that the settings name, and the door to it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads, server.handle_error = True, lambda *given: None
    server.asked, server.told, server.changed = [], {}, {}
    Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    settings.YINLI_OUTGOING_INSIDE = (place,)
    settings.LOGIN_DOORS = {"oidc": {"api": f"http://{place}", "client_id": "yinli", "secret": "s"}}
    yield server
    server.shutdown()
    server.server_close()


def at(settings, issuer):
    settings.LOGIN_DOORS = {"oidc": {"api": issuer, "client_id": "yinli", "secret": "s"}}


def there_and_back(client, provider, hop, language="zh-hans"):
    """What the visitor gets once `hop` does what it was told."""
    client.cookies["django_language"] = language
    if HOPS[hop] == "leaving":
        return client.get("/accounts/by/oidc/")
    told, provider.told = provider.told, {}
    state = parse_qs(urlsplit(client.get("/accounts/by/oidc/").url).query)["state"][0]
    provider.told = told
    return client.get("/accounts/by/oidc/back/", {"code": "c", "state": state})


@pytest.fixture
def no_wire(monkeypatch):
    """name → address for the resolver; connections are written down and not made."""
    made, names = [], {}

    def getaddrinfo(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (names[host], port))]

    def create_connection(address, **kwargs):
        made.append(address)
        raise ConnectionRefusedError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return names, made


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "100.100.100.200", "127.0.0.1", "10.0.0.8", "192.168.1.1"]
)
def test_a_provider_whose_name_leads_inside_is_not_asked(cast, settings, no_wire, address):
    names, made = no_wire
    names["sso.example"] = address
    at(settings, "https://sso.example")
    answer = Client().get("/accounts/by/oidc/")
    assert answer.status_code == 502 and made == []


def test_a_provider_of_our_own_network_is_asked_once_the_settings_name_it(cast, settings, no_wire):
    names, made = no_wire
    names["sso.district.example"] = "10.0.0.8"
    at(settings, "https://sso.district.example")
    Client().get("/accounts/by/oidc/")
    assert made == []
    settings.YINLI_OUTGOING_INSIDE = ("sso.district.example:443",)
    Client().get("/accounts/by/oidc/")
    assert made == [("10.0.0.8", 443)]


@pytest.mark.parametrize("address", ["169.254.169.254", "100.100.100.200"])
def test_even_a_provider_that_the_settings_name_does_not_lead_to_a_clouds_keys(
    cast, settings, no_wire, address
):
    names, made = no_wire
    names["sso.district.example"] = address
    settings.YINLI_OUTGOING_INSIDE = ("sso.district.example:443",)
    at(settings, "https://sso.district.example")
    assert Client().get("/accounts/by/oidc/").status_code == 502 and made == []


@pytest.mark.parametrize("door", ["wecom", "dingtalk", "feishu"])
def test_a_workplace_whose_name_leads_inside_is_not_asked(cast, settings, no_wire, door):
    names, made = no_wire
    names["work.example"] = "169.254.169.254"
    given = {"api": "https://work.example", "pages": "https://work.example", "client_id": "a", "secret": "s"}
    settings.LOGIN_DOORS = {
        door: {**given, "agent_id": "1", "app_pages": given["pages"]} if door == "wecom" else given
    }
    client = Client()
    state = parse_qs(urlsplit(client.get(f"/accounts/by/{door}/").url).query)["state"][0]
    back = client.get(f"/accounts/by/{door}/back/", {"code": "c", "authCode": "c", "state": state})
    assert back.status_code == 502 and made == []


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:{other}/", "http://[::1]:{own}/", "https://evil.example/",
        "http://127.0.0.1:{own}@evil.example/", "javascript:alert(1)", "//evil.example/", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_a_configuration_that_names_another_place_is_refused_before_anything_is_sent_there(
    provider, name, place
):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        other.settimeout(0)
        found = place.format(other=other.getsockname()[1], own=provider.server_port)
        provider.changed = {name: found}
        assert Client().get("/accounts/by/oidc/").status_code == 502
        with pytest.raises(BlockingIOError):
            other.accept()
    assert provider.asked == ["/.well-known/openid-configuration"]


@pytest.mark.parametrize("hop", HOPS)
@pytest.mark.parametrize("place", ["http://169.254.169.254/", "/elsewhere", "https://evil.example/"])
def test_no_redirect_is_followed_at_any_step(provider, hop, place):
    provider.told[hop] = lambda asked: asked.answer(307, b"", Location=place)
    answer = there_and_back(Client(), provider, hop)
    assert answer.status_code == 502
    assert "对方系统要求跳转到其他地址" in answer.content.decode()
    assert provider.asked[-1] == hop and "/elsewhere" not in provider.asked


def endless(asked):
    asked.send_response(200)
    asked.send_header("Transfer-Encoding", "chunked")
    asked.end_headers()
    while True:
        asked.wfile.write(b"1000\r\n" + b" " * 4096 + b"\r\n")


def dripping(asked):
    asked.send_response(200)
    asked.end_headers()
    for _ in range(200):
        asked.wfile.write(b" ")
        asked.wfile.flush()
        time.sleep(0.05)


def breaking(asked):
    asked.answer(500, b"an error of theirs")


def babbling(asked):
    asked.answer(200, b"<html>")


@pytest.mark.parametrize("hop", HOPS)
@pytest.mark.parametrize(
    ("does", "told"),
    [
        (endless, ("对方系统返回的内容过大", "It answered with more than can be read.")),
        (dripping, ("对方系统未及时响应", "It took too long to answer.")),
        (breaking, ("对方系统返回的内容无法识别", "It answered with something that cannot be read.")),
        (babbling, ("对方系统返回的内容无法识别", "It answered with something that cannot be read.")),
    ],
)
def test_an_answer_without_end_too_slow_or_none_is_told_in_words(provider, monkeypatch, hop, does, told):
    monkeypatch.setattr(calls, "SECONDS", 0.5)
    provider.told[hop] = does
    for language, words, title in (
        ("zh-hans", told[0], "无法向对方系统核实身份"),
        ("en", told[1], "The other system could not be asked who you are"),
    ):
        begun = time.monotonic()
        answer = there_and_back(Client(), provider, hop, language)
        page = answer.content.decode()
        assert answer.status_code == 502 and words in page and title in page
        assert "/accounts/login/" in page
        assert time.monotonic() - begun < 4


def test_a_provider_that_is_down_is_told_as_a_page(cast, settings):
    place = f"127.0.0.1:{free_port()}"
    settings.YINLI_OUTGOING_INSIDE = (place,)
    at(settings, f"http://{place}")
    for language, words in (("zh-hans", "无法连接对方系统"), ("en", "It cannot be reached.")):
        client = Client()
        client.cookies["django_language"] = language
        answer = client.get("/accounts/by/oidc/")
        assert answer.status_code == 502 and words in answer.content.decode()


def test_what_went_wrong_stands_in_the_log_without_codes_or_secrets(provider, caplog):
    provider.told["/token"] = breaking
    there_and_back(Client(), provider, "/token")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("yinli")]
    assert any("answered 500" in line for line in said)
    assert not any("code=" in line or "state=" in line for line in said)
    assert any('"log_in.failed"' in line and '"door": "oidc"' in line for line in said)
