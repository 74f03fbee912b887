"""OpenID Connect: the code flow with PKCE, state and nonce; every ID token's signature is verified."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import jwt

from yinli.base.login.doors.calls import ask
from yinli.base.login.doors.door import DoorRefused, Flow

# No "none" and no shared secret: an ID token is signed with a key that only the provider holds.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
LEEWAY = 60


@dataclass(frozen=True)
class OpenId:
    """A provider, by its issuer; `key` "oidc" unless several are configured."""

    issuer: str
    client_id: str
    secret: str
    label: str
    key: str = "oidc"
    tried: bool = True

    def way_out(self, flow: Flow, callback: str) -> str:
        """The provider's authorization endpoint with this flow's state, nonce and challenge."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": callback,
            "scope": "openid",
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._known()['authorization_endpoint']}?{urlencode(asked)}"

    def subject(self, returned: dict[str, str], flow: Flow, callback: str) -> str:
        """The ID token's `sub`, once everything about the token is right. Raises DoorRefused."""
        known = self._known()
        if returned.get("iss", self.issuer) != self.issuer:
            raise DoorRefused("another issuer answered")
        if not returned.get("code"):
            raise DoorRefused(f"no code came back ({returned.get('error', 'no reason')[:60]})")
        tokens = ask(
            "POST",
            known["token_endpoint"],
            hosts=self._hosts,
            auth=(self.client_id, self.secret),
            data={
                "grant_type": "authorization_code",
                "code": returned["code"],
                "redirect_uri": callback,
                "code_verifier": flow.verifier,
            },
        )
        claims = self._claims(str(tokens.get("id_token", "")), known["jwks_uri"])
        if claims.get("nonce") != flow.nonce:
            raise DoorRefused("the nonce is another")
        if claims.get("azp", self.client_id) != self.client_id:
            raise DoorRefused("the token was made for another client")
        return str(claims["sub"])

    @property
    def _hosts(self) -> tuple[str, ...]:
        return (urlsplit(self.issuer).netloc,)

    def _known(self) -> dict:
        url = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        known = ask("GET", url, hosts=self._hosts)
        if known.get("issuer") != self.issuer:
            raise DoorRefused("the configuration names another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(known.get(name), str):
                raise DoorRefused(f"the configuration lacks {name}")
        return known

    def _claims(self, token: str, jwks_uri: str) -> dict:
        keys = ask("GET", jwks_uri, hosts=self._hosts)
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
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "sub", "aud", "iss"]},
            )
        except jwt.PyJWTError as error:
            raise DoorRefused(f"the ID token is refused: {type(error).__name__}") from None
