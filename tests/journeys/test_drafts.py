"""What was typed is lost with no session, and belongs to whoever typed it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import go
from yinli.demo.staff import PASSWORD

NEW, WORDS = "/enterprises/add/", "恒越新材料草稿"


def log_in(page, username):
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.fixture
def thrown_out(open_as):
    """An officer whose session was ended before the form was sent: the log-in page stands there instead."""
    page = open_as("officer")
    go(page, NEW)
    page.fill("[name=name]", WORDS)
    [session] = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    page.context.add_cookies([{**session, "value": "ended0elsewhere"}])
    page.locator("form.paper [data-save]").click()
    page.wait_for_url("**/accounts/login/**")
    return page


def test_what_was_typed_comes_back_after_logging_in_again_and_goes_once_it_is_kept(thrown_out):
    page = thrown_out
    expect(page.locator("main")).to_contain_text("登录已失效")
    expect(page.locator("[data-draft-waits]")).to_be_visible()
    log_in(page, "officer")
    assert page.url.endswith(NEW)
    expect(page.locator("[name=name]")).to_have_value(WORDS)
    page.locator("form.paper [data-save]").click()
    page.wait_for_url(lambda url: not url.endswith(NEW))
    go(page, NEW)
    expect(page.locator("[name=name]")).to_have_value("")


def test_the_next_person_at_the_same_computer_finds_nothing_of_it(thrown_out):
    page = thrown_out
    log_in(page, "bureau")
    assert page.url.endswith(NEW)
    expect(page.locator("[name=name]")).to_have_value("")
    assert WORDS not in page.evaluate("JSON.stringify(localStorage)")
