"""WeCom as its documents describe it, on this machine. The real service was never asked.

gettoken: developer.work.weixin.qq.com/document/path/91039, auth/getuserinfo: …/91023 and …/98176,
the numbers of its refusals: …/90313.
"""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit

CORPORATION, SECRET = "ww-corp", "very-secret-words"
PAGES = ("/connect/oauth2/authorize", "/wwlogin/sso/login")
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "wxwork/4.1.28 MicroMessenger/7.0.1 Language/zh ColorScheme/Light"
)


class _Stub(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        if parts.path in PAGES:
            self.send_back(asked)
            return
        call = parts.path.removeprefix("/cgi-bin/")
        self.server.asked.append((call, asked))
        told = self.server.told.get(call)
        if told is not None:
            told(self)
            return
        answers = {"gettoken": self.server.gettoken, "auth/getuserinfo": self.server.getuserinfo}
        self.say(answers[call](asked) if call in answers else refusal(-1, "no such call"))

    def send_back(self, asked):
        """Within the app at once, at the desk as if `visitor` had scanned: back with a code for them."""
        code = f"code-{len(self.server.asked)}-{asked['state'][:8]}"
        self.server.gives(code, userid=self.server.visitor)
        self.send_response(302)
        self.send_header(
            "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        )
        self.send_header("Content-Length", "0")
        self.end_headers()

    def say(self, found, status=200):
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


def refusal(number, words="refused"):
    """As WeCom refuses: with status 200, a number and words of its own."""
    return {"errcode": number, "errmsg": f"{words}, hint: [1], from ip: 203.0.113.9, more info at …"}


class WeComStub(ThreadingHTTPServer):
    """`told`: call → what it does instead of answering rightly; `asked`: what it was asked, in order; `visitor`: whose
    phone comes to its pages."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Stub)
        self.asked, self.told, self.members = [], {}, {}
        self.tokens, self.live = 0, set()
        self.visitor = "lin"

    @property
    def place(self):
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that has hung up is no error here."""

    def gives(self, code, **who):
        """From now on `code` stands, once, for whoever `who` says: userid=…, or openid=…."""
        self.members[code] = who

    def gettoken(self, asked):
        if asked.get("corpid") != CORPORATION:
            return refusal(40013, "invalid corpid")
        if asked.get("corpsecret") != SECRET:
            return refusal(40001, "invalid credential")
        self.tokens += 1
        self.live.add(f"token-{self.tokens}")
        return {"errcode": 0, "errmsg": "ok", "access_token": f"token-{self.tokens}", "expires_in": 7200}

    def getuserinfo(self, asked):
        if asked.get("access_token") not in self.live:
            return refusal(40014, "invalid access_token")
        who = self.members.pop(asked.get("code"), None)
        return {"errcode": 0, "errmsg": "ok", **who} if who else refusal(40029, "invalid code")

    def calls(self, name):
        return [asked for call, asked in self.asked if call == name]


@contextmanager
def running():
    """A stub on a free port of this machine."""
    stub = WeComStub()
    Thread(target=stub.serve_forever, daemon=True).start()
    try:
        yield stub
    finally:
        stub.shutdown()
        stub.server_close()


def environment(stub, secret_file):
    """The settings by which Yinli knows the stub."""
    at = f"http://{stub.place}"
    return {
        "YINLI_WECOM_CORP_ID": CORPORATION,
        "YINLI_WECOM_AGENT_ID": "1000002",
        "YINLI_WECOM_SECRET_FILE": str(secret_file),
        "YINLI_WECOM_HOSTS": f"{at},{at},{at}",
    }
