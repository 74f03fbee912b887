"""What a stranger sends: foreign hosts, addresses that lead elsewhere, tokens of others, errors to read from."""

import pytest
from django.conf import settings
from django.test import Client

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
)


def test_a_token_of_another_session_is_worth_nothing(cast, strict):
    stranger = Client(enforce_csrf_checks=True)
    stranger.get("/accounts/login/")
    strict.force_login(cast.north_officer)
    foreign = stranger.cookies[settings.CSRF_COOKIE_NAME].value
    response = strict.post("/projects/new/", {"csrfmiddlewaretoken": foreign})
    assert response.status_code == 403


def test_a_host_that_is_not_ours_is_not_answered(client):
    assert client.get("/accounts/login/", HTTP_HOST="evil.example").status_code == 400
    assert client.get("/accounts/login/", HTTP_HOST="localhost:8000@evil.example").status_code == 400


def test_a_forwarded_host_is_not_believed(db, client):
    response = client.get("/today/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_ORIGINAL_URL="/staff/")
    assert "evil" not in response["Location"]
    assert response["Location"].startswith("/accounts/login/")


def test_a_claim_to_come_by_tls_or_from_elsewhere_is_not_believed_without_a_proxy(
    cast, client, security_lines
):
    told = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
        "Forwarded": "for=203.0.113.9;proto=https",
    }
    request = client.get("/accounts/login/", headers=told).wsgi_request
    assert not request.is_secure()
    client.post("/accounts/login/", {"login": "north_officer", "password": "wrong"}, headers=told)
    assert security_lines.last("log_in.failed")["from"] == "127.0.0.1"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_log_in_leads_to_our_own_pages_alone(cast, client, password, target):
    typed = {"login": "north_officer", "password": password, "next": target}
    response = client.post(f"/accounts/login/?next={target}", typed)
    assert response.status_code == 302 and "evil" not in response["Location"]
    assert response["Location"].startswith("/") and not response["Location"].startswith("//")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_change_of_language_and_a_log_out_lead_to_our_own_pages_alone(cast, client, target):
    changed = client.post("/i18n/setlang/", {"language": "en", "next": target}, HTTP_REFERER=target)
    assert changed["Location"] == "/"
    client.force_login(cast.north_officer)
    left = client.post("/accounts/logout/", {"next": target})
    assert "evil" not in left["Location"] and left["Location"].startswith("/")


def test_an_error_tells_nothing_of_the_inside(cast, client, monkeypatch, caplog):
    def breaks(*args, **kwargs):
        raise RuntimeError("secret-of-the-inside select * from accounts_user")

    monkeypatch.setattr("yinli.base.ui.lists.ListPage.response", breaks)
    client.force_login(cast.north_officer)
    client.raise_request_exception = False
    response = client.get("/enterprises/")
    text = response.content.decode()
    assert response.status_code == 500
    for word in ("secret-of-the-inside", "Traceback", "RuntimeError", "site-packages", "accounts_user"):
        assert word not in text
    # What the page keeps back stands in the log.
    assert "secret-of-the-inside" in caplog.text


def test_errors_are_not_shown_in_full_unless_asked_for():
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/build/", "/static/build/assets/", "/.git/config", "/.git/HEAD", "/var/", "/static/../settings.py",
     "/static/..%2f..%2f..%2fpyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml", "/requirements.lock"],
)  # fmt: skip
def test_no_folder_is_listed_and_no_file_of_the_house_is_served(cast, client, address):
    client.force_login(cast.north_officer)
    assert client.get(address).status_code in (400, 404)
