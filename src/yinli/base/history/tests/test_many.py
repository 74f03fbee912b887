"""Two hundred thousand entries, sealed and verified: how long it takes, and in how much memory."""

import resource
import sys
import time

import pytest

ROWS = 200_000
FILL = """
    INSERT INTO history_entry (at, by_name, action, record_type, record_id, record_label, before, after, note)
    SELECT now(), '林晓', 'project.advance', 'projects.project', n, '青禾半导体封测基地项目',
           jsonb_build_object('stage', 'contact'), jsonb_build_object('stage', 'visit', 'n', n), '已约定下次走访'
    FROM generate_series(1, %s) AS n
"""


@pytest.mark.deep
def test_two_hundred_thousand_entries_are_sealed_and_verified_without_holding_them(archive, capsys):
    with archive.owner() as connection:
        connection.execute(FILL, [ROWS])
    took, before = {}, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, run in (("sealed", archive.seal), ("verified", archive.verify)):
        start = time.monotonic()
        done = run()
        took[name] = time.monotonic() - start
    assert done.whole and done.rows > ROWS
    with archive.superuser() as connection:
        connection.execute(
            "UPDATE history_entry SET note = '' WHERE record_id = 150000 AND action = 'project.advance'"
        )
    start = time.monotonic()
    report = archive.verify()
    took["the altered row found"] = time.monotonic() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert [found.kind for found in report.in_rows] == ["altered"]
    leaves = sum(path.stat().st_size for path in archive.place.leaves.iterdir()) / 1e6
    with capsys.disabled():
        said = ", ".join(f"{name} in {seconds:.1f} s" for name, seconds in took.items())
        sys.stdout.write(
            f"\n{done.rows:,} rows: {said}; {grown:.0f} MB more memory; leaves {leaves:.0f} MB\n"
        )
    assert grown < 50


def test_a_table_of_many_batches_is_read_once(archive):
    """Sealing often must not make verifying slow: a hundred seals, and the rows are still read in one pass."""
    for number in range(100):
        with archive.owner() as connection:
            connection.execute(FILL, [5])
        archive.seal(number)
    report = archive.verify()
    assert report.whole and report.seals == 100
    assert report.rows > 500
