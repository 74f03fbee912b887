"""WeCom by its documented calls. Not tried against the real service: only against a stub of what its documents say
(docs/wecom.md). Its hosts can be set, since it is also run privately."""

import hashlib
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from yinli.base.login.doors import tokens
from yinli.base.login.doors.door import Door
from yinli.base.login.doors.flow import Flow
from yinli.base.login.doors.refusals import DoorBroken, DoorRefused, NotForThem, SetUpWrong

# The token is over before its time, which WeCom reserves to itself.
TOKEN_ENDED = (40014, 42001)
# What the documents of "create a member" allow a userid to be.
USERID = re.compile(r"[a-z0-9][a-z0-9_@.-]{0,63}")

_OUTSIDE = _("You are not a member of the organisation's WeCom.")
_OUT_OF_RANGE = _("Your WeCom account may not use the app.")
_SECRET = _("WeCom does not accept the corporation ID, app or secret that is set up here.")
# What a number means to whoever waits at the door, by https://developer.work.weixin.qq.com/document/path/90313.
REFUSALS: dict[int, tuple[type[DoorRefused], Any]] = {
    -1: (DoorBroken, _("WeCom is busy.")),
    40001: (SetUpWrong, _SECRET),
    40013: (SetUpWrong, _SECRET),
    40029: (DoorRefused, _("What WeCom gave for you has been used already or is too old.")),
    40056: (SetUpWrong, _SECRET),
    40091: (SetUpWrong, _SECRET),
    45009: (DoorBroken, _("WeCom is busy.")),
    50001: (SetUpWrong, _("The address of this site is not the trusted domain of the WeCom app.")),
    50002: (NotForThem, _OUT_OF_RANGE),
    50003: (SetUpWrong, _("The WeCom app is switched off.")),
    60011: (NotForThem, _OUT_OF_RANGE),
    60020: (SetUpWrong, _("This server's IP address is not among the trusted ones of the WeCom app.")),
    60111: (NotForThem, _OUTSIDE),
    81013: (NotForThem, _OUTSIDE),
}
FROM_IP = re.compile(r"from ip: ([0-9a-f.:]{3,45})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WeCom(Door):
    """WeCom: a scan at wwlogin/sso/login, or the silent connect/oauth2/authorize within its own app; gettoken and
    auth/getuserinfo say which member came. `client_id` is the corporation's, `agent_id` our application within it."""

    agent_id: str
    pages: str
    app_pages: str
    key = "wecom"
    app = "wxwork"
    by_hand = True

    def page(self, flow: Flow) -> tuple[str, dict[str, str]]:
        """The page where the member scans or confirms."""
        asked = {"login_type": "CorpApp", "appid": self.client_id, "agentid": self.agent_id}
        return f"{self.pages}/wwlogin/sso/login", asked

    def way_out(self, flow: Flow, callback: str) -> str:
        """The scan; within WeCom's app the page that asks nothing of the member (snsapi_base)."""
        if not flow.within:
            return super().way_out(flow, callback)
        # In the order of the documents: this host is known to compare links with a pattern.
        asked = {
            "appid": self.client_id,
            "redirect_uri": callback,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": flow.state,
            "agentid": self.agent_id,
        }
        return f"{self.app_pages}/connect/oauth2/authorize?{urlencode(asked)}#wechat_redirect"

    def recognise(self, code: str, flow: Flow, callback: str) -> object:
        """The member's userid within the corporation; somebody outside it, also of a linked one, is refused."""
        found = self._who(code)
        # Somebody of no corporation has an openid, somebody of a linked one a userid "CorpId/userid".
        userid = "/" if found.get("openid") else self.needed(found, "userid")
        if "/" in userid:
            raise NotForThem("somebody outside the corporation", _OUTSIDE)
        # WeCom compares userids without regard to capitals, and so do whoever types one.
        return userid.lower()

    def typed_key(self, text: str) -> str:
        """A userid, as the list of members shows it under "account". Raises ValueError."""
        userid = text.strip().lower()
        if not USERID.fullmatch(userid):
            raise ValueError("no userid looks like this")
        return userid

    def _who(self, code: str) -> dict[str, Any]:
        found = self._get("auth/getuserinfo", {"access_token": self._token(), "code": code})
        if found.get("errcode") in TOKEN_ENDED:
            tokens.forget(self._owner)
            found = self._get("auth/getuserinfo", {"access_token": self._token(), "code": code})
        return _right(found)

    @property
    def _owner(self) -> tuple[str, str, str]:
        """Whose token it is. A changed secret is another owner; the secret itself is kept in no further place."""
        return self.api, self.client_id, hashlib.sha256(self.secret.encode()).hexdigest()

    def _token(self) -> str:
        return tokens.token_of(self._owner, self._fetch, now=time.monotonic())

    def _fetch(self) -> tuple[str, object]:
        found = _right(self._get("gettoken", {"corpid": self.client_id, "corpsecret": self.secret}))
        return self.needed(found, "access_token"), found.get("expires_in")

    def _get(self, call: str, asked: dict[str, str]) -> dict[str, Any]:
        return self.ask("GET", f"{self.api}/cgi-bin/{call}", asked)


def _right(found: dict[str, Any]) -> dict[str, Any]:
    """The answer, unless it is a refusal. Raises DoorRefused; of what WeCom says only the number is passed on."""
    number = found.get("errcode", 0)
    if number == 0:
        return found
    kind, told = REFUSALS.get(number, (DoorRefused, "")) if isinstance(number, int) else (DoorRefused, "")
    raise kind(f"WeCom says {number!a:.20}{_from_where(found)}", told)


def _from_where(found: dict[str, Any]) -> str:
    """The address that must stand among the trusted ones: whoever reads the log needs it."""
    seen = FROM_IP.search(str(found.get("errmsg", ""))) if found.get("errcode") == 60020 else None
    return f", asked from {seen[1]}" if seen else ""
