"""A browser as far as these tests need one: it keeps cookies and follows nothing by itself."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin


@dataclass(frozen=True)
class Page:
    """What came back."""

    address: str
    status: int
    leads_to: str
    text: str


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given):
        return None


class Browser:
    """One person's browser."""

    def __init__(self):
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar()), _Stays
        )

    def open(self, address: str, sent: dict[str, str] | None = None) -> Page:
        """One page; `sent` are the fields of a form."""
        body = urlencode(sent).encode() if sent is not None else None
        try:
            answer = self._opener.open(address, body, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            location = answer.headers.get("Location", "")
            leads_to = urljoin(address, location) if location else ""
            return Page(address, answer.status, leads_to, answer.read().decode())
