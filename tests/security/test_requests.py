"""Every address of the house: forged forms, odd methods, SQL in the address, what each answer says of itself."""

import re

import pytest
from django.urls import resolve

from tests.test_query_budget import fill, routes
from tests.test_who_may import addresses
from yinli.base.history.models import Entry

LISTS = (":list", ":board", "search", ":suggest")
INJECTIONS = (
    "' OR '1'='1",
    "1; DROP TABLE projects_project--",
    "') UNION SELECT password FROM accounts_user--",
    "%' AND 1=1 --",
)
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
)


def every_address(viewer) -> list[str]:
    """Every address of the house, filled from the demo; with 1 where it has no row."""
    found = []
    for route, name in routes():
        try:
            filled = fill(route, name, viewer)
        except KeyError:
            filled = route
        found.append("/" + re.sub(r"\^|\$|\\Z", "", re.sub(r"<[^>]+>", "1", filled)))
    return found


def test_no_form_is_taken_without_its_token_anywhere(demo, strict, monkeypatch):
    """Cross-site request forgery: every address there is, and every one of them answers 403."""
    # So many forms at once are stopped earlier, for their number.
    monkeypatch.setattr("yinli.base.ui.limits.limits", lambda: ())
    strict.force_login(demo.bureau)
    taken = {}
    for address in every_address(demo.bureau):
        response = strict.post(address, {"name": "x"})
        reports = address.startswith("/csp-report/")
        if response.status_code not in (403, 404, 405) and not reports:
            taken[address] = response.status_code
    assert taken == {}


def test_no_view_of_ours_is_exempt_from_the_token(demo):
    exempt = []
    for address in every_address(demo.bureau):
        try:
            view = resolve(address).func
        except Exception:  # an address of a pattern that cannot be filled resolves to nothing
            continue
        # Browsers report breaches of the policy without a token.
        if getattr(view, "csrf_exempt", False) and not address.startswith("/csp-report/"):
            exempt.append(address)
    assert exempt == []


@pytest.mark.parametrize("username", ["bureau", "admin"])
def test_reading_a_page_writes_nothing(demo, client, username):
    client.force_login(getattr(demo, username))
    before = Entry.objects.count()
    for address in addresses(demo.bureau).values():
        client.get(address)
        client.head(address)
        client.options(address)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_change_nothing(demo, client, method):
    client.force_login(demo.bureau)
    before = Entry.objects.count()
    for address in addresses(demo.bureau).values():
        assert client.generic(method, address, b"name=x").status_code < 500, address
    assert Entry.objects.count() == before


def test_a_form_sent_in_the_address_is_no_form(demo, client):
    """Parameter pollution: what a form asks for is taken from its body, never from the address."""
    client.force_login(demo.bureau)
    before = Entry.objects.count()
    response = client.post("/enterprises/add/?name=Yinli+Works&city=Nowhere", {})
    assert response.status_code in (200, 422) and Entry.objects.count() == before


@pytest.mark.parametrize(
    "injection", [INJECTIONS[0], *(pytest.param(one, marks=pytest.mark.deep) for one in INJECTIONS[1:])]
)
def test_sql_in_a_lists_address_is_only_text(demo, client, injection):
    client.force_login(demo.officer)
    for name, address in addresses(demo.officer).items():
        if not name.endswith(LISTS):
            continue
        plain = client.get(address)
        for field in ("q", "sort", "page", "unit", "officer", "stage", "columns", "view"):
            response = client.get(address, {field: injection})
            assert response.status_code in (200, 302, 400, 404), (address, field)
        # The search for it finds nothing, rather than everything.
        found = client.get(address, {"q": injection}).content.decode()
        shown = set(re.findall(r"/[a-z-]+/[A-Z]\d{6}/", plain.content.decode()))
        if name.endswith(":list") and shown:
            assert not shown & set(re.findall(r"/[a-z-]+/[A-Z]\d{6}/", found)), address


def test_every_answer_says_what_it_is(demo, client):
    """Content-Type with its charset, nosniff, no framing, no foreign referrer, nothing kept in the cache."""
    client.force_login(demo.bureau)
    wrong = {}
    for address in addresses(demo.bureau).values():
        response = client.get(address)
        if response.status_code != 200:
            continue
        text = response["Content-Type"].startswith("text/")
        right = (
            response["X-Content-Type-Options"] == "nosniff"
            and (not text or "charset=utf-8" in response["Content-Type"].lower())
            and "frame-ancestors 'none'" in response["Content-Security-Policy"]
            # A download's policy forbids all at once; a link's page names no page of ours to others.
            and re.search("(object|default)-src 'none'", response["Content-Security-Policy"])
            and response["Referrer-Policy"] in ("same-origin", "no-referrer")
            and "no-store" in response["Cache-Control"]
            and "Access-Control-Allow-Origin" not in response
        )
        if not right:
            wrong[address] = dict(response.headers)
    assert wrong == {}


def test_what_is_encoded_twice_is_decoded_once(demo, client):
    """Decoded again after the check, %253C would become the < that the check never saw."""
    client.force_login(demo.bureau)
    page = client.get("/enterprises/?q=%2541%253Cb%253E").content.decode()
    assert 'value="%41%3Cb%3E"' in page and "A<b>" not in page and "A&lt;b&gt;" not in page
    for path in ("/enterprises%252F", "/%2570rojects/", "/projects/%252e%252e/staff/"):
        assert client.get(path).status_code == 404, path
    sent = client.post("/intake/", {"text": "%3Cb%3E &lt;b&gt;"}, follow=True).content.decode()
    assert "<b>" not in re.sub(r"<b[^>]+>", "", sent)


def test_a_page_reached_by_htmx_asks_for_the_same_rights(demo, client):
    """Headers that htmx sends open nothing."""
    htmx = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "list", "HTTP_HX_BOOSTED": "true"}
    found = addresses(demo.bureau)
    for address in found.values():
        response = client.get(address, **htmx)
        # Not found at all: an address of a way in that is not configured, or a dead link.
        assert response.status_code in (302, 404, 405, 410) or "HX-Redirect" in response, address
    client.force_login(demo.agent)
    for address in found.values():
        plain, partial = client.get(address), client.get(address, **htmx)
        if plain.status_code in (403, 404):
            assert partial.status_code == plain.status_code, address


def test_trace_is_not_answered(demo, client):
    """An echo of the request would show cookies to scripts."""
    client.force_login(demo.bureau)
    for address in addresses(demo.bureau).values():
        response = client.generic("TRACE", address, HTTP_X_PROBE="echo-of-this-header")
        assert response.status_code in (403, 404, 405), address
        assert b"echo-of-this-header" not in response.content, address


def test_no_address_carries_a_session_or_a_password(demo, client):
    """Addresses lie in logs and histories: no link and no form of any page puts a secret into one."""
    client.force_login(demo.bureau)
    secret = re.compile(r"[?&](?:sessionid|csrfmiddlewaretoken|password|token|login)=", re.I)
    for address in addresses(demo.bureau).values():
        response = client.get(address)
        if response.status_code != 200 or response.streaming:
            continue
        text = response.content.decode(errors="replace")
        assert not secret.search(text), address
        for form in re.findall(r"<form[^>]*method=[\"']get[\"'].*?</form>", text, re.S | re.I):
            assert "csrfmiddlewaretoken" not in form and 'type="password"' not in form, address
