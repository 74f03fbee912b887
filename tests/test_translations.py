"""Every string of the interface is there in both languages."""

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from yinli.cli.messages import PO, apps, missing

APPS = apps()


@pytest.mark.parametrize("app", APPS, ids=[f"{app.parent.name}.{app.name}" for app in APPS])
def test_every_string_of_the_app_has_its_chinese(app):
    assert missing(app) == []


def test_every_chinese_of_ours_is_the_one_that_is_shown():
    """Packages have words for the same English; theirs would win where an app of theirs is named first."""
    with translation.override("zh-hans"):
        other = {
            (app.name, said.id): shown(said)
            for app in APPS
            if (app / PO).exists()
            for said in read_po((app / PO).open("rb"), locale="zh_Hans")
            if isinstance(said.id, str) and said.id and shown(said) != said.string
        }
    assert other == {}


def shown(said) -> str:
    return translation.pgettext(said.context, said.id) if said.context else translation.gettext(said.id)


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
