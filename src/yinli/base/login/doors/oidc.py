"""OpenID Connect: the code flow with PKCE, state and nonce; every ID token's signature is verified."""

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import jwt

from yinli.base.login.doors.calls import check
from yinli.base.login.doors.door import Door
from yinli.base.login.doors.flow import Flow
from yinli.base.login.doors.refusals import DoorRefused

# No "none" and no shared secret: an ID token is signed with a key that only the provider holds.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
LEEWAY = 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, kw_only=True)
class OpenId(Door):
    """A provider; `api` is its issuer, and everything it names must be at that server."""

    key = "oidc"
    tried = True

    def page(self, flow: Flow) -> tuple[str, dict[str, str]]:
        """The provider's authorization endpoint with this flow's nonce and challenge."""
        asked = {"response_type": "code", "client_id": self.client_id, "scope": "openid", "nonce": flow.nonce}
        return self._known()["authorization_endpoint"], {**asked, **flow.challenge}

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """The same, once the return names this issuer and no other. Raises DoorRefused."""
        if returned.get("iss", self.api) != self.api:
            raise DoorRefused("another issuer answered")
        # RFC 9207: one that says who it is always says so; an answer without it is somebody else's.
        if (
            "iss" not in returned
            and self._known().get("authorization_response_iss_parameter_supported") is True
        ):
            raise DoorRefused("an answer that does not say whose it is")
        return super().subject(returned, flow, callback)

    def recognise(self, code: str, flow: Flow, callback: str) -> object:
        """The ID token's `sub`, once everything about the token is right. Raises DoorRefused."""
        known = self._known()
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback}
        sent = {**asked, "code_verifier": flow.verifier}
        tokens = self.ask(
            "POST", known["token_endpoint"], data=sent, headers={"Authorization": self._ourselves()}
        )
        claims = self._claims(str(tokens.get("id_token", "")), known["jwks_uri"])
        if claims.get("nonce") != flow.nonce:
            raise DoorRefused("the nonce is another")
        if claims.get("azp", self.client_id) != self.client_id:
            raise DoorRefused("the token was made for another client")
        return claims["sub"]

    def _ourselves(self) -> str:
        # RFC 6749 2.3.1: both are written as a form writes them before they are joined.
        both = f"{quote_plus(self.client_id)}:{quote_plus(self.secret)}"
        return "Basic " + base64.b64encode(both.encode()).decode()

    def _known(self) -> dict[str, Any]:
        known = self.ask("GET", f"{self.api.rstrip('/')}/.well-known/openid-configuration")
        if known.get("issuer") != self.api:
            raise DoorRefused("the configuration names another issuer")
        for name in ENDPOINTS:
            # Also the one that only the visitor's browser opens: it must not lead to another site.
            check(self.needed(known, name), server=self.api)
        return known

    def _claims(self, token: str, jwks_uri: str) -> dict[str, Any]:
        keys = self.ask("GET", jwks_uri)
        try:
            head = jwt.get_unverified_header(token)
            found = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.key_id == head.get("kid")]
            if not found:
                raise DoorRefused("no key of the provider signed this")
            return jwt.decode(
                token,
                found[0].key,
                algorithms=ALGORITHMS,
                audience=self.client_id,
                issuer=self.api,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError, AttributeError) as error:
            # The last three: a key of another kind than the token says, a set of keys that is none.
            raise DoorRefused(f"the ID token is refused: {type(error).__name__}") from None
