"""Every string of the interface is there in both languages."""

import pytest
from babel.messages.pofile import read_po

from yinli.cli.messages import PO, apps, missing

APPS = apps()


@pytest.mark.parametrize("app", APPS, ids=[f"{app.parent.name}.{app.name}" for app in APPS])
def test_every_string_of_the_app_has_its_chinese(app):
    assert missing(app) == []


def test_one_english_text_has_one_chinese_everywhere():
    """All apps share one catalogue when they run: two translations of one text would win by chance."""
    said: dict[tuple, dict[str, str]] = {}
    for app in APPS:
        path = app / PO
        if path.exists():
            for message in read_po(path.open("rb"), locale="zh_Hans"):
                if message.id and message.string:
                    said.setdefault((message.context, str(message.id)), {})[app.name] = str(message.string)
    assert {key: apps for key, apps in said.items() if len(set(apps.values())) > 1} == {}
