"""ID tokens that somebody else made: each is refused, whatever it claims."""

import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from yinli.base.login.doors import door as doors
from yinli.base.login.doors import oidc
from yinli.base.login.doors.flow import Flow
from yinli.base.login.doors.refusals import DoorRefused

ISSUER = "https://provider.example"
OURS, THEIRS = (rsa.generate_private_key(65537, 2048) for _ in range(2))
FLOW = Flow(door="oidc", process="login", afterwards="", begun_at=0)
DOOR = oidc.OpenId(api=ISSUER, client_id="yinli", secret="secret", label="Test")


def claims(**changed):
    """What an honest token says, with some of it changed; None leaves a claim out."""
    now = int(time.time())
    honest = {
        "iss": ISSUER, "aud": "yinli", "sub": "lin", "exp": now + 300, "iat": now, "nonce": FLOW.nonce,
    }  # fmt: skip
    return {name: value for name, value in {**honest, **changed}.items() if value is not None}


@pytest.fixture
def answered(monkeypatch):
    """answered(token): the subject that a provider's answer with this ID token leads to."""
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))

    def subject(token, known_issuer=ISSUER):
        def ask(method, url, **kwargs):
            if url.endswith("openid-configuration"):
                ends = {
                    name: f"{ISSUER}/{name}"
                    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
                }
                return {"issuer": known_issuer, **ends}
            return {"keys": [{**public, "kid": "1"}]} if method == "GET" else {"id_token": token}

        monkeypatch.setattr(doors, "ask", ask)
        return DOOR.subject({"code": "c"}, FLOW, "https://yinli.example/back")

    return subject


def signed(key=OURS, algorithm="RS256", kid="1", **changed):
    return jwt.encode(claims(**changed), key, algorithm, headers={"kid": kid})


def test_an_honest_token_says_who_came(answered):
    assert answered(signed()) == "lin"


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": int(time.time()) - 120}, {"exp": None}, {"iat": int(time.time()) + 900}, {"sub": None},
        {"aud": "another"}, {"iss": "https://evil.example"}, {"nonce": "another"}, {"nonce": None}, {"azp": "another"},
    ],
)  # fmt: skip
def test_a_token_that_says_anything_else_is_refused(answered, changed):
    with pytest.raises(DoorRefused):
        answered(signed(**changed))


@pytest.mark.parametrize(
    "token",
    [
        signed(key=THEIRS),
        signed(kid="2"),
        jwt.encode(claims(), None, "none", headers={"kid": "1"}),
        jwt.encode(claims(), "yinli-client-secret-as-a-shared-key!", "HS256", headers={"kid": "1"}),
        "no.token.at-all",
        "",
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(answered, token):
    with pytest.raises(DoorRefused):
        answered(token)


def test_a_configuration_of_another_issuer_is_refused(answered):
    with pytest.raises(DoorRefused):
        answered(signed(), known_issuer="https://evil.example")
