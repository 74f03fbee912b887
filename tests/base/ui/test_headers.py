"""Every kind of answer carries the headers that its kind needs."""

import logging
import re

import pytest
from django.http import HttpResponse

from yinli.base.sources.actions import keep
from yinli.base.ui import headers, middleware
from yinli.base.ui.reports import told

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
TEXT = "衡川精密仪器股份有限公司拟投资五亿元建设研发中心。".encode()


def directives(response) -> dict[str, str]:
    found = response["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (one.partition(" ") for one in found)}


def assert_common(response, *without):
    assert {name: response.get(name) for name in COMMON if name not in without} == {
        name: value for name, value in COMMON.items() if name not in without
    }
    assert "microphone=()" in response["Permissions-Policy"] and "usb=()" in response["Permissions-Policy"]


def assert_page(response):
    assert_common(response)
    policy = directives(response)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'none'" and policy["form-action"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["report-uri"] == "/csp-report/" and response["Reporting-Endpoints"] == 'csp="/csp-report/"'
    assert re.fullmatch(r"'nonce-[\w-]{24}' 'strict-dynamic'", policy["script-src"])
    assert response["Cache-Control"] == "private, no-store" or "no-store" in response["Cache-Control"]


def test_a_page_of_records(cast, client):
    client.force_login(cast.north_officer)
    response = client.get("/projects/")
    assert_page(response)
    nonce = directives(response)["script-src"].split("'")[1].removeprefix("nonce-")
    scripts = re.findall(r"<script\b[^>]*>", response.content.decode())
    assert scripts and all(f'nonce="{nonce}"' in script and " src=" in script for script in scripts)
    page = response.content.decode()
    assert not re.search(r"<[^>]+\s(on\w+|style)=", page)


def test_a_nonce_is_used_once(cast, client):
    client.force_login(cast.north_officer)
    seen = {directives(client.get("/projects/"))["script-src"] for _ in range(3)}
    assert len(seen) == 3


@pytest.mark.parametrize("path", ["/accounts/login/", "/no/such/page/", "/today/?x=%00"])
def test_pages_for_strangers_and_errors(db, client, path):
    response = client.get(path, follow=True)
    assert_page(response)


def test_a_page_of_allauths_own(cast, client):
    client.force_login(cast.north_officer)
    assert_page(client.get("/accounts/email/", follow=True))


def test_a_page_not_found_by_who_is_logged_in(cast, client):
    client.force_login(cast.north_officer)
    response = client.get("/projects/P999999/")
    assert response.status_code == 404
    assert_page(response)


def test_a_refusal_and_a_stale_form(cast, client):
    client.force_login(cast.auditor)
    response = client.post("/follow-ups/ask/", {})
    assert response.status_code == 403
    assert_page(response)
    client.handler.enforce_csrf_checks = True
    response = client.post("/follow-ups/ask/", {"text": "核实用地"})
    assert response.status_code == 403 and "核实用地" in response.content.decode()
    assert_page(response)


def test_an_error_of_ours_keeps_what_was_typed(cast, client, monkeypatch):
    from yinli.domain.follow_ups import actions

    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(actions, "ask", broken)
    client.force_login(cast.bureau_person)
    client.raise_request_exception = False
    response = client.post("/follow-ups/ask/", {"text": "核实用地"})
    assert response.status_code == 500 and "核实用地" in response.content.decode()
    assert_page(response)


def test_a_sheet(cast, client):
    client.force_login(cast.north_officer)
    response = client.get("/projects/?format=xlsx")
    assert_common(response)
    assert response["Content-Disposition"].startswith("attachment")
    assert directives(response)["default-src"] == "'none'" and "sandbox" in directives(response)
    assert "no-store" in response["Cache-Control"]


def test_an_original(cast, client):
    source = keep(TEXT, "a.txt", by=cast.bureau_person)
    client.force_login(cast.bureau_person)
    response = client.get(f"/sources/{source.pk}/original/")
    assert_common(response)
    assert "sandbox" in directives(response) and "no-store" in response["Cache-Control"]


def test_words_for_a_toast(cast, client):
    client.force_login(cast.auditor)
    response = client.post("/follow-ups/ask/", {}, headers={"HX-Request": "true"})
    assert response["Content-Type"].startswith("text/plain")
    assert_common(response)
    assert "sandbox" in directives(response)


def test_static_files(client):
    script, picture = client.get("/static/ui/scheme.js"), client.get("/static/ui/mark.svg")
    assert script.status_code == picture.status_code == 200
    for response in (script, picture):
        assert_common(response, "X-Frame-Options")
        assert "no-store" not in response["Cache-Control"]
        assert directives(response)["frame-ancestors"] == "'none'"
    assert "sandbox" in directives(picture) and directives(script)["script-src"] == "'self'"


def test_cookies_are_kept_from_scripts_and_other_sites(cast, client):
    client.post("/i18n/setlang/", {"language": "en"})
    cast.north_officer.set_password("a good password")
    cast.north_officer.save()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "north_officer", "password": "a good password"})
    for name in ("csrftoken", "sessionid", "django_language"):
        assert client.cookies[name]["samesite"] == "Lax"
        assert client.cookies[name]["httponly"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(rf):
    def never(request):
        raise AssertionError("the request was looked at")

    request = rf.post("/intake/", b"x", content_type="text/plain")
    request.META["CONTENT_LENGTH"] = str(25 * 1024 * 1024)
    response = headers.security_headers(never)(request)
    assert response.status_code == 413 and b"25 MB" in response.content
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_form_that_is_too_large_says_what_to_do(cast, client):
    client.force_login(cast.north_officer)
    client.raise_request_exception = False
    response = client.post("/intake/", {"text": "长" * 2_000_000})
    assert response.status_code == 413
    assert "250,000" in response.content.decode()
    assert_page(response)
    response = client.post("/intake/", {f"f{at}": "" for at in range(1_100)})
    assert response.status_code == 413


def test_reports_are_logged_in_one_line_without_what_was_searched_for(client, db, caplog):
    report = {
        "csp-report": {
            "effective-directive": "script-src\nforged line",
            "blocked-uri": "https://evil.example/x.js?secret",
            "document-uri": "http://localhost/search/?q=secret",
        }
    }
    with caplog.at_level(logging.WARNING, logger="yinli.csp"):
        response = client.post("/csp-report/", report, content_type="application/json")
    assert response.status_code == 204
    (line,) = [record.getMessage() for record in caplog.records if record.name == "yinli.csp"]
    assert "evil.example/x.js" in line and "secret" not in line and "\n" not in line


@pytest.mark.parametrize("body", [b"", b"[" * 5_000, b"[1, null, {}]", b'{"csp-report": 3}', b"\xff", b'"x"'])
def test_what_is_no_report_is_logged_as_nothing(body):
    assert told(body) == []


def test_reports_of_the_newer_kind_are_told_too_and_not_too_many():
    import json

    one = {
        "type": "csp-violation",
        "body": {"effectiveDirective": "img-src", "blockedURL": "data", "documentURL": "http://a/b"},
    }
    assert told(json.dumps([one] * 50).encode()) == ["img-src refused data on http://a/b"] * 10


def test_a_report_that_is_too_large_is_refused(client, db):
    response = client.post("/csp-report/", b"x" * 20_000, content_type="application/csp-report")
    assert response.status_code == 413


def test_a_page_made_without_our_middleware_has_no_nonce(asking, bureau):
    response = middleware.district_clock(lambda request: HttpResponse())(asking(bureau, "/"))
    assert "Content-Security-Policy" not in response
