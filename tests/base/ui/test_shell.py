import json

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.base.history.models import Entry
from yinli.base.ui import context, errors, middleware, rail
from yinli.base.ui.forms import Form
from yinli.base.ui.refusals import refusal_for, register_refusal
from yinli.base.ui.typed import typed


def page(request, template="403.html", status=200, **ctx):
    return render(request, template, ctx, status=status).content.decode()


@pytest.fixture
def places(monkeypatch):
    """A rail of three places, one of them for leaders' eyes and one whose page does not exist."""
    monkeypatch.setattr(rail, "_entries", {})
    monkeypatch.setattr(rail, "may", lambda user, action: action != "scoreboard.view")
    rail.register_entry("late", "home", "晚", "sun", 30)
    rail.register_entry(
        key="first", url_name="set_language", label="先", icon="inbox", order=10, action="x.view"
    )
    rail.register_entry("hidden", "home", "藏", "sun", 5, action="scoreboard.view")
    rail.register_entry("unbuilt", "nowhere:list", "无", "sun", 1)


def test_the_rail_shows_what_exists_and_is_permitted_in_order(places, bureau):
    assert [entry.key for entry in rail.entries_for(bureau)] == ["first", "late"]


def test_the_place_one_is_in_is_the_longest_address_that_fits(places, bureau):
    entries = rail.entries_for(bureau)
    assert rail.current(entries, "/i18n/setlang/more/").key == "first"
    assert rail.current(entries, "/other/").key == "late"


def test_a_page_is_painted_in_the_theme_that_was_chosen(asking, bureau):
    request = asking(bureau, "/")
    request.COOKIES["theme"] = "dark"
    assert 'data-bs-theme="dark" data-theme="dark"' in page(request)


def test_a_page_without_a_choice_follows_the_system(asking, bureau):
    request = asking(bureau, "/")
    request.COOKIES["scheme"] = "dark"
    request.COOKIES["theme"] = '"><script>'
    assert 'data-bs-theme="dark" data-theme="auto"' in page(request)


def test_the_day_of_a_request_is_the_districts(asking, bureau):
    seen = []
    middleware.district_clock(lambda request: seen.append(request) or HttpResponse())(asking(bureau, "/"))
    assert seen[0].now.utcoffset().total_seconds() == 8 * 3600
    assert seen[0].today == seen[0].now.date() and seen[0].viewer is bureau


def refused(request, exception):
    return middleware.Refusals(lambda request: None).process_exception(request, exception)


def test_what_is_not_allowed_is_told_as_a_page_that_returns_what_was_typed(asking, bureau):
    request = asking(
        bureau, "/x/", note="和董事长谈了二期用地", password="geheim", csrfmiddlewaretoken="t", empty=" "
    )
    response = refused(request, NotAllowed(bureau, "project.advance"))
    body = response.content.decode()
    assert response.status_code == 403
    assert "和董事长谈了二期用地" in body and "geheim" not in body


def test_what_was_typed_comes_back_under_the_forms_own_labels_and_without_codes(asking, bureau):
    class Steps(Form):
        step_of_the_test = forms.CharField(label="下一步")
        kind_of_the_test = forms.ChoiceField(label="类型", choices=[("visit", "走访")])

    request = asking(
        bureau, "/x/", step_of_the_test="约见", kind_of_the_test="visit", unheard_of="code_7", seen="3"
    )
    assert typed(request) == [("下一步", "约见"), ("类型", "走访")]
    assert Steps


def test_what_was_chosen_and_a_credit_code_come_back_and_secrets_do_not(asking, cast):
    class Asked(Form):
        who = forms.ModelChoiceField(User.objects.exclude(role="agent"), label="负责人")
        credit_code = forms.CharField(label="统一社会信用代码")
        password_again = forms.CharField(label="密码")
        hidden_word = forms.CharField(label="口令", widget=forms.PasswordInput)

    sent = {
        "who": str(cast.north_officer.pk),
        "credit_code": "91320100MA1",
        "code": "123456",
        "api_token": "secret",
    }
    request = asking(cast.bureau_person, "/x/", **sent, password_again="geheim", hidden_word="geheim")
    Asked(request.POST)
    assert typed(request) == [("负责人", str(cast.north_officer)), ("统一社会信用代码", "91320100MA1")]
    other = asking(cast.bureau_person, "/x/", who=str(cast.agent.pk))
    assert typed(other) == []
    Asked(other.POST)
    assert typed(other) == []


def test_a_stale_writer_is_told_who_changed_what(asking, bureau):
    entry = Entry(by_name="李倩", action="project.change", before={"stage": "在谈"}, after={"stage": "意向"})
    entry.at = middleware.timezone.now()
    response = refused(asking(bureau, "/x/", note="n"), StaleWrite("江南精密", 1, [entry]))
    body = response.content.decode()
    assert response.status_code == 409
    assert all(words in body for words in ("江南精密", "李倩", "在谈", "意向"))


def test_a_stale_writer_is_shown_ten_changes_and_told_how_many_more_there_are(asking, bureau):
    entry = Entry(by_name="李倩", action="project.change", at=middleware.timezone.now())
    body = refused(asking(bureau, "/x/", note="n"), StaleWrite("江南精密", 1, [entry] * 12)).content.decode()
    assert body.count("李倩") == 10
    assert "另有 2 项" in body


def test_a_refusal_reaches_htmx_as_a_short_plain_sentence(asking, bureau):
    response = refused(asking(bureau, "/x/", htmx="row"), NotAllowed(bureau, "project.advance"))
    assert response["Content-Type"].startswith("text/plain") and "<" not in response.content.decode()


def test_a_refusal_registered_by_an_app_holds_for_its_subclasses(monkeypatch):
    class MoveRefused(Exception):
        pass

    class GateRefused(MoveRefused):
        pass

    monkeypatch.setattr("yinli.base.ui.refusals._refusals", {})
    register_refusal(MoveRefused, 409)
    assert refusal_for(GateRefused()).status == 409
    assert refusal_for(ValueError()) is None


def test_messages_of_a_partial_answer_come_up_as_toasts(asking, bureau):
    def view(request):
        messages.success(request, "已保存")
        return HttpResponse("x")

    response = middleware.htmx_messages(view)(asking(bureau, "/", htmx="list"))
    assert json.loads(response["HX-Trigger"]) == {
        "ui:messages": {"list": [{"level": "success", "text": "已保存"}]}
    }


def test_messages_wait_for_the_page_that_a_redirect_leads_to(asking, bureau):
    def view(request):
        messages.success(request, "已保存")
        return HttpResponse(headers={"HX-Redirect": "/x/"})

    assert "HX-Trigger" not in middleware.htmx_messages(view)(asking(bureau, "/", htmx="list"))


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (errors.bad_request, 400, "无法识别"),
        (errors.forbidden, 403, "没有权限"),
        (errors.not_found, 404, "没有这个页面"),
        (errors.server_error, 500, "系统出错了"),
        (errors.csrf_failure, 403, "表单已过期"),
    ],
)
def test_every_error_page_speaks_plainly_to_people_not_logged_in_too(asking, handler, status, words):
    response = handler(asking(AnonymousUser(), "/x/"))
    assert response.status_code == status and words in response.content.decode()


def test_the_frame_shows_who_is_logged_in_and_lets_them_out(asking, bureau):
    body = page(asking(bureau, "/"), "ui/shell.html")
    assert "周明远" in body and "招商局" in body
    assert 'method="post" action="/accounts/logout/"' in body
    assert 'href="#main"' in body and '<main class="view ' in body


def test_the_shell_tells_an_unknown_address_as_none(asking, bureau):
    assert context.Shell(asking(bureau, "/")).address("no:such") == ""
