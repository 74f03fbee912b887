"""`yinli account` opens the first administrator's account, and says what is wrong otherwise."""

import pytest

from yinli.base.accounts.models import User
from yinli.cli.account import _open
from yinli.cli.failure import Failure


def test_an_administrator_is_made_and_can_log_in(db, client):
    _open("first", "管宁", "administrator", "mountain-river-7")
    assert client.login(username="first", password="mountain-river-7")
    assert User.objects.get(username="first").role == "administrator"


@pytest.mark.parametrize(
    ("username", "role", "password", "why"),
    [
        ("leader", "administrator", "mountain-river-7", "has an account already"),
        ("second", "emperor", "mountain-river-7", "There is no role"),
        ("second", "administrator", "12345", "10"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, username, role, password, why):
    with pytest.raises(Failure, match=why):
        _open(username, "管宁", role, password)
    assert not User.objects.filter(username="second").exists()
