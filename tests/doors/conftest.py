"""WeCom on this machine, and browsers: one on a desk, one within WeCom's own app."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.doors import wecom_stub
from yinli.base.login.actions import link_identity
from yinli.base.login.doors import tokens
from yinli.config.doors import doors_of


@pytest.fixture
def wecom(settings, tmp_path, monkeypatch, cast):
    """The stub, known to Yinli as its WeCom."""
    monkeypatch.setattr(tokens, "_KEPT", {})
    with wecom_stub.running() as stub:
        (tmp_path / "secret").write_text(f"{wecom_stub.SECRET}\n")
        settings.YINLI_OUTGOING_INSIDE = (stub.place,)
        settings.LOGIN_DOORS = doors_of(wecom_stub.environment(stub, tmp_path / "secret"))
        yield stub


@pytest.fixture
def linked(wecom, cast):
    """The northern officer, who is WeCom's member `lin`."""
    link_identity(cast.north_officer, "wecom", "lin", by=cast.administrator)
    return cast.north_officer


class Browser(Client):
    """One that can go the whole way by WeCom."""

    def leave(self, address="/accounts/by/wecom/"):
        """(host and path, what is asked there) of where one is sent."""
        out = urlsplit(self.get(address).url)
        return out.path, {name: values[0] for name, values in parse_qs(out.query).items()}

    def back(self, state, **brought):
        return self.get("/accounts/by/wecom/back/", {"state": state, **brought})

    def by_wecom(self, stub, address="/accounts/by/wecom/", **who):
        """Leave, be whoever `who` says, come back."""
        _path, asked = self.leave(address)
        stub.gives("the-code", **who)
        return self.back(asked["state"], code="the-code")

    def is_in(self):
        return self.get("/today/").status_code == 200


@pytest.fixture
def phone():
    """A browser within WeCom's app."""
    return Browser(headers={"user-agent": wecom_stub.PHONE})


@pytest.fixture
def desk():
    """Any other browser."""
    return Browser(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0"})
