"""Passwords that somebody who knows the district would try first are refused, and those of a list of leaked ones."""

import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.login.passwords import LeakedPasswords


def refused(password) -> str:
    """Why a password is refused; "" for one that is taken."""
    try:
        validate_password(password)
    except ValidationError as error:
        return " ".join(one.code or "" for one in error.error_list)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        # The cast's units: 北部板块 and 招商局, in characters, in pinyin, by initials.
        "北部板块北部板块2026", "beibubankuai2026", "Beibubankuai@2026!", "zhaoshangju-2026", "ZSJ-zsj-2026!!",
        "zhaoshangyinzi8888", "Yinli@20262026",
        "引力引力引力2026年!", "ZHAOSHANG yinli 1", "ｙｉｎｌｉ－２０２６－２０２６", "Yinli#Admin#2026",
    ],
)  # fmt: skip
def test_words_of_the_place_with_a_year_are_refused(cast, password):
    assert "place" in refused(password)


@pytest.mark.parametrize(
    "password",
    ["mountain-river-7", "yinli 春眠不觉晓处处闻", "zhaoshang correct horse", "x7" * 20, "4711-0815-2718-28", "zsj-umbrella-9"],
)  # fmt: skip
def test_a_password_with_enough_of_ones_own_is_taken(cast, password):
    assert refused(password) == ""


def test_a_new_units_name_is_refused_from_then_on(cast):
    from yinli.base.accounts.models import Unit

    assert refused("yunlongxincheng2026") == ""
    Unit.objects.create(name="云龙新城", kind="section", parent=cast.district)
    assert refused("yunlongxincheng2026") == "place"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_leaked_password_is_refused_first_middle_last_and_only_whole(tmp_path, end):
    lines = [
        "first-of-all-7",
        "mountain-river-77",
        "mountain-river-7",
        "春眠不觉晓处处闻啼鸟",
        "last-of-all-7",
    ]
    (tmp_path / "leaked.txt").write_bytes(end.join(lines).encode())
    leaked = LeakedPasswords(str(tmp_path / "leaked.txt"))
    for password in lines:
        with pytest.raises(ValidationError):
            leaked.validate(password)
    for password in (
        "mountain-river",
        "ountain-river-7",
        "first-of-all",
        "-7\nmountain",
        "mountain-river-777",
    ):
        leaked.validate(password)


def test_without_a_list_nothing_is_looked_up():
    LeakedPasswords().validate("mountain-river-7")


def test_the_page_and_the_change_of_a_password_refuse_them_in_words(cast, client):
    cast.north_officer.set_password("mountain-river-7")
    cast.north_officer.save()
    client.post("/accounts/login/", {"login": "north_officer", "password": "mountain-river-7"})
    new = {"password1": "beibubankuai2026", "password2": "beibubankuai2026"}
    page = client.post("/accounts/password/change/", {"oldpassword": "mountain-river-7", **new})
    assert "人人皆知" in page.content.decode()
    cast.north_officer.refresh_from_db()
    assert cast.north_officer.check_password("mountain-river-7")


@pytest.mark.parametrize("has_password", [True, False])
def test_what_a_password_must_be_like_stands_beside_it_in_plain_words(cast, client, has_password):
    cast.north_officer.set_password("mountain-river-7" if has_password else None)
    cast.north_officer.save()
    client.force_login(cast.north_officer)
    session = client.session
    session[PROVEN_AT] = time.time()
    session.save()
    page = client.get(f"/accounts/password/{'change' if has_password else 'set'}/").content.decode()
    assert "至少 10 个字符。" in page and "您的密码" in page
    assert "&lt;li" not in page and "<li></li>" not in page


def test_a_refused_password_is_not_said_to_be_kept(cast, client):
    cast.north_officer.set_password("mountain-river-7")
    cast.north_officer.save()
    client.post("/accounts/login/", {"login": "north_officer", "password": "mountain-river-7"})
    page = client.post("/accounts/password/change/", {"oldpassword": "wrong"}).content.decode()
    assert "再看一下，密码需要重新输入" in page and "再看一下，已填" not in page
    assert "当前密码不正确" in page
