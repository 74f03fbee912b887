"""A phone within WeCom's app, in a real browser, against a stub of WeCom: a member links their account once and is in
from then on without a word."""

import pytest
from playwright.sync_api import expect

from tests.doors import wecom_stub
from tests.journeys.conftest import serving
from yinli.demo.staff import PASSWORD


@pytest.fixture(scope="module")
def wecom():
    with wecom_stub.running() as stub:
        yield stub


@pytest.fixture(scope="module")
def site_with_wecom(wecom, tmp_path_factory):
    """The address of a Yinli that knows the stub as its WeCom."""
    secret = tmp_path_factory.mktemp("wecom") / "secret"
    secret.write_text(wecom_stub.SECRET)
    known = {**wecom_stub.environment(wecom, secret), "YINLI_OUTGOING_INSIDE": wecom.place}
    with serving(tmp_path_factory.mktemp("var"), **known) as address:
        yield address


@pytest.fixture
def opened(site_with_wecom, browser):
    """opened(…): a page of a browser that nobody has logged in with, a phone's within the app unless told otherwise."""
    contexts = []

    def page(**options):
        phone = {"user_agent": wecom_stub.PHONE, "viewport": {"width": 390, "height": 844}, "locale": "zh-CN"}
        contexts.append(browser.new_context(base_url=site_with_wecom, **{**phone, **options}))
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


def no_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def type_password(page):
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def link(page, account):
    """Come as somebody whom nobody knows here yet, log in with the password, link what WeCom said."""
    page.goto("/projects/")
    expect(page.locator("main")).to_contain_text(f"您的企业微信账号：{account}")
    no_wider_than_the_screen(page)
    page.get_by_role("link", name="用密码登录").click()
    page.fill("[name=login]", "officer")
    type_password(page)
    page.wait_for_url("**/accounts/security/")
    page.get_by_role("button", name="绑定").click()
    page.get_by_role("link", name="继续").click()
    expect(page.locator("main code")).to_have_text(account)


def export(page):
    """Ask for a file; it comes once the password has been shown."""
    page.goto("/enterprises/")
    page.locator("a.list-export").click()
    page.wait_for_url("**/accounts/reauthenticate/**")
    with page.expect_download():
        type_password(page)
    expect(page.locator("main")).to_contain_text("在企业微信内可能无法保存文件")
    no_wider_than_the_screen(page)


def log_out(page):
    page.goto("/today/")
    page.locator(".btn-face").click()
    page.locator("[data-logs-out] button").click()
    page.wait_for_url("**/accounts/login/?by=password")
    expect(page.locator("[name=password]")).to_be_visible()


def test_a_member_links_once_is_in_from_then_on_and_confirms_before_a_file(opened, wecom):
    wecom.visitor = "lin.xiao"
    link(opened(), "lin.xiao")
    again = opened()
    again.goto("/projects/?stage=lead")
    expect(again.locator("h1")).to_have_text("项目")
    assert "/projects/?stage=lead" in again.url
    export(again)
    log_out(again)
    desk = opened(user_agent=None, locale="en-GB", viewport={"width": 1280, "height": 800})
    desk.goto("/accounts/login/")
    desk.locator("a[href^='/accounts/by/wecom/']").click()
    desk.wait_for_url("**/today/**")


def test_what_wecom_refuses_is_told_on_the_phone_with_a_way_to_the_password(opened, wecom):
    wecom.told["auth/getuserinfo"] = lambda asked: asked.say(wecom_stub.refusal(60020))
    try:
        page = opened()
        page.goto("/today/")
        expect(page.locator("main")).to_contain_text("企业可信 IP")
        no_wider_than_the_screen(page)
        page.get_by_role("link", name="使用密码").click()
        expect(page.locator("[name=password]")).to_be_visible()
        assert "next=%2Ftoday%2F" in page.url
    finally:
        wecom.told.clear()
