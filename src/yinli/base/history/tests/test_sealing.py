"""Sealing: what is sealed is final, files come before rows, and what a crash leaves is put right."""

import os
import threading
from datetime import timedelta

import psycopg
import pytest

from yinli.base.history.grants import history_tables
from yinli.base.history.seals import sealing, stored
from yinli.base.history.seals.files import last_lines
from yinli.base.history.seals.keys import BadKey
from yinli.base.history.seals.rows import sealed_tables
from yinli.base.history.seals.sealing import SealRefused, seal, write_missing_heads
from yinli.base.history.tests.conftest import NOON, named


def test_every_table_of_history_is_sealed(archive):
    with archive.owner() as connection:
        assert set(sealed_tables(connection)) | {"pghistory_context"} == history_tables()


def test_what_is_sealed_is_found_whole(sealed):
    report = sealed.verify()
    assert report.whole and report.seals == 3 and report.tables == 3
    assert report.rows == sum(each.batch.rows for each in _seals(sealed)) > 10
    assert report.unsealed == {} and report.notes == []


def test_rows_since_the_last_seal_are_counted_as_not_yet_sealed(sealed):
    sealed.unit("新板块")
    assert sealed.verify().unsealed == {"history_entry": 1, "history_unitevent": 1}


def test_seals_are_numbered_without_gaps_and_each_names_the_head_before(sealed):
    seals = _seals(sealed)
    assert [each.batch.number for each in seals] == [1, 2, 3]
    assert [each.batch.previous for each in seals[1:]] == [each.head for each in seals[:-1]]
    lines = sealed.place.heads.read_text().splitlines()
    assert [each.line() for each in seals] == lines


def test_nothing_new_is_sealed_only_once_in_half_an_hour(sealed):
    assert sealed.seal(20, at_once=False).seal is None
    assert sealed.seal(33, at_once=False).seal.batch.ranges == ()
    assert sealed.verify().whole


def test_a_clock_that_was_put_back_breaks_nothing_and_is_noted(sealed):
    sealed.unit("昨日板块")
    assert sealed.seal(-24 * 60, at_once=False).seal.batch.number == 4
    sealed.seal(5)
    report = sealed.verify()
    assert report.whole and "the clock was put back" in report.notes[0]


def test_a_row_that_is_written_slowly_is_never_passed_over(sealed, monkeypatch):
    monkeypatch.setattr(sealing, "PAUSE_SECONDS", 0)
    with sealed.owner() as slow:
        slow.autocommit = False
        slow.execute("INSERT INTO accounts_unit (name, name_en, kind, path) VALUES ('慢', '', 'section', '')")
        sealed.unit("快")
        done = sealed.seal(5)
        # The later row is there, and its table is left alone until the earlier one is there too.
        assert done.busy == ("history_unitevent",)
        assert [each.table for each in done.seal.batch.ranges] == ["history_entry"]
        slow.commit()
    assert sealed.seal(6).busy == ()
    report = sealed.verify()
    assert report.whole and report.unsealed == {}


def test_sealing_waits_for_a_writer_that_is_soon_done(sealed):
    with sealed.owner() as slow:
        slow.autocommit = False
        slow.execute("INSERT INTO accounts_unit (name, name_en, kind, path) VALUES ('慢', '', 'section', '')")
        sealed.unit("快")
        timer = threading.Timer(0.2, slow.commit)
        timer.start()
        done = sealed.seal(5)
        timer.join()
    assert done.busy == () and done.seal.batch.rows == 3


def test_an_idle_table_is_never_locked(sealed):
    with sealed.owner() as other:
        other.autocommit = False
        other.execute("LOCK TABLE history_userevent IN ROW EXCLUSIVE MODE")
        sealed.unit("板块")
        assert sealed.seal(5).busy == ()
        other.rollback()


def test_a_crash_after_the_files_and_before_the_row_is_healed_by_the_next_run(sealed, monkeypatch):
    sealed.unit("板块")
    with monkeypatch.context() as crash:
        crash.setattr(stored, "add", _dies)
        with pytest.raises(KeyboardInterrupt):
            sealed.seal(5)
    assert "not yet in the database" in sealed.verify().notes[0]
    assert sealed.verify().whole
    done = sealed.seal(6)
    assert done.healed and done.seal.batch.number == 5
    report = sealed.verify()
    assert report.whole and report.seals == 5 and report.notes == []


def test_a_crash_in_the_middle_of_a_line_is_healed_by_the_next_run(sealed, monkeypatch):
    sealed.unit("板块")

    def half(path, data):
        with path.open("ab") as file:
            file.write(data[: len(data) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(sealing, "add_durably", half)
        with pytest.raises(KeyboardInterrupt):
            sealed.seal(5)
    report = sealed.verify()
    assert report.whole and "cut off before its end" in report.notes[0]
    assert sealed.seal(6).seal.batch.number == 4
    assert sealed.verify().whole and sealed.verify().seals == 4


def test_a_crash_while_leaves_are_written_leaves_nothing(sealed, monkeypatch):
    sealed.unit("板块")
    with monkeypatch.context() as crash:
        crash.setattr(sealing, "digests", _dies)
        with pytest.raises(KeyboardInterrupt):
            sealed.seal(5)
    assert sorted(path.name for path in sealed.place.leaves.iterdir()) == ["1", "2", "3"]
    assert sealed.seal(6).seal.batch.number == 4


def test_two_sealers_at_once_make_one_chain(sealed):
    for number in range(6):
        sealed.unit(f"板块{number}甲")
    threads = [threading.Thread(target=sealed.seal, args=(minutes,)) for minutes in range(5, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = sealed.verify()
    assert report.whole and report.seals == 7


def test_where_every_table_stands_is_repeated_and_read_from_there(sealed, monkeypatch):
    monkeypatch.setattr(sealing, "REPEATED_EVERY", 4)
    for minutes in range(5, 12):
        sealed.unit(f"板块{minutes}")
        sealed.seal(minutes)
    with sealed.owner() as connection:
        standing = stored.standing(connection)
    assert [each.batch.number for each in _seals(sealed) if each.batch.standing] == [4, 8]
    assert set(standing) == {"history_entry", "history_unitevent", "history_userevent"}
    report = sealed.verify()
    assert report.whole and report.unsealed == {} and report.seals == 10


def test_a_column_that_comes_later_breaks_no_older_seal(sealed):
    with sealed.owner() as connection:
        connection.execute("ALTER TABLE history_unitevent ADD COLUMN remark text DEFAULT 'x'")
    sealed.unit("有备注")
    changed = sealed.seal(5).seal.batch.ranges[1]
    assert changed.table == "history_unitevent" and "remark" in changed.columns
    assert sealed.verify().whole


def test_the_key_is_made_once_and_readable_by_its_owner_alone(sealed):
    assert sealed.place.secret.stat().st_mode & 0o777 == 0o600
    assert len({each.batch.key_id for each in _seals(sealed)}) == 1
    sealed.place.secret.chmod(0o644)
    with pytest.raises(BadKey, match="chmod 600"):
        sealed.seal(5)


def test_a_lost_key_is_replaced_and_the_change_can_be_seen(sealed):
    sealed.place.secret.unlink()
    sealed.seal(5)
    report = sealed.verify()
    assert report.whole and [number for _, number in report.keys] == [1, 4]


def test_nothing_is_sealed_after_an_older_database_was_put_back(sealed):
    with sealed.superuser() as connection:
        connection.execute("DELETE FROM history_seal WHERE number > 1")
    with pytest.raises(SealRefused, match="tells of 3 seals, and the database knows 1"):
        sealed.seal(5)


def test_one_seal_less_in_the_database_is_only_healed_where_its_rows_are_there(sealed):
    with sealed.superuser() as connection:
        connection.execute("DELETE FROM history_seal WHERE number = 3")
        connection.execute(
            "DELETE FROM history_unitevent WHERE pgh_id = (SELECT max(pgh_id) FROM history_unitevent)"
        )
    with pytest.raises(SealRefused, match="an older database was put back"):
        sealed.seal(5)


def test_a_folder_of_seals_that_was_lost_is_written_again_from_the_database(sealed):
    whole = sealed.place.heads.read_text()
    sealed.place.heads.write_text(whole.splitlines()[0] + "\n")
    with pytest.raises(SealRefused, match="ends at seal 1, and the database knows 3"):
        sealed.seal(5)
    with sealed.owner() as connection:
        assert write_missing_heads(connection, sealed.place) == 2
    assert sealed.place.heads.read_text() == whole
    assert sealed.seal(5).seal.batch.number == 4


def test_the_web_reads_seals_and_writes_none(sealed):
    with psycopg.connect(
        named(os.environ["YINLI_DATABASE_APP_URL"], sealed.database), autocommit=True
    ) as web:
        assert web.execute("SELECT count(*) FROM history_seal").fetchone() == (3,)
        for statement in (
            "INSERT INTO history_seal SELECT * FROM history_seal",
            "UPDATE history_seal SET head = ''",
            "DELETE FROM history_seal",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)


def test_sealing_refuses_a_connection_that_holds_a_transaction(sealed):
    with sealed.owner() as connection:
        connection.autocommit = False
        with pytest.raises(ValueError, match="autocommit"):
            seal(connection, sealed.place, now=NOON + timedelta(hours=1))


def test_the_last_lines_of_a_long_file_are_read_from_its_end(tmp_path):
    path = tmp_path / "lines"
    path.write_text("".join(f"{'x' * 100_000}{number}\n" for number in range(9)) + "torn")
    assert [line[-1] for line in last_lines(path, 2)] == ["7", "8"]


def _seals(archive):
    with archive.owner() as connection, connection.transaction():
        return list(stored.in_order(connection))


def _dies(*args, **kwargs):
    raise KeyboardInterrupt
