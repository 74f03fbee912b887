"""Passkeys in a real Chromium, whose virtual authenticator answers as a phone or a key would."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import go
from yinli.demo.staff import PASSWORD


def authenticator(page):
    """Plug an authenticator in that knows its owner and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return session, key


def log_out(page):
    go(page, "/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/accounts/login/")


def add_key(page):
    """Add a passkey on the security page; its ten recovery codes are on show afterwards."""
    go(page, "/accounts/security/")
    page.locator("a[href$='/2fa/keys/add/']").click()
    page.wait_for_url("**/2fa/keys/add/")
    page.fill("[name=name]", "office phone")
    page.locator("form[data-passkey] button[type=submit]").click()
    page.wait_for_url("**/2fa/recovery-codes/")
    expect(page.locator(".codes li")).to_have_count(10)


def test_a_passkey_opens_the_house_alone_and_is_the_second_step_of_a_password(open_as):
    page = open_as("manager")
    session, key = authenticator(page)
    add_key(page)
    assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    log_out(page)
    page.locator("form[data-passkey=login] button").click()
    page.wait_for_url("**/today/**")

    log_out(page)
    page.fill("[name=login]", "manager")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/2fa/authenticate/")
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url("**/today/**")


def test_a_passkey_proves_again_who_it_is_and_opens_nothing_once_removed(open_as):
    page = open_as("talent")
    authenticator(page)
    add_key(page)
    go(page, "/accounts/2fa/keys/reauthenticate/?next=/talents/")
    page.locator("form[data-passkey=get] button").click()
    # Not "**/talents/": the page that asks has it in its address already.
    page.wait_for_url(re.compile(r"^[^?]*/talents/$"))

    go(page, "/accounts/security/")
    expect(page.get_by_text("office phone")).to_be_visible()
    page.locator("a[href$='/remove/']").click()
    page.locator("main form.paper button[type=submit]").click()
    page.wait_for_url("**/accounts/security/")
    log_out(page)
    page.locator("form[data-passkey=login] button").click()
    page.wait_for_load_state()
    go(page, "/today/")
    page.wait_for_url("**/accounts/login/**")


def test_a_device_that_says_no_is_told_in_words(open_as):
    page = open_as("agent")
    session, key = authenticator(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    go(page, "/accounts/2fa/keys/add/")
    page.locator("form[data-passkey] button[type=submit]").click()
    expect(page.locator("[data-passkey-failed]")).to_be_visible(timeout=20000)


def test_nobody_of_the_demo_needs_more_than_the_password(open_as):
    for username in ("officer", "bureau", "leader", "agent", "auditor", "admin"):
        page = open_as(username)
        assert "/today/" in page.url
