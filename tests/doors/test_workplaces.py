"""WeCom, DingTalk and Feishu against stubs of their documented calls. The real services were never asked."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from yinli.base.login.actions import link_identity
from yinli.config.doors import doors_of

CODE = "the-code"


class Stub(BaseHTTPRequestHandler):
    """Answers as the documents say; what it is asked wrongly it refuses as they do."""

    def do_GET(self):
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.answer(parts.path, asked)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(self.path, json.loads(body))

    def answer(self, path, asked):
        found = CALLS.get(path, lambda asked, headers: None)(asked, self.headers)
        body = json.dumps(found or {}).encode()
        self.send_response(200 if found else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


def gettoken(asked, headers):
    """https://developer.work.weixin.qq.com/document/path/91039"""
    if (asked.get("corpid"), asked.get("corpsecret")) != ("corp", "secret"):
        return {"errcode": 40001, "errmsg": "invalid credential"}
    return {"errcode": 0, "errmsg": "ok", "access_token": "token", "expires_in": 7200}


def getuserinfo(asked, headers):
    """https://developer.work.weixin.qq.com/document/path/98176"""
    if asked.get("access_token") != "token" or asked.get("code") not in (CODE, "outsider"):
        return {"errcode": 40029, "errmsg": "invalid code"}
    if asked["code"] == "outsider":
        return {"errcode": 0, "errmsg": "ok", "openid": "somebody-outside"}
    return {"errcode": 0, "errmsg": "ok", "userid": "lin", "user_ticket": "t"}


def dingtalk_token(asked, headers):
    """https://open.dingtalk.com/document/orgapp/obtain-user-token"""
    right = {"clientId": "app", "clientSecret": "secret", "code": CODE, "grantType": "authorization_code"}
    return {"accessToken": "token", "refreshToken": "r", "expireIn": 7200} if asked == right else None


def dingtalk_me(asked, headers):
    """https://open.dingtalk.com/document/orgapp/dingtalk-retrieve-user-information"""
    known = headers.get("x-acs-dingtalk-access-token") == "token"
    return {"nick": "Lin", "unionId": "lin", "openId": "o"} if known else None


def feishu_token(asked, headers):
    """https://open.feishu.cn/document/authentication-management/access-token/get-user-access-token"""
    right = (asked.get("client_id"), asked.get("client_secret"), asked.get("code")) == ("app", "secret", CODE)
    if not right or not asked.get("code_verifier") or asked.get("grant_type") != "authorization_code":
        return None
    return {"code": 0, "access_token": "token", "expires_in": 7200, "token_type": "Bearer"}


def feishu_me(asked, headers):
    """https://open.feishu.cn/document/server-docs/authentication-management/login-state-management/get"""
    if headers.get("Authorization") != "Bearer token":
        return {"code": 20005, "msg": "invalid access token"}
    return {"code": 0, "msg": "success", "data": {"name": "Lin", "open_id": "lin", "union_id": "on"}}


CALLS = {
    "/cgi-bin/gettoken": gettoken,
    "/cgi-bin/auth/getuserinfo": getuserinfo,
    "/v1.0/oauth2/userAccessToken": dingtalk_token,
    "/v1.0/contact/users/me": dingtalk_me,
    "/open-apis/authen/v2/oauth/token": feishu_token,
    "/open-apis/authen/v1/user_info": feishu_me,
}


@pytest.fixture(scope="module")
def service():
    """The address of the stubs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def environment(service, secret_file):
    """All three, as an administrator would configure them."""
    return {
        "YINLI_WECOM_CORP_ID": "corp", "YINLI_WECOM_AGENT_ID": "1000002", "YINLI_WECOM_SECRET_FILE": secret_file,
        "YINLI_WECOM_HOSTS": service, "YINLI_DINGTALK_CLIENT_ID": "app", "YINLI_DINGTALK_SECRET_FILE": secret_file,
        "YINLI_DINGTALK_HOSTS": service, "YINLI_FEISHU_CLIENT_ID": "app", "YINLI_FEISHU_SECRET_FILE": secret_file,
        "YINLI_FEISHU_HOSTS": service,
    }  # fmt: skip


@pytest.fixture
def doors(service, settings, tmp_path):
    """Yinli knows the three, at a server of our own network."""
    settings.YINLI_OUTGOING_INSIDE = (urlsplit(service).netloc,)
    (tmp_path / "secret").write_text("secret\n")
    settings.LOGIN_DOORS = doors_of(environment(service, str(tmp_path / "secret")))


BACK = {"wecom": "code", "dingtalk": "authCode", "feishu": "code"}


def through(client, door, code=CODE):
    """Leave by a door and come back with a code."""
    asked = parse_qs(urlsplit(client.get(f"/accounts/by/{door}/").url).query)
    assert asked["redirect_uri"] == [f"http://testserver/accounts/by/{door}/back/"]
    return client.get(f"/accounts/by/{door}/back/", {BACK[door]: code, "state": asked["state"][0]})


@pytest.mark.parametrize("door", BACK)
def test_whoever_is_linked_logs_in(doors, cast, door):
    link_identity(cast.north_officer, door, "lin", by=cast.administrator)
    client = Client()
    assert through(client, door).url == "/today/"
    assert client.get("/today/").status_code == 200


@pytest.mark.parametrize("door", BACK)
def test_whoever_is_not_linked_does_not(doors, cast, door):
    client = Client()
    assert through(client, door).status_code == 403
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize("door", BACK)
def test_a_wrong_code_another_state_or_none_is_refused(doors, cast, door):
    link_identity(cast.north_officer, door, "lin", by=cast.administrator)
    client = Client()
    assert through(client, door, code="wrong").status_code == 403
    client.get(f"/accounts/by/{door}/")
    assert client.get(f"/accounts/by/{door}/back/", {BACK[door]: CODE, "state": "x"}).status_code == 403
    assert through(client, door, code="").status_code == 403
    assert client.get("/today/").status_code == 302


def test_somebody_outside_the_corporation_is_no_member(doors, cast):
    assert through(Client(), "wecom", code="outsider").status_code == 403


def test_no_log_line_holds_a_secret(doors, cast, caplog, service):
    through(Client(), "wecom", code="wrong")
    own = [record.getMessage() for record in caplog.records if record.name.startswith("yinli")]
    assert own and not any("secret" in line or "corpsecret" in line for line in own)


def test_each_says_that_it_was_not_tried(doors, cast):
    client = Client()
    client.force_login(cast.north_officer)
    assert client.get("/accounts/security/").content.decode().count("tag-warn") == 3


def test_by_default_there_is_none_and_half_a_configuration_stops_the_start(tmp_path):
    assert doors_of({}) == {}
    with pytest.raises(ValueError, match="YINLI_WECOM_AGENT_ID"):
        doors_of({"YINLI_WECOM_CORP_ID": "corp"})
    with pytest.raises(FileNotFoundError):
        doors_of({"YINLI_FEISHU_CLIENT_ID": "a", "YINLI_FEISHU_SECRET_FILE": str(tmp_path / "none")})
    found = doors_of({**environment("", __file__), "YINLI_WECOM_HOSTS": ""})
    assert found["wecom"]["api"] == "https://qyapi.weixin.qq.com"
