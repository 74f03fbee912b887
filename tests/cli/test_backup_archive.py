"""An archive is read as it was written, by the right key, or not at all."""

import io
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinli.cli.backup.archive import TRAILER_BYTES, Archive, ArchiveWriter
from yinli.cli.backup.cipher import CHUNK_BYTES, TAG_BYTES, Damaged
from yinli.cli.backup.command import check_backup, key_for, make_key
from yinli.cli.backup.drafts import Draft
from yinli.cli.backup.house import House
from yinli.cli.backup.making import prune
from yinli.cli.backup.programs import choose
from yinli.cli.backup.recovery import Passphrase, WrongKey, new_recovery_key, read_key
from yinli.cli.failure import Failure

KEY = new_recovery_key()
BLOCKS = {"database.dump": random.Random(1).randbytes(3 * CHUNK_BYTES), "files/a": b"", "files/b": b"two"}


def write(path: Path, key=KEY, **header) -> Path:
    with path.open("wb") as file:
        writer = ArchiveWriter(file, key, {"kind": "data", **header})
        for name, data in BLOCKS.items():
            writer.add(name, [data])
        writer.close({"migrations": []})
    return path


def content(path: Path, key=KEY) -> dict[str, bytes]:
    found = {}
    Archive(path).extract(key, lambda name, blocks: found.update({name: b"".join(blocks)}))
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("whole") / "whole.backup")


def changed(whole: Path, data: bytes) -> Path:
    with tempfile.NamedTemporaryFile(dir=whole.parent, delete=False) as file:
        file.write(data)
    return Path(file.name)


def test_what_was_written_is_read_back(whole):
    assert content(whole) == BLOCKS


def test_nothing_of_the_content_stands_in_the_clear(whole):
    data = whole.read_bytes()
    assert b"database.dump" not in data and BLOCKS["database.dump"][:64] not in data


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_refused(whole, place, bit):
    data = bytearray(whole.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    with pytest.raises(Failure):
        content(changed(whole, bytes(data)))
    with pytest.raises(Failure):
        Archive(changed(whole, bytes(data))).check_sum()


@given(place=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_short_anywhere_is_refused(whole, place):
    data = whole.read_bytes()
    with pytest.raises(Failure):
        content(changed(whole, data[: int(place * len(data))]))


def chunks_of(whole: Path) -> tuple[bytes, list[bytes], bytes]:
    data, head = whole.read_bytes(), len(Archive(whole)._head)
    body, size = data[head:-TRAILER_BYTES], CHUNK_BYTES + TAG_BYTES
    return data[:head], [body[at : at + size] for at in range(0, len(body), size)], data[-TRAILER_BYTES:]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda chunks: chunks[:-1], "cut short"),
        (lambda chunks: [chunks[1], chunks[0], *chunks[2:]], "between bytes 0"),
        (lambda chunks: [*chunks[:2], *chunks[1:]], f"between bytes {2 * CHUNK_BYTES}"),
    ],
    ids=["cut at a chunk's end", "two chunks exchanged", "a chunk repeated"],
)
def test_chunks_keep_their_number_and_their_end(whole, how, said):
    head, chunks, end = chunks_of(whole)
    with pytest.raises(Damaged, match=said):
        content(changed(whole, head + b"".join(how(chunks)) + end))


def test_another_recovery_key_is_refused_and_both_are_named(whole):
    other = new_recovery_key()
    with pytest.raises(WrongKey, match=f"{KEY.fingerprint}; this one is {other.fingerprint}"):
        content(whole, other)


def test_a_wrong_passphrase_is_refused(tmp_path):
    archive = write(tmp_path / "a", Passphrase("plum rain and long boats"))
    assert content(archive, Passphrase("plum rain and long boats")) == BLOCKS
    with pytest.raises(WrongKey, match="does not open"):
        content(archive, Passphrase("plum rain and long boat"))
    with pytest.raises(WrongKey, match="a passphrase"):
        content(archive, KEY)


def test_the_public_half_makes_backups_and_opens_none(tmp_path, whole):
    make_key(House(tmp_path, tmp_path, tmp_path), tmp_path / "key")
    public = read_key(tmp_path / "backup/recovery.pub")
    archive = write(tmp_path / "a", public)
    assert content(archive, read_key(tmp_path / "key")) == BLOCKS
    with pytest.raises(WrongKey, match="public half only"):
        content(archive, public)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_second_recovery_key_does_not_take_the_place_of_the_first(tmp_path):
    house = House(tmp_path, tmp_path, tmp_path)
    make_key(house, tmp_path / "key")
    with pytest.raises(Failure, match="already"):
        make_key(house, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_recovery_key_typed_in_wrongly_says_so(tmp_path):
    make_key(House(tmp_path, tmp_path, tmp_path), tmp_path / "key")
    text = (tmp_path / "key").read_text()
    at = text.index("private-1 ") + 14
    (tmp_path / "typed").write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    with pytest.raises(Failure, match="wrong letter"):
        key_for(str(tmp_path / "typed"), confirm=False)


def test_another_format_is_named(tmp_path, whole):
    newer = changed(whole, whole.read_bytes().replace(b"yinli-backup 1\n", b"yinli-backup 7\n", 1))
    with pytest.raises(Failure, match="format 7"):
        Archive(newer)


def test_a_file_of_another_kind_is_no_backup(tmp_path):
    (tmp_path / "x").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(Failure, match="not a backup"):
        check_backup(tmp_path / "x", None)


def test_a_draft_replaces_nothing_and_leaves_nothing(tmp_path):
    target = tmp_path / "target"
    with Draft(target) as draft:
        draft.write(b"mine")
        target.write_bytes(b"somebody was quicker")
        with pytest.raises(Failure, match="exists already"):
            draft.publish()
    assert target.read_bytes() == b"somebody was quicker"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path, monkeypatch):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(Failure, match="No space left"), Draft(tmp_path / "target") as draft:
        draft._file.close()
        draft._file = Full()
        draft.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_old_keys_go_by_number_though_the_clock_jumped(tmp_path):
    # The clock was set back before the third: by name and time it is the oldest.
    for number, name in ((1, "yinli-2026b"), (2, "yinli-2026c"), (3, "yinli-2020a")):
        write(tmp_path / f"{name}.keys", series="one", number=number, **{})
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b'"kind": "data"', b'"kind": "keys"', 1))
    write(tmp_path / "other.keys", series="another", number=0)
    prune(tmp_path, "one", 2, lambda line: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other.keys", "yinli-2020a.keys", "yinli-2026c.keys",
    ]  # fmt: skip


def test_the_programs_of_the_same_version_are_best():
    found = {15: Path("15"), 17: Path("17"), 18: Path("18")}
    assert choose(found, 15, 0) == Path("15")
    assert choose(found, 16, 0) == Path("17")
    assert choose(found, 15, 18) == Path("18")
    assert choose(found, 19, 0) is None
