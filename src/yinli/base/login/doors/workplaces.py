"""DingTalk and Feishu by their documented calls. Not tried against the real services: only against stubs of what
their documents say (docs/log-in.md). WeCom, which has a browser of its own, stands in `wecom`."""

from dataclasses import dataclass

from yinli.base.login.doors.door import Door
from yinli.base.login.doors.flow import Flow
from yinli.base.login.doors.refusals import DoorRefused


@dataclass(frozen=True, kw_only=True)
class DingTalk(Door):
    """DingTalk: oauth2/auth, then v1.0/oauth2/userAccessToken and v1.0/contact/users/me."""

    pages: str
    key = "dingtalk"
    code = "authCode"

    def page(self, flow: Flow) -> tuple[str, dict[str, str]]:
        """The page where the person confirms."""
        asked = {"response_type": "code", "client_id": self.client_id, "scope": "openid", "prompt": "consent"}
        return f"{self.pages}/oauth2/auth", asked

    def recognise(self, code: str, flow: Flow, callback: str) -> object:
        """The person's unionId, one for all applications of the same owner."""
        ourselves = {"clientId": self.client_id, "clientSecret": self.secret}
        asked = {**ourselves, "code": code, "grantType": "authorization_code"}
        token = self.ask("POST", f"{self.api}/v1.0/oauth2/userAccessToken", json=asked)
        shown = {"x-acs-dingtalk-access-token": self.needed(token, "accessToken")}
        return self.ask("GET", f"{self.api}/v1.0/contact/users/me", headers=shown).get("unionId")


@dataclass(frozen=True, kw_only=True)
class Feishu(Door):
    """Feishu: authen/v1/authorize with PKCE, then authen/v2/oauth/token and authen/v1/user_info."""

    pages: str
    key = "feishu"

    def page(self, flow: Flow) -> tuple[str, dict[str, str]]:
        """The page where the person confirms."""
        asked = {"client_id": self.client_id, "response_type": "code", **flow.challenge}
        return f"{self.pages}/open-apis/authen/v1/authorize", asked

    def recognise(self, code: str, flow: Flow, callback: str) -> object:
        """The person's open_id, which is theirs within this one application."""
        ourselves = {"client_id": self.client_id, "client_secret": self.secret}
        asked = {**ourselves, "grant_type": "authorization_code", "code": code, "redirect_uri": callback}
        sent = {**asked, "code_verifier": flow.verifier}
        token = self.ask("POST", f"{self.api}/open-apis/authen/v2/oauth/token", json=sent)
        shown = {"Authorization": f"Bearer {self.needed(token, 'access_token')}"}
        found = self.ask("GET", f"{self.api}/open-apis/authen/v1/user_info", headers=shown)
        if found.get("code", 0) != 0 or not isinstance(found.get("data"), dict):
            raise DoorRefused(f"Feishu says {found.get('code')!a}")
        return found["data"].get("open_id")
