"""One way out to another system and back: what must return unchanged, once, in time, to the same browser."""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import asdict, dataclass, field

from yinli.base.login.doors.refusals import DoorRefused

FLOW_LASTS = 600
IN_SESSION = "door_flow"


@dataclass(frozen=True)
class Flow:
    """One way out and back: what must return unchanged, and what the other side must repeat."""

    door: str
    process: str
    afterwards: str
    begun_at: float
    # Who asked to be linked; nobody for a log-in.
    person: int | None = None
    # Whether it goes through the browser within the other system's own app.
    within: bool = False
    # Letters and figures alone: WeCom promises to give back no other sign.
    state: str = field(default_factory=lambda: secrets.token_hex(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> dict[str, str]:
        """PKCE's S256 of the verifier, as a page is asked with it."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        code = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return {"code_challenge": code, "code_challenge_method": "S256"}


def begin(request, door: str, process: str, afterwards: str, *, within: bool = False) -> Flow:
    """A new flow, kept in the session; an earlier one is void."""
    person = request.user.pk if process == "link" else None
    flow = Flow(door, process, afterwards, begun_at=time.time(), person=person, within=within)
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
    if flow.process == "link" and flow.person != request.user.pk:
        raise DoorRefused("another person asked for the link")
    return flow
