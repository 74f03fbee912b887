"""From plain words to a token and back: `p1:<subject>:<column>:<nonce and ciphertext>`.

The column stands in the token and is authenticated with it: a token moved to another column or subject
is refused.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from yinli.base.personal import keystore

PREFIX = "p1:"
# Before the bytes of an encrypted file: which scheme.
FILE_MARK = b"YP1\0"


def seal(subject_id: int, column: str, words: str) -> str:
    """The token of `words`; raises KeyGone."""
    nonce = token_bytes(12)
    bound = f"{subject_id}:{column}".encode()
    hidden = AESGCM(keystore.key_of(subject_id)).encrypt(nonce, words.encode(), bound)
    return f"{PREFIX}{subject_id}:{column}:{urlsafe_b64encode(nonce + hidden).decode()}"


def parts(token: str) -> tuple[int, str, str]:
    """(subject id, column, the rest) of a token; raises ValueError."""
    _, subject, column, rest = token.split(":", 3)
    return int(subject), column, rest


def unseal(token: str, column: str) -> str:
    """The words of a token of this column; raises KeyGone, ValueError for a token of another column, or
    InvalidTag for one that was altered."""
    subject_id, said, rest = parts(token)
    if said != column:
        raise ValueError(f"a token of {said} stands in {column}")
    blob = urlsafe_b64decode(rest)
    bound = f"{subject_id}:{column}".encode()
    return AESGCM(keystore.key_of(subject_id)).decrypt(blob[:12], blob[12:], bound).decode()


def seal_bytes(subject_id: int, data: bytes) -> bytes:
    """A whole file under the subject's key; raises KeyGone."""
    nonce = token_bytes(12)
    bound = b"%d:file" % subject_id
    return FILE_MARK + nonce + AESGCM(keystore.key_of(subject_id)).encrypt(nonce, data, bound)


def unseal_bytes(subject_id: int, blob: bytes) -> bytes:
    """The bytes of a file written by `seal_bytes`; raises KeyGone, ValueError or InvalidTag."""
    if not blob.startswith(FILE_MARK):
        raise ValueError("this file was not written by seal_bytes")
    nonce, hidden = blob[4:16], blob[16:]
    return AESGCM(keystore.key_of(subject_id)).decrypt(nonce, hidden, b"%d:file" % subject_id)
