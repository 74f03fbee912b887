"""Texts are found wherever they are written, and translations are never lost."""

import gettext
from pathlib import Path

import pytest

from yinli.cli import messages
from yinli.cli.failure import Failure

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy
a, b = _("Hello"), gettext_lazy("Later")
c = pgettext_lazy("month", "May")
d = ngettext("%(n)d visit", "%(n)d visits", 2)
"""
PAGE = """
<p title="{{ _("In a page") }}">{% trans %}
  two
  lines by {{ name }}
{% endtrans %}</p>
"""
LOGIN = """{% load i18n %}
<h1>{% translate "Sign in" %}</h1>
  <p>it's {{ user }} {% blocktranslate trimmed %} Please
       wait {% endblocktranslate %}</p>
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    files = {
        "apps.py": "",
        "views.py": CODE,
        "templates/app/page.html": PAGE,
        "templates-django/login.html": LOGIN,
        "tests/test_views.py": '_("Only in a test")',
    }
    for name, content in files.items():
        path = tmp_path / "app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "app"


def translate(app: Path, english: str, chinese: str) -> None:
    path = app / messages.PO
    path.write_text(
        path.read_text().replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{chinese}"')
    )


def test_texts_of_code_pages_and_login_pages_are_found_and_those_of_tests_are_not(app):
    python = {"Hello", "Later", "May", "%(n)d visit"}
    pages = {"In a page", "two lines by %(name)s", "Sign in", "Please wait"}
    assert messages.extract(app) == python | pages


def test_a_new_text_is_missing_until_it_is_translated(app):
    messages.collect(app)
    assert "Hello" in messages.missing(app)
    translate(app, "Hello", "你好")
    assert "Hello" not in messages.missing(app)


def test_a_translation_without_the_placeholders_of_its_text_counts_as_missing(app):
    messages.collect(app)
    translate(app, "two lines by %(name)s", "两行，%(nam)s")
    assert "two lines by %(name)s" in messages.missing(app)


def test_collecting_twice_changes_nothing(app):
    assert messages.collect(app)
    assert not messages.collect(app)


def test_collecting_keeps_the_translations_that_are_there(app):
    messages.collect(app)
    translate(app, "Hello", "你好")
    (app / "views.py").write_text(CODE + 'e = _("A new one")\n')
    messages.collect(app)
    assert "你好" in (app / messages.PO).read_text()
    assert "A new one" in messages.missing(app)


def test_a_text_that_is_gone_is_kept_as_obsolete_and_comes_back_translated(app):
    messages.collect(app)
    translate(app, "Hello", "你好")
    (app / "views.py").write_text("")
    messages.collect(app)
    assert '#~ msgid "Hello"' in (app / messages.PO).read_text()
    (app / "views.py").write_text(CODE)
    messages.collect(app)
    assert "Hello" not in messages.missing(app)


def test_the_file_names_no_lines_and_no_dates(app):
    messages.collect(app)
    text = (app / messages.PO).read_text()
    assert "#:" not in text and "Date" not in text and "Babel" not in text


def test_what_is_compiled_is_what_django_reads(app):
    messages.collect(app)
    translate(app, "Hello", "你好")
    assert messages.compile_app(app)
    with (app / messages.PO).with_suffix(".mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Hello") == "你好"
    assert catalog.gettext("Later") == "Later"


def test_an_app_within_an_app_keeps_its_own_texts(app):
    inner = app / "inner"
    inner.mkdir()
    (inner / "apps.py").write_text('from x import gettext as _\n_("Inner")')
    assert "Inner" not in messages.extract(app)
    assert messages.extract(inner) == {"Inner"}


def test_a_page_that_cannot_be_parsed_is_named(app):
    (app / "templates/app/page.html").write_text("{% trans %} never ended")
    with pytest.raises(Failure, match="page.html"):
        messages.extract(app)


def test_a_damaged_po_file_is_named(app):
    path = app / messages.PO
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b"\nnonsense\n')
    with pytest.raises(Failure, match="django.po"):
        messages.missing(app)
