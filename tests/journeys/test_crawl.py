"""The whole site, walked in a browser as each role: no error of the server, none of the browser, no other origin."""

from functools import cache, partial

import pytest

from tests.find_chromium import find
from tests.journeys.conftest import QUIET
from tests.journeys.crawling import Walk, in_browser, route, walk_all
from yinli.demo import LOGINS
from yinli.demo.staff import LOGIN_PEOPLE

WALKERS = {username: (username, password) for username, password, _ in LOGINS} | {"a stranger": None}
# The fewest routes a walk that went well has seen; a log-in that failed sees two.
FEWEST = {"admin": 10, "department": 8, "agent": 8, "a stranger": 1}


# Walked by every `make test`; the others need minutes, and walk with the deep tests.
FIRST = ("officer", "department", "a stranger")
# Three pages of every route and every query of it: for all roles that would be a quarter of an hour.
ON_PHONES = ("department", "agent", "admin")


@pytest.fixture(scope="module")
def walks(site):
    """walks(who): their walk over every route they can reach, one page of each; those of a set walk together."""
    sets = (FIRST, tuple(who for who in WALKERS if who not in FIRST))

    @cache
    def walked(together):
        logins = {who: WALKERS[who] for who in together}
        return in_browser(find(), QUIET, partial(walk_all, begin=partial(Walk, site), logins=logins))

    return lambda who: walked(next(together for together in sets if who in together))[who]


@pytest.mark.parametrize(
    "who", [who if who in FIRST else pytest.param(who, marks=pytest.mark.deep) for who in WALKERS]
)
def test_nobody_finds_anything_broken_on_any_route_of_theirs(walks, who):
    walk = walks(who)
    assert walk.wrong == []
    assert len(walk.seen) >= FEWEST.get(who, 25), walk.seen


def test_every_role_is_walked():
    from yinli.base.accounts.models import User

    assert {role for _, _, role, _, _ in LOGIN_PEOPLE} == set(User.Role.values)


@pytest.mark.deep
def test_nothing_is_broken_on_a_phone_nor_on_further_pages_of_a_route(site):
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    begin = partial(Walk, site, examples=3, by_query=True)
    logins = {who: WALKERS[who] for who in ON_PHONES}
    walked = in_browser(find(), QUIET, partial(walk_all, begin=begin, logins=logins, **phone))
    assert {who: walk.wrong for who, walk in walked.items() if walk.wrong} == {}


def test_a_violation_would_be_seen(site):
    """The walk itself is tried: a page with an inline script, an image from elsewhere and an error."""

    async def violate(browser):
        page, walk = await browser.new_page(), Walk(site)
        await walk.listen(page)
        await page.goto(f"{site}/accounts/login/")
        walk.wrong.clear()
        await page.evaluate(
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
        await page.wait_for_timeout(500)
        return walk

    said = "\n".join(in_browser(find(), QUIET, violate).wrong)
    for words in ("CSP: img-src", "CSP: require-trusted-types-for", "page error: thrown", "refused: "):
        assert words in said, said


def test_pages_of_one_kind_have_one_route():
    assert route("/projects/P000012/", {}) == route("/projects/P000345/", {})
    assert route("/projects/", {"q": ["a"]}) != route("/projects/", {})
    assert route("/projects/", {"q": ["a"]}, by_query=False) == route("/projects/", {})
