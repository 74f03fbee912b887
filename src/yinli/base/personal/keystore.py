"""The keys of subjects: outside the database, so that destroying one destroys what it encrypted everywhere.

A key is 32 random bytes, wrapped by the master key (AES-256-GCM), in a slot of its own: slot number
`id % 4096` of the file `id // 4096`. A slot is written before the row that uses it commits, overwritten in
place when the subject is erased, and never served from memory: what is destroyed is gone at once, for every
process (docs/decisions/0012).
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

SLOT, SLOTS = 64, 4096
_LIVE, _DESTROYED = b"K", b"X"
_TOMB = _DESTROYED.ljust(SLOT, b"\0")


class KeyGone(Exception):
    """The key of a subject was destroyed, or never was here; what it encrypted cannot be read by anybody."""

    def __init__(self, subject_id: int):
        self.subject_id = subject_id
        super().__init__(f"the key of subject {subject_id} is gone")


class WrongMasterKey(Exception):
    """The master key is not the one that wrapped these keys."""


@lru_cache(maxsize=8)
def derived(master: str, purpose: str) -> bytes:
    """32 bytes for one purpose, from the master key."""
    return hmac.digest(hashlib.sha256(master.encode()).digest(), purpose.encode(), "sha256")


def _wrapping() -> AESGCM:
    return AESGCM(derived(settings.YINLI_PERSONAL_KEY, "yinli subjects' keys"))


def _file(shard: int) -> Path:
    return Path(settings.YINLI_KEYS) / f"{shard:08d}.keys"


def create(subject_ids: Iterable[int]) -> None:
    """Write a fresh key for each new subject and wait until the disk has it; a slot in use is replaced.

    To be called inside the transaction that inserted the subjects: a key whose row never commits is never
    used, and its number is never given again.
    """
    wrapping = _wrapping()
    for shard, ids in groupby(sorted(subject_ids), key=lambda one: one // SLOTS):
        slots = [(one % SLOTS * SLOT, _slot(wrapping, one)) for one in ids]
        _write(shard, slots)


def _slot(wrapping: AESGCM, subject_id: int) -> bytes:
    nonce = token_bytes(12)
    return (_LIVE + nonce + wrapping.encrypt(nonce, token_bytes(32), b"%d" % subject_id)).ljust(SLOT, b"\0")


def _write(shard: int, slots: list[tuple[int, bytes]]) -> None:
    path = _file(shard)
    is_new = not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for place, slot in slots:
            os.pwrite(handle, slot, place)
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(path.parent)


def key_of(subject_id: int) -> bytes:
    """The subject's key as it lies on the disk now; raises KeyGone or WrongMasterKey."""
    slot = _read(subject_id)
    if slot[:1] != _LIVE:
        raise KeyGone(subject_id)
    try:
        return _wrapping().decrypt(slot[1:13], slot[13:61], b"%d" % subject_id)
    except InvalidTag as error:
        raise WrongMasterKey(f"the key of subject {subject_id} was wrapped by another master key") from error


def is_live(subject_id: int) -> bool:
    """Whether the subject's key is there."""
    return _read(subject_id)[:1] == _LIVE


def destroy(subject_ids: Iterable[int]) -> None:
    """Overwrite each key in its place and wait until the disk has it. Twice is as good as once."""
    for shard, ids in groupby(sorted(subject_ids), key=lambda one: one // SLOTS):
        _write(shard, [(one % SLOTS * SLOT, _TOMB) for one in ids])


def _read(subject_id: int) -> bytes:
    shard, place = divmod(subject_id, SLOTS)
    try:
        handle = os.open(_file(shard), os.O_RDONLY)
    except FileNotFoundError:
        return b""
    try:
        return os.pread(handle, SLOT, place * SLOT)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
