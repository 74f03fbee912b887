"""Log-in by WeCom, against a stub of its documented calls: who gets in, with which calls, and what is said of refusals."""

import json
import time
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.doors import wecom_stub
from yinli.base.history.queries import entries_for
from yinli.base.login.actions import link_identity
from yinli.base.login.doors import calls, tokens
from yinli.base.login.doors.flow import IN_SESSION
from yinli.base.login.models import Identity
from yinli.config.doors import doors_of, proof_of_domain


def test_a_scan_on_the_desk_lets_a_member_in_and_is_asked_as_the_documents_say(desk, wecom, linked):
    path, asked = desk.leave()
    assert path == "/wwlogin/sso/login"
    assert asked == {
        "login_type": "CorpApp", "appid": "ww-corp", "agentid": "1000002", "state": asked["state"],
        "redirect_uri": "http://testserver/accounts/by/wecom/back/",
    }  # fmt: skip
    wecom.gives("the-code", userid="lin")
    assert desk.back(asked["state"], code="the-code").url == "/today/" and desk.is_in()
    assert wecom.asked == [
        ("gettoken", {"corpid": "ww-corp", "corpsecret": wecom_stub.SECRET}),
        ("auth/getuserinfo", {"access_token": "token-1", "code": "the-code"}),
    ]
    assert entries_for(linked)[0].action == "user.login"


def test_the_state_is_of_letters_and_figures_as_wecom_promises_to_give_it_back(desk, wecom):
    _path, asked = desk.leave()
    assert asked["state"].isascii() and asked["state"].isalnum() and 32 <= len(asked["state"]) <= 128


def test_capitals_of_a_userid_make_no_difference(desk, wecom, linked):
    assert desk.by_wecom(wecom, userid="LIN").url == "/today/"


# Who does not get in ------------------------------------------------------------------------------------


def test_a_member_without_an_account_here_reads_what_to_do_and_nothing_is_made(desk, wecom, cast):
    users = type(cast.north_officer).objects.count()
    answer = desk.by_wecom(wecom, userid="gao")
    page = answer.content.decode()
    assert answer.status_code == 403 and not desk.is_in()
    assert "gao" in page and "by=password&amp;next=%2Faccounts%2Fsecurity%2F" in page
    assert type(cast.north_officer).objects.count() == users and not Identity.objects.exists()


@pytest.mark.parametrize(
    "who",
    [
        {"openid": "somebody", "external_userid": "wm"},
        {"openid": "somebody", "userid": "lin"},
        {"userid": "ww-other/lin"},
    ],
)
def test_somebody_outside_the_corporation_is_told_so(desk, wecom, linked, who):
    answer = desk.by_wecom(wecom, **who)
    assert answer.status_code == 403 and "您不是本单位企业微信的成员" in answer.content.decode()
    assert not desk.is_in()


@pytest.mark.parametrize("who", [{}, {"userid": ""}, {"userid": 7}, {"userid": None}, {"userid": ["lin"]}])
def test_an_answer_that_names_nobody_lets_nobody_in(desk, wecom, linked, who):
    assert desk.by_wecom(wecom, **who, DeviceId="d").status_code == 403 and not desk.is_in()


def test_a_closed_account_stays_closed(phone, desk, wecom, linked):
    type(linked).objects.filter(pk=linked.pk).update(is_active=False)
    for browser in (phone, desk):
        assert browser.by_wecom(wecom, userid="lin").url == "/accounts/inactive/"
        assert not browser.is_in()


# State and code -----------------------------------------------------------------------------------------


def test_a_return_works_once_and_a_code_too(desk, phone, wecom, linked):
    _path, asked = desk.leave()
    wecom.gives("the-code", userid="lin")
    assert desk.back(asked["state"], code="the-code").status_code == 302
    assert desk.back(asked["state"], code="the-code").status_code == 403
    # Somebody who has seen the address brings the code into a flow of their own.
    _path, own = phone.leave()
    answer = phone.back(own["state"], code="the-code")
    assert answer.status_code == 403 and "企业微信给出的登录凭据已使用或已过期" in answer.content.decode()
    assert not phone.is_in()


def test_anothers_state_none_or_an_old_one_is_refused_before_wecom_is_asked(desk, phone, wecom, linked):
    wecom.gives("the-code", userid="lin")
    _path, others = phone.leave()
    desk.leave()
    for state in (others["state"], "", "x"):
        assert desk.back(state, code="the-code").status_code == 403
    _path, asked = desk.leave()
    session = desk.session
    session[IN_SESSION] = {**session[IN_SESSION], "begun_at": time.time() - 601}
    session.save()
    assert desk.back(asked["state"], code="the-code").status_code == 403
    assert wecom.asked == [] and not desk.is_in()


def test_a_member_who_says_no_comes_back_without_a_code(desk, wecom, linked):
    _path, asked = desk.leave()
    assert desk.back(asked["state"]).status_code == 403
    assert wecom.asked == []


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(desk, wecom, linked, wanted):
    assert desk.by_wecom(wecom, f"/accounts/by/wecom/?next={wanted}", userid="lin").url == "/today/"


# The token ----------------------------------------------------------------------------------------------


def test_the_token_is_asked_for_once_and_anew_shortly_before_its_end(phone, desk, wecom, linked, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("yinli.base.login.doors.wecom.time.monotonic", lambda: clock[0])
    for later, asked_for in ((0, 1), (6899, 1), (6901, 2)):
        clock[0] = 1000.0 + later
        desk.by_wecom(wecom, userid="lin")
        assert len(wecom.calls("gettoken")) == asked_for


@pytest.mark.parametrize("number", [40014, 42001])
def test_a_token_that_ended_early_is_renewed_once(desk, wecom, linked, number):
    desk.by_wecom(wecom, userid="lin")
    desk.post("/accounts/logout/")
    wecom.live.clear()
    assert desk.by_wecom(wecom, userid="lin").url == "/today/"
    assert wecom.tokens == 2
    # One that WeCom never takes is not asked for again and again.
    wecom.asked.clear()
    wecom.told["auth/getuserinfo"] = lambda asked: asked.say(wecom_stub.refusal(number))
    desk.post("/accounts/logout/")
    assert desk.by_wecom(wecom, userid="lin").status_code == 403
    assert [call for call, _ in wecom.asked] == ["auth/getuserinfo", "gettoken", "auth/getuserinfo"]


@pytest.mark.parametrize("lasts", [None, "7200", -1, 0, 10**9])
def test_a_token_of_an_odd_length_is_used_and_kept_no_longer_than_any(desk, wecom, linked, lasts):
    def odd(asked):
        asked.say({**wecom.gettoken(wecom.calls("gettoken")[-1]), "expires_in": lasts})

    wecom.told["gettoken"] = odd
    assert desk.by_wecom(wecom, userid="lin").url == "/today/"
    ends = [until - time.monotonic() for _token, until in tokens._KEPT.values()]
    assert all(left <= tokens.LONGEST for left in ends)


def test_a_changed_secret_is_another_owners_token(desk, wecom, linked, settings):
    desk.by_wecom(wecom, userid="lin")
    desk.post("/accounts/logout/")
    settings.LOGIN_DOORS = {"wecom": {**settings.LOGIN_DOORS["wecom"], "secret": "another"}}
    assert desk.by_wecom(wecom, userid="lin").status_code == 502


# What WeCom refuses, and answers that are none ------------------------------------------------------------

SAID = {
    -1: (502, "企业微信系统繁忙", "WeCom is busy."),
    40001: (502, "不接受此处配置的企业 ID", "does not accept the corporation ID"),
    40013: (502, "不接受此处配置的企业 ID", "does not accept the corporation ID"),
    40029: (403, "登录凭据已使用或已过期", "used already or is too old"),
    45009: (502, "企业微信系统繁忙", "WeCom is busy."),
    50001: (502, "可信域名", "not the trusted domain"),
    50003: (502, "应用已停用", "switched off"),
    60011: (403, "可见范围", "may not use the app"),
    60020: (502, "企业可信 IP", "not among the trusted ones"),
    81013: (403, "您不是本单位企业微信的成员", "You are not a member"),
    99999: (403, "对方系统未能确认您的身份", "did not confirm who you are"),
}


@pytest.mark.parametrize("call", ["gettoken", "auth/getuserinfo"])
@pytest.mark.parametrize("number", SAID)
def test_each_refusal_is_told_in_words_that_say_what_to_do(phone, wecom, linked, call, number):
    status, *words = SAID[number]
    wecom.told[call] = lambda asked: asked.say(wecom_stub.refusal(number))
    for language, said in zip(("zh-hans", "en"), words, strict=True):
        phone.cookies["django_language"] = language
        answer = phone.by_wecom(wecom, "/accounts/by/wecom/?next=/projects/", userid="lin")
        page = answer.content.decode()
        assert answer.status_code == status and said in page
        # A way in always stands beside it, to where one wanted to go.
        assert "/accounts/login/?by=password&amp;next=%2Fprojects%2F" in page
    assert not phone.is_in()


def test_trying_again_is_offered_only_where_it_may_help(phone, wecom, linked):
    for number, offered in ((-1, True), (40029, True), (60020, False), (50001, False), (81013, False)):
        wecom.told["auth/getuserinfo"] = lambda asked, number=number: asked.say(wecom_stub.refusal(number))
        page = phone.by_wecom(wecom, userid="lin").content.decode()
        assert ('href="/accounts/by/wecom/"' in page) is offered


@pytest.mark.parametrize("call", ["gettoken", "auth/getuserinfo"])
@pytest.mark.parametrize(
    ("garbage", "status"),
    [
        (b"<html>", 200), (b"[]", 200), (b"null", 200), (b"", 200), (b"\xff\xfe", 200), (b"{}", 200), (b"{}", 500), (b"{}", 404),
        (b'{"errcode": "0"}', 200), (b'{"errcode": [1]}', 200), (b'{"errcode": {"a": 1}}', 200), (b'{"errcode": null}', 200),
        (b'{"errcode": 1e99}', 200), (b'{"errcode": 0, "access_token": 7, "userid": 7}', 200),
        (b'{"errcode": 0, "access_token": "", "userid": "a\\u0000b"}', 200),
        (json.dumps({"errcode": 0, "userid": "x" * 300}).encode(), 200), (b'{"errcode": 60020, "errmsg": 7}', 200),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("linked")
def test_garbage_lets_nobody_in_and_breaks_nothing(desk, wecom, call, garbage, status):
    wecom.told[call] = lambda asked: asked.say(garbage, status)
    assert desk.by_wecom(wecom, userid="lin").status_code in (403, 502)
    assert not desk.is_in()


@pytest.mark.parametrize("call", ["gettoken", "auth/getuserinfo"])
def test_a_wecom_that_is_slow_or_silent_is_given_up_in_time(desk, wecom, linked, monkeypatch, call):
    assert calls.SECONDS == 5
    monkeypatch.setattr(calls, "SECONDS", 0.4)
    wecom.told[call] = lambda asked: time.sleep(3)
    begun = time.monotonic()
    answer = desk.by_wecom(wecom, userid="lin")
    assert answer.status_code == 502 and "对方系统未及时响应" in answer.content.decode()
    assert time.monotonic() - begun < 2.5


def test_a_redirect_is_not_followed(desk, wecom, linked):
    def elsewhere(asked):
        asked.send_response(302)
        asked.send_header("Location", "http://evil.example/")
        asked.end_headers()

    wecom.told["gettoken"] = elsewhere
    assert desk.by_wecom(wecom, userid="lin").status_code == 502


def test_the_log_says_which_refusal_and_from_which_address_and_holds_no_secret(desk, wecom, linked, caplog):
    caplog.set_level("DEBUG")
    wecom.told["auth/getuserinfo"] = lambda asked: asked.say(wecom_stub.refusal(60020))
    desk.by_wecom(wecom, userid="lin")
    wecom.told.clear()
    desk.by_wecom(wecom, userid="lin")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("yinli")]
    assert any("60020, asked from 203.0.113.9" in line for line in said)
    assert any('"by": "door:wecom"' in line for line in said)
    held = (wecom_stub.SECRET, "token-1", "the-code", "access_token")
    assert not [line for line in said for word in held if word in line]


# Linking ------------------------------------------------------------------------------------------------


def test_a_person_links_their_account_once_and_may_take_it_back(desk, phone, wecom, cast):
    desk.force_login(cast.north_officer)
    leaving = desk.post("/accounts/by/wecom/link/").content.decode()
    assert "/wwlogin/sso/login" in leaving and "未在真实服务上验证" in leaving
    wecom.gives("the-code", userid="Lin")
    assert desk.back(desk.session[IN_SESSION]["state"], code="the-code").url == "/accounts/security/"
    assert Identity.objects.get().subject == "lin"
    assert "<code>lin</code>" in desk.get("/accounts/security/").content.decode()
    assert phone.by_wecom(wecom, userid="lin").url == "/today/"
    # They have no password here: what is left must let them in.
    cast.north_officer.set_password("mountain-river-7")
    cast.north_officer.save()
    desk.force_login(cast.north_officer)
    desk.post("/accounts/by/wecom/unlink/")
    assert not Identity.objects.exists()
    done = [entry.action for entry in entries_for(cast.north_officer)]
    assert {"user.identity_link", "user.identity_unlink"} <= set(done)


def test_a_member_is_one_persons(desk, wecom, linked, cast):
    desk.force_login(cast.south_officer)
    desk.post("/accounts/by/wecom/link/")
    wecom.gives("the-code", userid="lin")
    page = desk.get(desk.back(desk.session[IN_SESSION]["state"], code="the-code").url).content.decode()
    assert "该身份已绑定其他账号" in page
    assert Identity.objects.get().user == linked


def test_a_link_that_wecom_refuses_leaves_the_account_as_it_was(desk, wecom, cast):
    desk.force_login(cast.north_officer)
    desk.post("/accounts/by/wecom/link/")
    page = desk.back(desk.session[IN_SESSION]["state"], code="wrong").content.decode()
    assert "您的账号未作任何改动" in page and 'href="/accounts/security/"' in page
    assert not Identity.objects.exists()


# Set up or not ------------------------------------------------------------------------------------------


def test_without_settings_there_is_no_button_and_no_address(cast, settings, phone):
    settings.LOGIN_DOORS = doors_of({})
    assert "企业微信" not in phone.get("/accounts/login/").content.decode()
    for page in ("", "back/"):
        assert phone.get(f"/accounts/by/wecom/{page}").status_code == 404
    phone.force_login(cast.administrator)
    assert phone.get(f"/staff/{cast.north_officer.pk}/by/wecom/").status_code == 404
    assert "企业微信" not in phone.get(f"/staff/{cast.north_officer.pk}/").content.decode()
    assert "企业微信" not in phone.get("/accounts/security/").content.decode()


def test_each_place_is_its_own_unless_the_settings_name_another(tmp_path):
    (tmp_path / "secret").write_text("s")
    named = {
        "YINLI_WECOM_CORP_ID": "c", "YINLI_WECOM_AGENT_ID": "1", "YINLI_WECOM_SECRET_FILE": str(tmp_path / "secret"),
    }  # fmt: skip

    def places(hosts):
        found = doors_of({**named, "YINLI_WECOM_HOSTS": hosts})["wecom"]
        return [found[name] for name in ("api", "pages", "app_pages")]

    assert [urlsplit(one).netloc for one in places("")] == [
        "qyapi.weixin.qq.com", "login.work.weixin.qq.com", "open.weixin.qq.com",
    ]  # fmt: skip
    assert places("https://own") == ["https://own"] * 3
    assert places("https://api/, https://pages") == ["https://api", "https://pages", "https://pages"]
    assert places("https://api,https://pages,https://app") == ["https://api", "https://pages", "https://app"]


def test_the_proof_that_the_domain_is_ours_is_served_under_its_own_name_alone(db, settings, tmp_path):
    file = tmp_path / "WW_verify_Ab12Cd34.txt"
    file.write_text("Ab12Cd34")
    assert Client().get("/WW_verify_Ab12Cd34.txt").status_code == 404
    settings.PROOF_OF_DOMAIN = proof_of_domain({"YINLI_WECOM_DOMAIN_FILE": str(file)})
    answer = Client().get("/WW_verify_Ab12Cd34.txt")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"Ab12Cd34", "text/plain")
    assert Client().get("/WW_verify_Ab12Cd35.txt").status_code == 404
    assert proof_of_domain({}) == ("", "")
    for odd in ("secret-key", "WW_verify_.txt", "WW_verify_a b.txt"):
        with pytest.raises(ValueError, match="YINLI_WECOM_DOMAIN_FILE"):
            proof_of_domain({"YINLI_WECOM_DOMAIN_FILE": str(tmp_path / odd)})


def test_what_was_linked_with_capitals_is_found_after_the_upgrade(cast, wecom, desk):
    from importlib import import_module

    from django.db import connection

    migration = import_module("yinli.base.login.migrations.0002_wecom_without_capitals")
    link_identity(cast.north_officer, "wecom", "Lin", by=cast.administrator)
    link_identity(cast.north_officer, "oidc", "Lin", by=cast.administrator)
    with connection.cursor() as cursor:
        cursor.execute(migration.SMALL)
    kept = dict(Identity.objects.values_list("door", "subject"))
    assert kept == {"wecom": "lin", "oidc": "Lin"}
    assert desk.by_wecom(wecom, userid="Lin").url == "/today/"
