"""Who sealed: an Ed25519 key of this installation, and the public halves of all that ever sealed here."""

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yinli.base.history.seals.files import add_durably

# A signature holds for a head of history and for nothing else that may be signed one day.
SIGNED = b"yinli history head 1\n"
# So is one for a head of the ledger of first reports.
LEDGER = b"yinli ledger head 1\n"
_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----\n?", re.DOTALL)


class BadKey(Exception):
    """A key file that is not to be used; says why and what to do."""


@dataclass(frozen=True)
class Signer:
    """The secret half, with the name of its public half."""

    secret: Ed25519PrivateKey
    key_id: str

    def sign(self, head: str, of: bytes = SIGNED) -> str:
        """The signature of a head of history, or of what else `of` says, base64."""
        return base64.b64encode(self.secret.sign(of + bytes.fromhex(head))).decode()


PublicKeys = dict[str, Ed25519PublicKey]


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a public key: short enough to be read aloud."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def signer(secret: Path, public: Path) -> Signer:
    """The key in `secret`, made when there is none (mode 0600); its public half is added to `public`."""
    if not secret.exists():
        _make(secret)
    if secret.stat().st_mode & 0o077:
        raise BadKey(f"{secret} can be read by others. Close it: chmod 600 {secret}")
    try:
        key = serialization.load_pem_private_key(secret.read_bytes(), password=None)
    except ValueError as error:
        raise BadKey(
            f"{secret} is no key ({error}). Restore it, or move it away: a new one is made."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{secret} is not an Ed25519 key. Move it away: a new one is made.")
    half = key.public_key()
    if key_id(half) not in (public_keys(public.read_bytes()) if public.exists() else {}):
        pem = half.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        add_durably(public, pem)
    return Signer(key, key_id(half))


def _make(secret: Path) -> None:
    secret.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = secret.with_name(f"{secret.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link, not a rename: whoever is first wins.
        os.link(draft, secret)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def public_keys(pem: bytes) -> PublicKeys:
    """Every Ed25519 key in a PEM text, by its id; empty when it holds none."""
    found: PublicKeys = {}
    for block in _PEM.findall(pem):
        try:
            key = serialization.load_pem_public_key(block)
        except ValueError:
            continue
        if isinstance(key, Ed25519PublicKey):
            found[key_id(key)] = key
    return found


def signed_by(keys: PublicKeys, named: str, head: str, signature: str, of: bytes = SIGNED) -> bool:
    """Whether the key called `named` is among `keys` and signed `head`."""
    if named not in keys:
        return False
    try:
        keys[named].verify(base64.b64decode(signature, validate=True), of + bytes.fromhex(head))
    except (InvalidSignature, ValueError):
        return False
    return True
