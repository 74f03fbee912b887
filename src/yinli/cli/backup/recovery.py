"""Who can open a backup: whoever holds the recovery key's private half, or knows the passphrase.

The machine that makes backups needs the public half only. A backup's own key is random and wrapped to it.
"""

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from yinli.cli.failure import Failure

PRIVATE, PUBLIC = "yinli-recovery-private-1", "yinli-recovery-public-1"
SCRYPT_COST, SCRYPT_MOST = 2**17, 2**20
LEAST_PASSPHRASE = 12
# Each wrapping key is used once, so its nonce may be constant.
_NONCE = bytes(12)

Stanza = dict[str, str | int]


class WrongKey(Failure):
    """A key that is in order and does not belong to this backup."""


@dataclass(frozen=True)
class RecoveryKey:
    """A pair of keys; `private` is missing where backups are only made."""

    public: bytes
    private: bytes | None = None

    @property
    def fingerprint(self) -> str:
        """Eight bytes that tell keys apart, for people to compare."""
        found = hashlib.sha256(self.public).hexdigest()[:16]
        return " ".join(found[place : place + 4] for place in range(0, 16, 4))


@dataclass(frozen=True)
class Passphrase:
    """A secret that a person remembers; the place it came from is for messages."""

    text: str


Key = RecoveryKey | Passphrase


def new_recovery_key() -> RecoveryKey:
    """A pair that did not exist before."""
    private = X25519PrivateKey.generate()
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return RecoveryKey(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), raw)


def line_of(word: str, raw: bytes) -> str:
    """A key as one line; the last bytes are a checksum, since a key may be typed in from paper."""
    return f"{word} {base64.b64encode(raw + hashlib.sha256(raw).digest()[:4]).decode()}"


def read_key(path: Path) -> RecoveryKey:
    """The key in a file, private or public; raises Failure."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"The recovery key {path} cannot be read: {error}.") from error
    for word, _, text in (line.strip().partition(" ") for line in lines):
        if word in (PRIVATE, PUBLIC):
            return _key_of(word, text, path)
    raise Failure(
        f"{path} is no recovery key: it has no line that starts with {PRIVATE}. "
        "It is the file that `yinli backup --new-key FILE` made."
    )


def _key_of(word: str, text: str, path: Path) -> RecoveryKey:
    try:
        found = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        found = b""
    raw, check = found[:32], found[32:]
    if len(raw) != 32 or hashlib.sha256(raw).digest()[:4] != check:
        raise Failure(f"The recovery key in {path} has a wrong letter. Compare it with its other copy.")
    if word == PUBLIC:
        return RecoveryKey(raw)
    public = X25519PrivateKey.from_private_bytes(raw).public_key()
    return RecoveryKey(public.public_bytes(Encoding.Raw, PublicFormat.Raw), raw)


def wrap(data_key: bytes, key: Key) -> Stanza:
    """`data_key`, readable for the holder of `key` alone; goes into the clear header of an archive."""
    if isinstance(key, Passphrase):
        salt = os.urandom(16)
        wrapping = _stretched(key.text, salt, SCRYPT_COST)
        more: Stanza = {"type": "scrypt", "salt": _text(salt), "cost": SCRYPT_COST}
    else:
        once = X25519PrivateKey.generate()
        shown = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        wrapping = _agreed(once.exchange(X25519PublicKey.from_public_bytes(key.public)), shown, key.public)
        more = {"type": "x25519", "for": key.fingerprint, "once": _text(shown)}
    return {**more, "wrapped": _text(AESGCM(wrapping).encrypt(_NONCE, data_key, None))}


def unwrap(stanza: Stanza, key: Key, name: str) -> bytes:
    """The key of the archive `name`; raises WrongKey. A malformed stanza raises ValueError."""
    wanted = stanza.get("type")
    if wanted == "scrypt" and isinstance(key, Passphrase):
        wrapping = _of_passphrase(stanza, key)
    elif wanted == "x25519" and isinstance(key, RecoveryKey):
        wrapping = _of_recovery_key(stanza, key, name)
    else:
        needed = "a passphrase (--key ask)" if wanted == "scrypt" else "a recovery key (--key FILE)"
        raise WrongKey(f"{name} is opened by {needed}, and something else was given.")
    try:
        return AESGCM(wrapping).decrypt(_NONCE, _bytes(stanza, "wrapped"), None)
    except InvalidTag as error:
        what = "The passphrase" if wanted == "scrypt" else "The recovery key"
        raise WrongKey(f"{what} does not open {name}, or the beginning of the file is damaged.") from error


def _of_passphrase(stanza: Stanza, key: Passphrase) -> bytes:
    cost = stanza.get("cost")
    # The header is read before it is authentic: it must not make us compute for hours.
    if not isinstance(cost, int) or not 2 <= cost <= SCRYPT_MOST or cost & (cost - 1):
        raise ValueError("cost")
    return _stretched(key.text, _bytes(stanza, "salt"), cost)


def _of_recovery_key(stanza: Stanza, key: RecoveryKey, name: str) -> bytes:
    if stanza.get("for") != key.fingerprint:
        raise WrongKey(
            f"{name} was made for the recovery key {stanza.get('for')}; this one is {key.fingerprint}. "
            "Use the other key."
        )
    if key.private is None:
        raise WrongKey(
            f"{name} is opened by the private half of the recovery key {key.fingerprint}; the file given holds "
            "the public half only, which makes backups and cannot open them."
        )
    once = _bytes(stanza, "once")
    shared = X25519PrivateKey.from_private_bytes(key.private).exchange(
        X25519PublicKey.from_public_bytes(once)
    )
    return _agreed(shared, once, key.public)


def _agreed(shared: bytes, once: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=once + public, info=b"yinli-backup 1 x25519").derive(shared)


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(stanza: Stanza, name: str) -> bytes:
    return base64.b64decode(str(stanza.get(name, "")), validate=True)
