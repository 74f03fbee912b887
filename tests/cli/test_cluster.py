"""Which PostgreSQL serves which data, and where those are."""

import stat

import pytest

from yinli.cli import cluster, workplace
from yinli.cli.failure import Failure


@pytest.fixture
def wheel(tmp_path):
    for folder, version in (("pginstall", "16"), ("pginstall18", "18")):
        header = tmp_path / folder / "include" / "pg_config.h"
        header.parent.mkdir(parents=True)
        header.write_text(f'#define PG_MAJORVERSION "{version}"\n')
        (tmp_path / folder / "bin").mkdir()
    return tmp_path


def test_new_data_get_the_newest_version_of_the_package(wheel):
    assert cluster.binaries_in(wheel) == wheel / "pginstall18" / "bin"


def test_old_data_keep_the_version_that_wrote_them(wheel):
    assert cluster.binaries_in(wheel, "16") == wheel / "pginstall" / "bin"


def test_data_of_a_version_that_is_not_installed_are_refused_with_the_way_out(wheel):
    with pytest.raises(Failure, match="written by PostgreSQL 15.*brings 16, 18"):
        cluster.binaries_in(wheel, "15")


def test_the_installed_package_brings_version_18():
    assert cluster.binary_version(cluster.binaries_in(cluster.wheel_folder())) == "18"


def test_new_folders_can_be_passed_and_existing_ones_keep_their_mode(tmp_path):
    tmp_path.chmod(0o700)
    cluster.make_folder(tmp_path / "var" / "pg")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o755


def test_postgresqls_programs_learn_none_of_our_variables(monkeypatch):
    monkeypatch.setenv("PGDATA", "/elsewhere")
    monkeypatch.setenv("YINLI_SECRET_KEY", "secret")
    assert set(cluster.clean_environment()) == {"PATH", "LC_ALL", "TZ"}


def test_a_step_runs_once_for_what_it_was_made_from(tmp_path):
    runs, mark = [], workplace.Stamp("assets", tmp_path)
    for key in ("one", "one", "two"):
        workplace.step("building", mark, key, lambda: runs.append(1))
    assert len(runs) == 2


def test_a_step_that_failed_is_tried_again(tmp_path):
    mark = workplace.Stamp("assets", tmp_path)
    with pytest.raises(ZeroDivisionError):
        workplace.step("building", mark, "one", lambda: 1 // 0)
    assert mark.read() == ""
