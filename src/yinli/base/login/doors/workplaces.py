"""WeCom, DingTalk and Feishu by their documented calls. Not tried against the real services: only against
stubs of what their documents say (docs/log-in.md). Each host can be set, since WeCom is also run privately."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from yinli.base.login.doors.calls import ask
from yinli.base.login.doors.door import DoorRefused, Flow


def _code(returned: dict[str, str], *names: str) -> str:
    for name in names:
        if returned.get(name):
            return returned[name]
    raise DoorRefused("no code came back")


def _key(found: dict, name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise DoorRefused(f"the answer has no {name}")
    return value


@dataclass(frozen=True)
class WeCom:
    """WeCom: scan at wwlogin/sso/login; gettoken and auth/getuserinfo say which member came."""

    corp_id: str
    agent_id: str
    secret: str
    label: str
    api: str
    pages: str
    key: str = "wecom"
    tried: bool = False

    def way_out(self, flow: Flow, callback: str) -> str:
        """The page where the member scans or confirms."""
        asked = {
            "login_type": "CorpApp",
            "appid": self.corp_id,
            "agentid": self.agent_id,
            "redirect_uri": callback,
            "state": flow.state,
        }
        return f"{self.pages}/wwlogin/sso/login?{urlencode(asked)}"

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """The member's userid within the corporation; somebody outside it has none and is refused."""
        code = _code(returned, "code")
        token = self._get("gettoken", {"corpid": self.corp_id, "corpsecret": self.secret})
        asked = {"access_token": _key(token, "access_token"), "code": code}
        return _key(self._get("auth/getuserinfo", asked), "userid")

    def _get(self, call: str, asked: dict[str, str]) -> dict:
        url = f"{self.api}/cgi-bin/{call}"
        found = ask("GET", url, hosts=(urlsplit(self.api).netloc,), params=asked)
        if found.get("errcode", 0) != 0:
            raise DoorRefused(f"WeCom says {found.get('errcode')}")
        return found


@dataclass(frozen=True)
class DingTalk:
    """DingTalk: oauth2/auth, then v1.0/oauth2/userAccessToken and v1.0/contact/users/me."""

    client_id: str
    secret: str
    label: str
    api: str
    pages: str
    key: str = "dingtalk"
    tried: bool = False

    def way_out(self, flow: Flow, callback: str) -> str:
        """The page where the person confirms."""
        asked = {
            "redirect_uri": callback,
            "response_type": "code",
            "client_id": self.client_id,
            "scope": "openid",
            "state": flow.state,
            "prompt": "consent",
        }
        return f"{self.pages}/oauth2/auth?{urlencode(asked)}"

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """The person's unionId, one for all applications of the same owner."""
        hosts = (urlsplit(self.api).netloc,)
        asked = {
            "clientId": self.client_id,
            "clientSecret": self.secret,
            "code": _code(returned, "authCode", "code"),
            "grantType": "authorization_code",
        }
        token = ask("POST", f"{self.api}/v1.0/oauth2/userAccessToken", hosts=hosts, json=asked)
        shown = {"x-acs-dingtalk-access-token": _key(token, "accessToken")}
        return _key(ask("GET", f"{self.api}/v1.0/contact/users/me", hosts=hosts, headers=shown), "unionId")


@dataclass(frozen=True)
class Feishu:
    """Feishu: authen/v1/authorize with PKCE, then authen/v2/oauth/token and authen/v1/user_info."""

    client_id: str
    secret: str
    label: str
    api: str
    pages: str
    key: str = "feishu"
    tried: bool = False

    def way_out(self, flow: Flow, callback: str) -> str:
        """The page where the person confirms."""
        asked = {
            "client_id": self.client_id,
            "response_type": "code",
            "redirect_uri": callback,
            "state": flow.state,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        return f"{self.pages}/open-apis/authen/v1/authorize?{urlencode(asked)}"

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """The person's open_id, which is theirs within this one application."""
        hosts = (urlsplit(self.api).netloc,)
        asked = {
            "grant_type": "authorization_code",
            "client_id": self.client_id,
            "client_secret": self.secret,
            "code": _code(returned, "code"),
            "redirect_uri": callback,
            "code_verifier": flow.verifier,
        }
        token = ask("POST", f"{self.api}/open-apis/authen/v2/oauth/token", hosts=hosts, json=asked)
        shown = {"Authorization": f"Bearer {_key(token, 'access_token')}"}
        found = ask("GET", f"{self.api}/open-apis/authen/v1/user_info", hosts=hosts, headers=shown)
        if found.get("code", 0) != 0 or not isinstance(found.get("data"), dict):
            raise DoorRefused(f"Feishu says {found.get('code')}")
        return _key(found["data"], "open_id")
