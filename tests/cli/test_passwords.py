"""Passwords are made once and nobody else can read them."""

import stat

import pytest

from yinli.cli.failure import Failure
from yinli.cli.passwords import Passwords


def test_a_password_is_made_once_and_stays(tmp_path):
    first = Passwords(tmp_path / "secrets" / "pg.json").ensure("yinli_app")
    assert len(first) >= 24
    assert Passwords(tmp_path / "secrets" / "pg.json").ensure("yinli_app") == first


def test_every_role_has_its_own(tmp_path):
    passwords = Passwords(tmp_path / "pg.json")
    assert passwords.ensure("yinli_app") != passwords.ensure("yinli_owner")


def test_the_file_is_closed_to_others_from_its_first_moment(tmp_path):
    path = tmp_path / "secrets" / "pg.json"
    Passwords(path).ensure("yinli_app")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["pg.json"]


def test_a_damaged_file_is_named_and_the_way_out_is_told(tmp_path):
    (tmp_path / "pg.json").write_text("{")
    with pytest.raises(Failure, match=r"pg\.json is damaged.*delete it"):
        Passwords(tmp_path / "pg.json")
