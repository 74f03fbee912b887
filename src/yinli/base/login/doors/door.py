"""A door: another system that says who somebody is. All doors go one way, and differ in a few calls."""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import Protocol

FLOW_LASTS = 600
IN_SESSION = "door_flow"


class DoorRefused(Exception):
    """The other system did not vouch for anybody; the reason is for the log, not for the visitor."""


@dataclass(frozen=True)
class Flow:
    """One way out and back: what must return unchanged, and what the other side must repeat."""

    door: str
    process: str
    afterwards: str
    begun_at: float
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """PKCE's S256 of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Door(Protocol):
    """`key` stands in addresses and rows and never changes; `label` is on the button."""

    key: str
    label: str
    tried: bool

    def way_out(self, flow: Flow, callback: str) -> str:
        """The address at the other system where the visitor shows who they are."""

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """Who came back, by the other system's own key. Raises DoorRefused."""


def begin(request, door: str, process: str, afterwards: str) -> Flow:
    """A new flow, kept in the session; an earlier one is void."""
    flow = Flow(door=door, process=process, afterwards=afterwards, begun_at=time.time())
    request.session[IN_SESSION] = asdict(flow)
    return flow


def come_back(request, door: str, *, now: float) -> Flow:
    """The flow that this return belongs to, taken out of the session. Raises DoorRefused."""
    kept = request.session.pop(IN_SESSION, None)
    if not kept or kept["door"] != door:
        raise DoorRefused("no flow was begun in this session")
    flow = Flow(**kept)
    if not hmac.compare_digest(flow.state.encode(), request.GET.get("state", "").encode()):
        raise DoorRefused("the state is another")
    if not 0 <= now - flow.begun_at < FLOW_LASTS:
        raise DoorRefused("the flow is too old")
    return flow
