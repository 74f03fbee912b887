"""Somebody who wants in as another: answers of one door at the next, codes of others, e-mail addresses, links."""

import json
import re
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.test import Client

from yinli.base.login.actions import link_identity
from yinli.base.login.doors import door as doors
from yinli.base.login.doors.flow import IN_SESSION
from yinli.base.login.models import Identity

ISSUER = "https://sso.example"
OURS, CURVE = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Answers:
    """What the provider says: its configuration, its keys, and the token for whoever comes."""

    def __init__(self):
        self.known, self.claims, self.sign, self.keys = {}, {}, {}, None
        self.nonce, self.asked = "", []

    def ask(self, method, url, *, server, **sent):
        self.asked.append(url)
        if url.endswith("openid-configuration"):
            ends = {n: f"{ISSUER}/{n}" for n in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return {"issuer": ISSUER, **ends, **self.known}
        if method == "GET":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
            return {"keys": [{**public, "kid": "1"}] if self.keys is None else self.keys}
        now = int(time.time())
        honest = {
            "iss": ISSUER,
            "aud": "yinli",
            "sub": "lin",
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
        }
        how = {"key": OURS, "algorithm": "RS256", "headers": {"kid": "1"}, **self.sign}
        return {"id_token": jwt.encode({**honest, **self.claims}, **how)}


@pytest.fixture
def provider(settings, monkeypatch, cast):
    """A door to a provider that says what the test tells it to, and one to Feishu beside it."""
    given = {"client_id": "yinli", "secret": "s"}
    settings.LOGIN_DOORS = {
        "oidc": {"api": ISSUER, **given},
        "feishu": {"api": "https://feishu.example", "pages": "https://feishu.example", **given},
    }
    answers = Answers()
    monkeypatch.setattr(doors, "ask", answers.ask)
    return answers


@pytest.fixture
def linked(cast, provider):
    """The northern officer is linked with `lin`."""
    link_identity(cast.north_officer, "oidc", "lin", by=cast.north_officer)
    return cast.north_officer


def leave(client, provider, door="oidc"):
    """The state of a flow that `client` began."""
    asked = parse_qs(urlsplit(client.get(f"/accounts/by/{door}/").url).query)
    provider.nonce = asked.get("nonce", [""])[0]
    return asked["state"][0]


def back(client, state, door="oidc", **more):
    return client.get(f"/accounts/by/{door}/back/", {"code": "c", "state": state, **more})


def is_in(client) -> bool:
    return client.get("/today/").status_code == 200


def test_whoever_is_linked_gets_in(provider, linked):
    client = Client()
    assert back(client, leave(client, provider)).status_code == 302 and is_in(client)


# Mix-up: an answer of one system is taken for another's ----------------------------------------------


def test_an_answer_at_another_door_than_was_left_by_is_refused_before_anybody_is_asked(provider, linked):
    client = Client()
    state = leave(client, provider, "feishu")
    provider.asked.clear()
    assert back(client, state, "oidc").status_code == 403
    assert provider.asked == [] and not is_in(client)


def test_an_answer_in_another_issuers_name_is_refused_before_its_code_is_sent(provider, linked):
    client = Client()
    state = leave(client, provider)
    assert back(client, state, iss="https://evil.example").status_code == 403
    assert not is_in(client) and not any("token" in url for url in provider.asked)


def test_an_answer_that_does_not_say_whose_it_is_is_refused_where_the_provider_always_says_so(
    provider, linked
):
    provider.known = {"authorization_response_iss_parameter_supported": True}
    client = Client()
    assert back(client, leave(client, provider)).status_code == 403
    assert not any("token" in url for url in provider.asked)
    assert back(client, leave(client, provider), iss=ISSUER).status_code == 302 and is_in(client)


def test_each_door_has_a_way_back_of_its_own(provider):
    ways = {
        parse_qs(urlsplit(Client().get(f"/accounts/by/{door}/").url).query)["redirect_uri"][0]
        for door in ("oidc", "feishu")
    }
    assert len(ways) == 2


# Replay: what was used, or was another's --------------------------------------------------------------


def test_a_state_works_once_whatever_came_of_it(provider, linked):
    client = Client()
    state = leave(client, provider)
    assert back(client, state, error="access_denied", code="").status_code == 403
    assert back(client, state).status_code == 403 and not is_in(client)


def test_a_second_flow_makes_the_first_void(provider, linked):
    client = Client()
    first = leave(client, provider)
    second = leave(client, provider)
    assert first != second
    assert back(client, first).status_code == 403 and not is_in(client)


def test_a_token_of_another_flow_is_refused(provider, linked):
    """Its nonce was asked for by somebody else's flow: a stolen token opens nothing here."""
    thief, victim = Client(), Client()
    state = leave(thief, provider)
    leave(victim, provider)
    assert back(thief, state).status_code == 403 and not is_in(thief)


def test_a_log_in_that_was_begun_cannot_be_turned_into_a_link(provider, cast):
    client = Client()
    client.force_login(cast.south_officer)
    state = leave(client, provider)
    back(client, state)
    assert not Identity.objects.exists()


def test_a_link_that_one_person_asked_for_is_never_made_for_the_next_at_the_desk(provider, cast):
    client = Client()
    client.force_login(cast.north_officer)
    client.post("/accounts/by/oidc/link/")
    flow = client.session[IN_SESSION]
    provider.nonce = flow["nonce"]
    client.post("/accounts/logout/")
    client.force_login(cast.south_officer)
    # Even if the flow had outlived the change.
    session = client.session
    session[IN_SESSION] = flow
    session.save()
    assert back(client, flow["state"]).status_code == 403
    assert not Identity.objects.exists()


def test_another_site_cannot_begin_a_link(provider, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.north_officer)
    assert client.post("/accounts/by/oidc/link/").status_code == 403
    assert client.get("/accounts/by/oidc/link/").status_code == 405
    assert IN_SESSION not in client.session


# Who is meant -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verified", [True, False, None])
def test_no_e_mail_and_no_name_makes_anybody_somebody(provider, cast, verified):
    cast.north_officer.email = "lin@district.example"
    cast.north_officer.save()
    before = Identity.objects.count()
    named = {"email": "lin@district.example", "preferred_username": "north_officer", "name": "north_officer"}
    provider.claims = {"sub": "a-stranger", "email_verified": verified, **named}
    client = Client()
    assert back(client, leave(client, provider)).status_code == 403
    assert not is_in(client) and Identity.objects.count() == before


def test_the_same_key_at_another_door_is_another_person(provider, cast):
    link_identity(cast.north_officer, "feishu", "lin", by=cast.north_officer)
    client = Client()
    assert back(client, leave(client, provider)).status_code == 403 and not is_in(client)


@pytest.mark.parametrize("subject", ["", "LIN", " lin", "lin ", "x" * 300, "lin\0", 7, None, ["lin"]])
def test_a_key_that_is_not_quite_the_persons_is_nobodys(provider, linked, subject):
    provider.claims = {"sub": subject}
    client = Client()
    assert back(client, leave(client, provider)).status_code == 403 and not is_in(client)


# Forged tokens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "keys"),
    [
        # The set holds a key of another kind than the token says it was signed with.
        ({"key": CURVE, "algorithm": "ES256"}, None),
        ({"headers": {"kid": "2"}}, None),
        ({}, []),
        ({}, "none"),
        ({}, [7]),
        ({}, [{"kty": "RSA", "kid": "1"}]),
        ({"key": "k" * 32, "algorithm": "HS256"}, [{"kty": "oct", "k": "a2tr" * 10 + "a2s", "kid": "1"}]),
    ],
)  # fmt: skip
def test_a_token_whose_key_does_not_fit_is_refused_and_breaks_nothing(provider, linked, sign, keys):
    provider.sign, provider.keys = sign, keys
    client = Client()
    assert back(client, leave(client, provider)).status_code == 403 and not is_in(client)


def test_a_key_that_the_token_brings_along_is_not_believed(provider, linked):
    theirs = rsa.generate_private_key(65537, 2048)
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(theirs.public_key()))
    for brought in ({"jwk": public}, {"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example/c"}):
        provider.sign = {"key": theirs, "headers": {"kid": "1", **brought}}
        client = Client()
        assert back(client, leave(client, provider)).status_code == 403 and not is_in(client)
    assert not any("evil" in url for url in provider.asked)


# What a log-in by another system is worth ---------------------------------------------------------------


def test_whoever_has_a_second_factor_here_is_asked_for_it_after_any_door(provider, linked):
    totp.TOTP.activate(linked, SECRET)
    client = Client()
    assert back(client, leave(client, provider)).url == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    code = totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(client)


def test_a_role_that_needs_a_second_factor_must_set_one_up_after_any_door(provider, cast, settings):
    settings.SECOND_FACTOR_BY_RULE = True
    link_identity(cast.bureau_person, "oidc", "lin", by=cast.bureau_person)
    # Whatever the provider says of the strength of its own log-in.
    provider.claims = {"acr": "urn:very:strong", "amr": ["mfa", "hwk"], "auth_time": int(time.time())}
    client = Client()
    back(client, leave(client, provider))
    assert client.get("/today/").url == "/accounts/security/"


def test_a_session_begun_by_a_door_ends_by_our_hours(provider, linked):
    client = Client()
    back(client, leave(client, provider))
    session = client.session
    session["begun_at"] -= 25 * 3600
    session.save()
    assert not is_in(client)


def test_a_log_in_by_a_door_is_noted_with_the_door(provider, linked, caplog):
    client = Client()
    back(client, leave(client, provider))
    said = [record.getMessage() for record in caplog.records if record.name == "yinli.security"]
    assert any('"event": "log_in"' in line and '"by": "door:oidc"' in line for line in said)


def test_a_refused_return_is_told_to_nobody_in_detail(provider, linked):
    client = Client()
    leave(client, provider)
    page = back(client, "another").content.decode()
    assert "state" not in re.sub(r"<[^>]+>", "", page)
