"""A browser that walks a site: every link of the same origin, a few examples a route, and what it opens on the way."""

import asyncio
import re
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.async_api import async_playwright

LISTENING = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("CSP: " + event.effectiveDirective + " refused " + event.blockedURI + " " + event.sample));
"""
# One look at a page: its links, where its parts came from, and everything opened that only reads: menus, dialogs, parts
# that htmx asks for with GET, one of a kind. Clicked by script: nothing has to be in sight.
LOOKING_AROUND = """
async opened => {
    const kindOf = address => address.replace(/[0-9]+/g, "#"), seen = new Set(opened);
    const links = [...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href"));
    const close = () => document.querySelectorAll("dialog[open]").forEach(dialog => dialog.close());
    for (const one of document.querySelectorAll("details.menu > summary, [data-opens]")) { one.click(); close(); }
    for (const one of document.querySelectorAll("[hx-get]:not(form):not(input)")) {
        const kind = kindOf(one.getAttribute("hx-get"));
        if (!seen.has(kind)) { seen.add(kind); one.click(); close(); }
    }
    for (let waited = 0; document.querySelector(".htmx-request") && waited < 5000; waited += 20)
        await new Promise(done => setTimeout(done, 20));
    const parts = performance.getEntriesByType("resource").map(part => part.name);
    return { links, opened: [...seen], parts };
}
"""
# Leaving would end the walk; a download is no page.
NOT_FOLLOWED = re.compile(r"^/(accounts/logout|i18n/|static/)|/original/$|\.docx$|\.xlsx$")
# Evidence on a record names its document to everybody who sees the record; who may not open it gets a 404.
CLOSED_SOURCE = re.compile(r"/sources/\d+/")
# Two walk while a third waits for the server.
AT_ONCE = 3


@dataclass
class Walk:
    """One role's walk: what was seen, and everything that was wrong, each with the page it was on."""

    origin: str
    examples: int = 1
    by_query: bool = False
    wrong: list[str] = field(default_factory=list)
    seen: Counter = field(default_factory=Counter)
    queue: deque = field(default_factory=deque)
    opened: list[str] = field(default_factory=list)
    here: str = ""

    async def listen(self, page) -> None:
        """Write down what the page's console and errors complain of: refused and failed requests among them."""
        await page.add_init_script(LISTENING)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"page error: {error}"))

    def _note(self, words: str) -> None:
        self.wrong.append(f"{self.here}: {words}")

    def _console(self, said) -> None:
        closed = CLOSED_SOURCE.search(said.location.get("url", "")) and "404" in said.text
        if said.type in ("error", "warning") and not closed:
            self._note(f"console {said.type}: {said.text} {said.location.get('url', '')}")

    async def walk(self, page, start: str) -> None:
        """From `start` to everything that can be reached, `examples` pages of each route."""
        self._add(start, start)
        while self.queue:
            self.here = self.queue.popleft()
            # Scripts of a page are modules: they have run when its content is loaded.
            answer = await page.goto(self.origin + self.here, wait_until="domcontentloaded")
            closed = answer is not None and answer.status == 404 and CLOSED_SOURCE.search(answer.url)
            if answer is not None and answer.status >= 400 and not closed:
                self._note(f"a link leads to {answer.status}")
            found = await page.evaluate(LOOKING_AROUND, self.opened)
            self.opened = found["opened"]
            self._check_origins(found["parts"])
            for href in found["links"]:
                self._add(self.here, href)

    def _check_origins(self, addresses: list[str]) -> None:
        for address in addresses:
            if not address.startswith((self.origin + "/", "data:", "blob:")):
                self._note(f"asks another origin: {address}")

    def _add(self, base: str, href: str) -> None:
        address = urlsplit(urljoin(self.origin + base, href))
        if f"{address.scheme}://{address.netloc}" != self.origin or NOT_FOLLOWED.search(address.path):
            return
        query = parse_qs(address.query)
        if "format" in query:
            return
        kind = route(address.path, query, self.by_query)
        self.seen[kind] += 1
        if self.seen[kind] <= self.examples:
            self.queue.append(address.path + (f"?{address.query}" if address.query else ""))


def route(path: str, query: dict, by_query: bool = True) -> str:
    """What pages of one kind have in common: the route they are served by, and the names of what is asked."""
    try:
        shape = resolve(path).route
    except Resolver404:
        shape = path
    return shape + ("?" + "&".join(sorted(query)) if query and by_query else "")


def in_browser(path: str, arguments: list[str], work):
    """The result of `work(browser)`, a coroutine function, with a browser of its own. In a thread of its own:
    that of the tests has a loop already."""

    async def opened():
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=arguments)
            return await work(browser)

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, opened()).result()


async def walk_as(browser, walk: Walk, login: tuple[str, str] | None, **options) -> Walk:
    """The finished walk of one log-in (name and password), of a stranger without one."""
    context = await browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", **options}
    )
    page = await context.new_page()
    await walk.listen(page)
    await page.goto(f"{walk.origin}/accounts/login/")
    if login:
        await page.fill("[name=login]", login[0])
        await page.fill("[name=password]", login[1])
        await page.press("[name=password]", "Enter")
        await page.wait_for_url("**/today/**")
    await walk.walk(page, "/today/" if login else "/")
    await context.close()
    return walk


async def walk_all(browser, begin, logins: dict, **options) -> dict[str, Walk]:
    """Who → their walk, several at once; `begin()` is a walk before its first step."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(login):
        async with turn:
            return await walk_as(browser, begin(), login, **options)

    return dict(zip(logins, await asyncio.gather(*map(one, logins.values())), strict=True))
