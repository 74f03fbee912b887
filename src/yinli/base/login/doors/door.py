"""A door: another system that says who somebody is. All doors go one way; a system's own module says its calls."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Unpack
from urllib.parse import urlencode

from yinli.base.login.doors.calls import ask
from yinli.base.login.doors.flow import Flow
from yinli.base.login.doors.refusals import DoorRefused
from yinli.base.outgoing.client import Sent

# What the column of identities holds.
LONGEST_SUBJECT = 255


@dataclass(frozen=True, kw_only=True)
class Door(ABC):
    """`key` stands in addresses and rows and never changes; `label` is on the button; `api` is the one server
    that is called; `client_id` and `secret` are who we are there."""

    label: str
    api: str
    client_id: str
    secret: str
    key: ClassVar[str]
    # Whether it was ever tried against the real service.
    tried: ClassVar[bool] = False
    # The name under which the visitor brings the code back.
    code: ClassVar[str] = "code"
    # What the browser within the system's own app says of itself, in small letters; nothing where it has none.
    app: ClassVar[str] = ""
    # Whether people know its keys, so that an administrator can type one.
    by_hand: ClassVar[bool] = False

    @abstractmethod
    def page(self, flow: Flow) -> tuple[str, dict[str, str]]:
        """The page where the visitor shows who they are, and what it is asked beside where to and what state."""

    @abstractmethod
    def recognise(self, code: str, flow: Flow, callback: str) -> object:
        """Who the code stands for, by the other system's own key. Raises DoorRefused."""

    def is_within(self, user_agent: str) -> bool:
        """Whether a browser that says this of itself is the one within the system's own app."""
        return bool(self.app) and self.app in user_agent.lower()

    def typed_key(self, text: str) -> str:
        """The key that somebody typed, as `recognise` would give it. Raises ValueError."""
        raise ValueError(f"nobody knows a key of {self.key}")

    def way_out(self, flow: Flow, callback: str) -> str:
        """The address at the other system where the visitor shows who they are."""
        page, asked = self.page(flow)
        joint = "&" if "?" in page else "?"
        return page + joint + urlencode({**asked, "redirect_uri": callback, "state": flow.state})

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """Who came back, by the other system's own key. Raises DoorRefused."""
        code = returned.get(self.code) or returned.get("code")
        if not code:
            raise DoorRefused(f"no code came back ({returned.get('error', 'no reason')[:60]!a})")
        return self._whole(self.recognise(code, flow, callback))

    def ask(
        self, method: str, url: str, query: dict[str, str] | None = None, **sent: Unpack[Sent]
    ) -> dict[str, Any]:
        """The JSON object that this door's server answers."""
        return ask(method, url, server=self.api, query=query, **sent)

    def needed(self, found: dict, name: str) -> str:
        """A text of an answer that must be there. Raises DoorRefused."""
        value = found.get(name)
        if not isinstance(value, str) or not value:
            raise DoorRefused(f"the answer has no {name}")
        return value

    @staticmethod
    def _whole(subject: object) -> str:
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or "\0" in subject:
            raise DoorRefused("what came back is nobody's key")
        return subject
