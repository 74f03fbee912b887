"""The whole site, walked in a browser as each role: no error of the server, none of the browser, no other origin."""

import pytest

from tests.journeys.crawling import Walk, pattern
from yinli.demo.staff import PASSWORD


@pytest.fixture
def walk(site, browser):
    """walk("officer", examples): the finished walk of one log-in; "" walks as a stranger."""
    contexts = []

    def walked(username: str, examples: int = 2) -> Walk:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        contexts.append(context)
        page, walk = context.new_page(), Walk(site, examples)
        walk.listen(page)
        page.goto(f"{site}/accounts/login/")
        if username:
            page.fill("[name=login]", username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url("**/today/**")
        walk.walk(page, "/today/" if username else "/")
        return walk

    yield walked
    for context in contexts:
        context.close()


def test_an_officer_finds_nothing_broken_on_any_kind_of_page(walk):
    walked = walk("officer", examples=1)
    assert walked.wrong == []
    assert len(walked.seen) > 40, walked.seen


def test_a_stranger_sees_the_log_in_and_nothing_broken(walk):
    walked = walk("")
    assert walked.wrong == []


def test_a_violation_would_be_seen(site, browser):
    """The walk itself is tried: a page with an inline script, an image from elsewhere and an error."""
    context = browser.new_context()
    page, walk = context.new_page(), Walk(site)
    walk.listen(page)
    page.goto(f"{site}/accounts/login/")
    walk.wrong.clear()
    page.evaluate(
        """() => {
            const image = document.createElement("img");
            image.src = "http://127.0.0.2:9/x.png";
            document.body.append(image);
            const tried = (what) => { try { what(); } catch (refused) { console.error("refused: " + refused); } };
            tried(() => document.body.setAttribute("onclick", "alert(1)"));
            setTimeout(() => { throw new Error("thrown"); });
            tried(() => setTimeout("alert(1)"));
        }"""
    )
    page.wait_for_timeout(500)
    context.close()
    said = "\n".join(walk.wrong)
    for words in ("CSP: img-src", "CSP: require-trusted-types-for", "page error: thrown", "refused: "):
        assert words in said, said


def test_pages_of_one_kind_have_one_pattern():
    assert pattern("/projects/P000012/", {}) == pattern("/projects/P000345/", {})
    assert pattern("/projects/", {"q": ["a"]}) != pattern("/projects/", {})
