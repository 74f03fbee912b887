"""Every string of the interface is there in both languages."""

import pytest

from yinli.cli.messages import apps, missing

APPS = apps()


@pytest.mark.parametrize("app", APPS, ids=[f"{app.parent.name}.{app.name}" for app in APPS])
def test_every_string_of_the_app_has_its_chinese(app):
    assert missing(app) == []
