"""Somebody with a password."""

import pytest

RIGHT, WRONG = "mountain-river-7", "wrong-password-1"


@pytest.fixture
def quick_hash(settings):
    """Where dozens of attempts are made, what is slow about argon2 is not what they are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def officer(cast):
    """The northern officer, with a password."""
    cast.north_officer.set_password(RIGHT)
    cast.north_officer.save()
    return cast.north_officer
