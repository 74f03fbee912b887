import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django import forms
from jinja2 import UndefinedError

import yinli
from yinli.base.ui import front_end, render
from yinli.base.ui.forms import Form

SOURCE = Path(yinli.__file__).parent
UI = SOURCE / "base" / "ui"
PAGES = sorted(SOURCE.rglob("templates/**/*.html"))
INLINE = re.compile(r"\s(?:style|on[a-z]+|hx-on[:\w-]*)\s*=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)

JINJA = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def said(text, **context):
    return render.backend().env.from_string(text).render(context)


def test_a_bare_instant_is_refused_because_it_would_print_utc():
    with pytest.raises(TypeError, match="instant"):
        said("{{ at }}", at=datetime(2021, 9, 3, tzinfo=UTC))


def test_an_instant_with_its_filter_is_shown():
    assert said("{{ at|instant }}", at=datetime(2021, 9, 3, tzinfo=UTC)) == "2021-09-03 08:00"


def test_nothing_prints_as_nothing():
    assert said("[{{ x }}]", x=None) == "[]"


def test_a_mistyped_name_is_an_error_not_a_blank():
    with pytest.raises(UndefinedError):
        said("{{ projcet }}")


def test_text_from_people_is_escaped():
    assert said("{{ name }}", name="<b>甲</b>") == "&lt;b&gt;甲&lt;/b&gt;"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_template_compiles_and_carries_nothing_inline(path):
    source = path.read_text(encoding="utf-8")
    render.backend().env.compile(source)
    assert not INLINE.search(JINJA.sub("", source)), (
        "inline style, script or handler: the content security policy forbids it"
    )


def test_words_of_the_pages_in_djangos_language_are_translated():
    with (UI / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        known = {message.id for message in read_po(file, locale="zh_Hans") if message.string}
    pages = [path.read_text(encoding="utf-8") for path in (UI / "templates-django").rglob("*.html")]
    used = {words for page in pages for words in re.findall(r"{% translate [\"'](.+?)[\"'] %}", page)}
    assert used and used <= known


@pytest.mark.skipif(not front_end.is_built(), reason="the front end is not built")
def test_an_icon_comes_out_of_the_sprite_and_is_silent_unless_it_is_named():
    assert "#search" in front_end.icon("search") and 'aria-hidden="true"' in front_end.icon("search")
    assert 'aria-label="逾期"' in front_end.icon("alert-circle", "逾期")


@pytest.mark.skipif(not front_end.is_built(), reason="the front end is not built")
def test_every_icon_that_a_template_calls_for_is_in_the_sprite():
    _, drawn = front_end._sprite(front_end._sprite_stamp())
    called = {
        name
        for path in PAGES
        for name in re.findall(r"icon\(\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert called - drawn == set()


def test_an_unknown_icon_draws_the_fallback_and_cannot_break_out():
    drawn = str(front_end.icon('"><script>'))
    assert "script" not in drawn


def test_whatever_confirms_says_what_follows():
    mute = [page for page in PAGES if "{{ ui.confirm_button(" in page.read_text(encoding="utf-8")]
    assert mute == []


@pytest.mark.parametrize(("many", "searched"), [(60, True), (4, False)])
def test_a_long_list_of_choices_can_be_searched(many, searched):
    people = forms.MultipleChoiceField(
        choices=[(one, f"人{one}") for one in range(many)], widget=forms.CheckboxSelectMultiple
    )
    form = type("Naming", (Form,), {"people": people})()
    shown = said('{% from "ui/macros.html" import form_field %}{{ form_field(form["people"]) }}', form=form)
    assert ('data-narrows="id_people"' in shown) is searched and 'id="id_people"' in shown
