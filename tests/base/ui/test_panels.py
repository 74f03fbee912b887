import pytest

from yinli.base.accounts.models import Unit
from yinli.base.ui import panels


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})


def told(viewer, unit):
    return {"items": [viewer.name, unit.name], "count": 2}


def test_a_panel_is_read_for_the_viewer_and_shown_in_its_order(registry, asking, bureau, monkeypatch):
    monkeypatch.setattr(panels, "partial", lambda request, template, ctx: f"{template}:{ctx['items'][0]}")
    panels.register_panel("accounts.unit", told, "b.html", "二", 20)
    panels.register_panel("accounts.Unit", query=told, template="a.html", title="一", order=10)
    shown = panels.panels_for(asking(bureau, "/"), Unit(name="科技局"))
    assert [(panel.title, panel.count, str(panel.body)) for panel in shown] == [
        ("一", 2, "a.html:周明远"),
        ("二", 2, "b.html:周明远"),
    ]


def test_a_panel_with_nothing_to_say_is_not_shown(registry, asking, bureau):
    panels.register_panel("accounts.unit", lambda viewer, unit: None, "a.html", "一")
    assert panels.panels_for(asking(bureau, "/"), Unit(name="科技局")) == []


def test_panels_beside_the_page_are_kept_apart(registry):
    panels.register_panel("accounts.unit", told, "a.html", "一", place="aside")
    assert panels.registered("accounts.unit") == []
    assert [panel.title for panel in panels.registered("accounts.unit", "aside")] == ["一"]


def test_registering_the_same_panel_twice_shows_it_once(registry):
    for _ in range(2):
        panels.register_panel("accounts.unit", told, "a.html", "一")
    assert len(panels.registered("accounts.unit")) == 1
