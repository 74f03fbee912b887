"""A passkey in software: makes what a browser and its authenticator send, honestly or not."""

import hashlib
import json
import struct
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftKey:
    """One credential of one person at one site."""

    def __init__(self, site: str = "testserver"):
        self.site, self.handle, self.credential = site, "", b"credential-of-a-test-" + bytes(11)
        self._private = ec.generate_private_key(ec.SECP256R1())

    def made(self, options: dict) -> dict:
        """The answer to a page that asks for a new passkey."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self._private.public_key())))
        attested = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + public
        data = self._data(PRESENT | VERIFIED | ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked["challenge"], f"https://{self.site}")
        answer = {"clientDataJSON": text(said), "attestationObject": text(attestation)}
        return self._whole(answer) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def shown(
        self, options: dict, *, origin: str = "", site: str = "", flags: int = PRESENT | VERIFIED, **changed
    ) -> dict:
        """The answer to a page that asks for the passkey; `changed` replaces parts after signing."""
        said = self._said("webauthn.get", options["publicKey"]["challenge"], origin or f"https://{self.site}")
        data = self._data(flags, site)
        signature = self._private.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": text(said),
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": self.handle,
        }
        return self._whole({**answer, **changed})

    def _whole(self, answer: dict) -> dict:
        name = text(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": answer}

    def _data(self, flags: int, site: str = "") -> bytes:
        return hashlib.sha256((site or self.site).encode()).digest() + struct.pack(">BI", flags, 1)

    @staticmethod
    def _said(kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
