"""A browser that walks a site: every link of the same origin, a few examples a route, and what it opens on the way."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

# What a page would open on a click that only reads: menus, dialogs, parts that htmx asks for with GET.
OPENERS = "details.menu > summary, [data-opens], [hx-get]:not(form):not(input)"
LISTENING = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("CSP: " + event.effectiveDirective + " refused " + event.blockedURI + " " + event.sample));
"""
# Leaving would end the walk; a download is no page.
NOT_FOLLOWED = re.compile(r"^/(accounts/logout|i18n/|static/)|/original/$|\.docx$")

# Evidence on a record names its document to everybody who sees the record; who may not open it gets a 404.
CLOSED_SOURCE = re.compile(r"/sources/\d+/")


@dataclass
class Walk:
    """One role's walk: what was seen, and everything that was wrong, each with the page it was on."""

    origin: str
    examples: int = 2
    wrong: list[str] = field(default_factory=list)
    seen: Counter = field(default_factory=Counter)
    queue: deque = field(default_factory=deque)
    here: str = ""

    def listen(self, page) -> None:
        """Write down what the page's console, errors and requests complain of."""
        page.add_init_script(LISTENING)
        page.on("console", lambda said: self._console(said))
        page.on("pageerror", lambda error: self._note(f"page error: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on("response", lambda answer: self._answer(answer))

    def _note(self, words: str) -> None:
        self.wrong.append(f"{self.here}: {words}")

    def _console(self, said) -> None:
        closed = CLOSED_SOURCE.search(said.location.get("url", "")) and "404" in said.text
        if said.type in ("error", "warning") and not closed:
            self._note(f"console {said.type}: {said.text} {said.location.get('url', '')}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.origin + "/", "data:", "blob:", "about:")):
            self._note(f"asks another origin: {url}")

    def _answer(self, answer) -> None:
        if answer.status >= 500:
            self._note(f"{answer.status} from {answer.url}")

    def walk(self, page, start: str) -> None:
        """From `start` to everything that can be reached, `examples` pages of each route."""
        self._add(start, start)
        while self.queue:
            self.here = self.queue.popleft()
            answer = page.goto(self.origin + self.here, wait_until="load")
            closed = answer is not None and answer.status == 404 and CLOSED_SOURCE.search(answer.url)
            if answer is not None and answer.status >= 400 and not closed:
                self._note(f"a link leads to {answer.status}")
            self._look_around(page)

    def _look_around(self, page) -> None:
        hrefs = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for href in hrefs:
            self._add(self.here, href)
        self._open_everything(page)

    def _open_everything(self, page) -> None:
        """Click what opens a menu, a dialog or a part of the page, by script: nothing has to be in sight."""
        page.evaluate(
            """openers => {
                const all = [...document.querySelectorAll(openers)].slice(0, 12);
                for (const one of all) { one.click(); document.querySelectorAll("dialog[open]").forEach(d => d.close()); }
            }""",
            OPENERS,
        )
        page.wait_for_selector(".htmx-request", state="detached")

    def _add(self, base: str, href: str) -> None:
        address = urlsplit(urljoin(self.origin + base, href))
        if f"{address.scheme}://{address.netloc}" != self.origin or NOT_FOLLOWED.search(address.path):
            return
        query = parse_qs(address.query)
        if "format" in query:
            return
        route = pattern(address.path, query)
        self.seen[route] += 1
        if self.seen[route] <= self.examples:
            self.queue.append(address.path + (f"?{address.query}" if address.query else ""))


def pattern(path: str, query: dict) -> str:
    """What pages of one kind have in common: numbers and codes taken out, the names of what is asked kept."""
    shape = re.sub(r"/[A-Z]?\d+(?=/|$)", "/#", path)
    shape = re.sub(r"^(/scoreboard(?:/[a-z]+)?)/[a-z0-9_]+/.*", r"\1/#", shape)
    return shape + ("?" + "&".join(sorted(query)) if query else "")
