"""History altered by the database's superuser, with every trigger off, and what verifying says of it."""

import base64
import shutil
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from yinli.base.history.seals import stored
from yinli.base.history.seals.files import Place
from yinli.base.history.seals.rows import CONTEXTS
from yinli.base.history.seals.sealing import SealRefused, seal
from yinli.base.history.tests.conftest import NOON

TABLES = {"history_entry": "id", "history_unitevent": "pgh_id", "history_userevent": "pgh_id"}


def test_an_altered_entry_is_named_with_its_record_and_person(forger):
    forger.run("UPDATE history_entry SET by_name = '别人', note = 'x' WHERE record_label = '板块1'")
    (key,) = forger.run("SELECT id FROM history_entry WHERE record_label = '板块1'").fetchone()
    found = forger.verify().first_row
    assert (found.kind, found.table, found.row, found.seal) == ("altered", "history_entry", key, 2)
    assert f"Row {key} of history_entry was altered" in found.says
    assert "unit.create of accounts.unit 1 “板块1” by 别人" in found.says


def test_an_altered_event_is_named_with_who_and_when(forger):
    forger.run("UPDATE history_unitevent SET name = '别的' WHERE name = '板块2'")
    found = forger.verify().first_row
    assert (found.kind, found.table, found.seal) == ("altered", "history_unitevent", 3)
    assert "insert of record" in found.says and "by user 1 (add_unit)" in found.says


def test_a_removed_row_is_named(forger):
    (key,) = forger.run("DELETE FROM history_entry WHERE record_label = '板块1' RETURNING id").fetchone()
    found = forger.verify().first_row
    assert (found.kind, found.table, found.row) == ("removed", "history_entry", key)
    assert "It was sealed in seal 2 on 2026-09-08 12:01:00 UTC." in found.says


def test_a_row_forged_into_a_gap_is_named(forger):
    forger.run(
        "INSERT INTO history_entry SELECT (jsonb_populate_record(e, %s)).* FROM history_entry e LIMIT 1",
        ['{"id": -5}'],
    )
    found = forger.verify().first_row
    assert (found.kind, found.table, found.row, found.seal) == ("forged", "history_entry", -5, 1)
    assert "knows no such row" in found.says


def test_a_row_moved_to_another_id_is_missing_at_one_and_forged_at_the_other(forger):
    forger.run("UPDATE history_entry SET id = -7 WHERE record_label = '板块1'")
    report = forger.verify()
    assert {found.kind for found in report.in_rows} == {"removed", "forged"}
    assert report.first_row.kind == "forged"


def test_who_did_it_cannot_be_changed_either(forger):
    forger.run('UPDATE pghistory_context SET metadata = \'{"by": 2, "action": "add_unit"}\'')
    assert forger.verify().first_row.kind == "altered"


def test_the_first_of_many_is_named_and_all_are_told(forger):
    forger.run("UPDATE history_userevent SET name = name || 'x'")
    forger.run("UPDATE history_entry SET note = 'x' WHERE record_label = '板块2'")
    report = forger.verify()
    assert (report.first_row.seal, report.first_row.table) == (1, "history_userevent")
    assert len(report.in_rows) > 2


def test_a_column_or_a_table_that_is_gone_is_said(forger):
    forger.run("ALTER TABLE history_unitevent DROP COLUMN name_en")
    forger.run("DROP TABLE history_userevent")
    told = " ".join(found.says for found in forger.verify().in_rows)
    assert "column name_en of history_unitevent" in told and "table history_userevent" in told


def test_a_seal_rewritten_in_the_database_is_named(forger):
    forger.run("UPDATE history_seal SET tables = '[]' WHERE number = 2")
    found = forger.verify().in_seals
    assert [each.says.partition(":")[0] for each in found] == ["Seal 2 in the database was rewritten"]


def test_a_seal_that_says_nonsense_is_told_and_the_rows_are_checked_all_the_same(forger):
    forger.run("UPDATE history_seal SET tables = '7' WHERE number = 2")
    forger.run("UPDATE history_entry SET note = 'x' WHERE record_label = '板块2'")
    report = forger.verify()
    assert "says nonsense" in report.in_seals[0].says
    assert (report.first_row.seal, report.first_row.kind) == (3, "altered")


def test_seals_removed_from_the_database_are_named(forger):
    forger.run("DELETE FROM history_seal WHERE number >= 2")
    assert "Seals 2 to 3 (2) of" in forger.verify().in_seals[0].says


def test_a_chain_rewritten_whole_and_signed_with_another_key_is_found_by_the_exported_heads(sealed, tmp_path):
    kept = tmp_path / "kept"
    shutil.copytree(sealed.place.folder, kept)
    forged = rewrite(sealed, tmp_path)
    # The forger's own files agree with the forger's rows; nothing inside the installation can tell.
    assert sealed.verify(forged).whole
    report = sealed.verify(sealed.exported(kept))
    assert (report.first_row.kind, report.first_row.table) == ("altered", "history_entry")
    assert "Seal 1 in the database was rewritten, and 2 after it" in report.in_seals[0].says


def test_a_head_on_paper_is_enough_to_see_that_the_chain_is_another(sealed, tmp_path):
    on_paper = {2: stored_heads(sealed)[1][:12], 3: stored_heads(sealed)[2]}
    assert sealed.verify(on_paper=on_paper).whole
    assert "There is no seal 9" in sealed.verify(on_paper={9: "ab"}).in_seals[0].says
    report = sealed.verify(rewrite(sealed, tmp_path), on_paper=on_paper)
    assert [found.kind for found in report.in_seals] == ["paper", "paper"]
    assert "the chain is another" in report.in_seals[0].says


def test_a_chain_rewritten_without_the_key_is_found_in_the_installation_itself(sealed, tmp_path):
    rewrite(sealed, tmp_path)
    report = sealed.verify()
    assert report.first_row.kind == "altered" and report.in_seals[0].kind == "rewritten"
    with pytest.raises(SealRefused, match="verify history"):
        sealed.seal(9)


def test_lines_signed_with_a_key_nobody_knows_are_not_believed(sealed):
    lines = sealed.place.heads.read_text().splitlines()
    forger = Ed25519PrivateKey.generate()
    signature = base64.b64encode(forger.sign(b"x")).decode()
    with sealed.owner() as connection, connection.transaction():
        signed = list(stored.in_order(connection))[1]
    lines[1] = lines[1].replace(signed.signature, signature)
    sealed.place.heads.write_text("\n".join(lines) + "\n")
    assert "Line 2 of" in sealed.verify().in_seals[0].says
    assert "the signature of seal 2 is wrong" in sealed.verify().in_seals[0].says
    without = sealed.exported()
    without.keys.clear()
    assert "not among the public keys given" in sealed.verify(without).in_seals[0].says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda lines: [lines[0], lines[1].replace('"count":1', '"count":2'), lines[2]],
            "Line 2 of .* does not fit",
        ),
        (lambda lines: [lines[0], lines[2]], "Line 2 of .* seal 2 is missing"),
        (lambda lines: [lines[1], lines[0], lines[2]], "Line 1 of .* seal 1 is missing"),
        (lambda lines: [lines[0], "{", lines[2]], "Line 2 of .* cannot be read"),
        (lambda lines: [*lines[:2], lines[2][:-1] + ',"more":1}'], "Line 3 of .* says more than a seal says"),
        (lambda lines: lines[:2], "ends at seal 2, and the database knows 3. Lines were removed"),
        (lambda lines: [], "ends at seal 0, and the database knows 3"),
    ],
)
def test_heads_that_were_altered_or_cut_are_named_by_their_line(sealed, change, says):
    lines = change(sealed.place.heads.read_text().splitlines())
    sealed.place.heads.write_text("".join(f"{line}\n" for line in lines))
    report = sealed.verify()
    assert not report.whole
    with pytest.raises(AssertionError, match=says):
        raise AssertionError(report.in_seals[0].says)


def test_heads_cut_in_the_middle_of_a_line_are_no_crash_when_the_database_knows_more(sealed):
    whole = sealed.place.heads.read_bytes()
    sealed.place.heads.write_bytes(whole[:-40])
    assert "Line 3 of" in sealed.verify().in_seals[0].says


def test_an_older_copy_of_the_heads_still_serves(sealed, tmp_path):
    kept = tmp_path / "kept"
    shutil.copytree(sealed.place.folder, kept)
    sealed.unit("后来")
    sealed.seal(9)
    for name in ("leaves",):
        shutil.copytree(sealed.place.folder / name, kept / name, dirs_exist_ok=True)
    report = sealed.verify(sealed.exported(kept, complete=False))
    assert report.whole and report.seals == 4
    assert "ends at seal 3, and the database knows 4" in report.notes[0]


def test_leaves_that_were_altered_are_named_and_the_range_is_still_known(sealed):
    path = sealed.place.leaves / "2"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert "leaves/2 is altered" in sealed.verify().in_seals[0].says
    with sealed.superuser() as connection:
        connection.execute("UPDATE history_entry SET note = 'x' WHERE record_label = '板块1'")
    path.unlink()
    report = sealed.verify()
    assert "leaves/2 is missing" in report.in_seals[0].says
    assert report.first_row.kind == "range" and "seal 2 sealed on" in report.first_row.says


def test_verifying_refuses_to_look_through_a_wall(sealed):
    """Were rows hidden from the one who verifies, they would seem removed: it is an error instead."""
    with sealed.owner() as connection:
        connection.execute("ALTER TABLE history_entry ENABLE ROW LEVEL SECURITY")
        assert sealed.verify().whole  # the owner looks past the wall
        connection.execute("ALTER TABLE history_entry FORCE ROW LEVEL SECURITY")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        sealed.verify()


@pytest.mark.parametrize("table", [*TABLES, "history_seal", CONTEXTS])
def test_even_the_owner_of_the_tables_cannot_change_or_empty_history(sealed, table):
    column = {"history_seal": "head", CONTEXTS: "metadata"}.get(table) or TABLES[table]
    with sealed.owner() as connection:
        for statement in (
            f"TRUNCATE {table} CASCADE",
            f"DELETE FROM {table}",
            f"UPDATE {table} SET {column} = {column}",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="refused|Cannot update or delete"):
                connection.execute(statement)


def test_emptying_the_people_does_not_empty_their_history(sealed):
    with (
        sealed.owner() as connection,
        pytest.raises(psycopg.errors.RaiseException, match="TRUNCATE of history"),
    ):
        connection.execute("TRUNCATE accounts_user CASCADE")


def test_a_context_cannot_be_taken_over_by_a_later_write(sealed):
    """The web may grow a context, and only within the transaction that began it."""
    with sealed.owner() as connection, connection.transaction(force_rollback=True):
        (old,) = connection.execute("SELECT pgh_context_id FROM history_unitevent LIMIT 1").fetchone()
        connection.execute(
            "SELECT set_config('pghistory.context_id', %s, true),"
            " set_config('pghistory.context_metadata', '{\"by\": 99}', true)",
            [str(old)],
        )
        with pytest.raises(psycopg.errors.RaiseException, match="UPDATE of pghistory_context refused"):
            connection.execute("UPDATE accounts_unit SET name_en = 'taken over'")


def rewrite(archive, tmp_path: Path):
    """What a superuser with a key of their own does: alter a row, and seal everything anew as if it were true.

    Returns the forger's own heads, leaves and key.
    """
    place = Place(tmp_path / "forged", tmp_path / "forged.key")
    with archive.superuser() as connection:
        connection.execute(
            "UPDATE history_entry SET by_name = '别人' WHERE id = (SELECT min(id) FROM history_entry)"
        )
        connection.execute("DELETE FROM history_seal")
        for minutes in (0, 1, 2):
            seal(connection, place, now=NOON.replace(minute=minutes))
    return archive.exported(place.folder)


def stored_heads(archive) -> list[str]:
    with archive.owner() as connection, connection.transaction():
        return [each.head for each in stored.in_order(connection)]
