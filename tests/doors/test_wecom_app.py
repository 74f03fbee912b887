"""Within WeCom's own app: people are in without a word, and still show who they are before what cannot be called back."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp

from yinli.base.accounts.stepup import PROVEN_AT
from yinli.base.login.actions import link_identity
from yinli.base.login.models import Excused
from yinli.core.login_table import login_rules, read_login
from yinli.core.ruletable import RuleError, Table, load

RIGHT, SECRET = "mountain-river-7", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EXPORT = "/enterprises/?format=xlsx"


def silently(phone, wecom, address="/today/", userid="lin"):
    """Open a page as the workbench does, and follow to where one ends up."""
    entry = phone.get(address).url
    passed = phone.get(entry).url
    assert passed.startswith("/accounts/by/wecom/")
    return phone.by_wecom(wecom, passed, userid=userid)


def with_password(person):
    person.set_password(RIGHT)
    person.save()
    return person


# In without a word --------------------------------------------------------------------------------------


def test_a_page_opened_in_the_app_is_reached_without_a_word(phone, wecom, linked):
    wanted = "/projects/?stage=lead&q=%E4%BA%91"
    assert phone.get(wanted).url.startswith("/accounts/login/?next=")
    assert silently(phone, wecom, wanted).url == wanted
    assert phone.is_in()


def test_the_silent_page_is_asked_as_the_documents_say(phone, wecom):
    out = phone.get("/accounts/by/wecom/").url
    path, asked = phone.leave()
    assert path == "/connect/oauth2/authorize" and out.endswith("#wechat_redirect")
    assert list(asked.items()) == [
        ("appid", "ww-corp"),
        ("redirect_uri", "http://testserver/accounts/by/wecom/back/"),
        ("response_type", "code"),
        ("scope", "snsapi_base"),
        ("state", asked["state"]),
        ("agentid", "1000002"),
    ]


@pytest.mark.parametrize(
    "agent",
    ["Mozilla/5.0 (iPhone) MicroMessenger/8.0 Language/zh_CN", "Mozilla/5.0 Chrome/126.0", "DingTalk/7", ""],
)
def test_any_other_browser_is_shown_the_log_in_page(desk, wecom, agent):
    page = desk.get("/accounts/login/?next=/projects/", headers={"user-agent": agent})
    assert page.status_code == 200
    assert 'href="/accounts/by/wecom/?next=/projects/"' in page.content.decode()


def test_the_app_of_a_system_that_is_not_set_up_is_any_other_browser(phone, cast, settings):
    settings.LOGIN_DOORS = {}
    assert phone.get("/accounts/login/").status_code == 200


def test_there_is_a_way_to_the_password_and_it_works_in_the_app(phone, wecom, linked):
    with_password(linked)
    page = phone.get("/accounts/login/?by=password&next=/projects/")
    assert page.status_code == 200 and 'name="password"' in page.content.decode()
    sent = {"login": linked.username, "password": "wrong", "next": "/projects/"}
    assert phone.post("/accounts/login/", sent).status_code == 200
    assert phone.post("/accounts/login/", {**sent, "password": RIGHT}).url == "/projects/"


def test_who_logs_out_in_the_app_stays_out(phone, desk, wecom, linked):
    silently(phone, wecom)
    after = phone.post("/accounts/logout/").url
    assert after == "/accounts/login/?by=password"
    assert phone.get(after).status_code == 200 and not phone.is_in()
    desk.by_wecom(wecom, userid="lin")
    assert desk.post("/accounts/logout/").url == "/accounts/login/"


def test_a_refusal_in_the_app_leads_nowhere_by_itself(phone, wecom, cast):
    answer = silently(phone, wecom, userid="nobody")
    assert answer.status_code == 403 and "by=password" in answer.content.decode()


def test_nobody_is_led_elsewhere_out_of_the_app(phone, wecom, linked):
    passed = phone.get("/accounts/login/?next=https://evil.example/").url
    assert phone.by_wecom(wecom, passed, userid="lin").url == "/today/"


def test_what_htmx_asks_for_after_the_session_leads_the_whole_page_to_the_log_in(phone, wecom):
    answer = phone.get(
        "/projects/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/projects/"}
    )
    assert answer["HX-Redirect"].startswith("/accounts/login/?next=%2Fprojects%2F")


# The first factor, never the second -----------------------------------------------------------------------


def test_whoever_has_a_second_factor_is_asked_for_it_in_the_app_too(phone, wecom, linked):
    totp.TOTP.activate(linked, SECRET)
    assert silently(phone, wecom, "/projects/").url.startswith("/accounts/2fa/authenticate/")
    assert not phone.is_in()
    code = totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30))
    assert phone.post("/accounts/2fa/authenticate/", {"code": code}).url == "/projects/"
    # The code was a proof, whatever came before it.
    assert phone.get(EXPORT).status_code == 200


def test_a_role_that_needs_a_second_factor_reaches_nothing_in_the_app_without_one(
    phone, wecom, cast, settings
):
    settings.SECOND_FACTOR_BY_RULE = True
    link_identity(cast.bureau_person, "wecom", "lin", by=cast.administrator)
    assert not Excused.objects.exists()
    silently(phone, wecom)
    assert phone.get("/projects/").url == "/accounts/security/"
    # And sets none up by holding a phone that is unlocked.
    assert phone.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")


# No proof -------------------------------------------------------------------------------------------------


def test_a_silent_log_in_is_no_proof_and_a_scan_is(phone, desk, wecom, linked):
    with_password(linked)
    desk.by_wecom(wecom, userid="lin")
    assert desk.get(EXPORT).status_code == 200
    silently(phone, wecom)
    assert PROVEN_AT not in phone.session
    asked = phone.get(EXPORT).url
    assert asked.startswith("/accounts/reauthenticate/")
    done = phone.post(asked, {"password": RIGHT}).url
    assert done.startswith("/accounts/download/")
    page = phone.get(done).content.decode()
    assert "在企业微信内可能无法保存文件" in page
    assert phone.get(EXPORT).status_code == 200


def test_coming_in_silently_again_renews_no_proof(phone, wecom, linked):
    with_password(linked)
    phone.post("/accounts/login/", {"login": linked.username, "password": RIGHT})
    session = phone.session
    session[PROVEN_AT] = old = time.time() - 2 * 3600
    session.save()
    phone.by_wecom(wecom, userid="lin")
    assert phone.session[PROVEN_AT] == old
    assert phone.get(EXPORT).url.startswith("/accounts/reauthenticate/")


def test_what_the_one_before_had_shown_counts_for_nobody_else(phone, wecom, linked, cast):
    south = with_password(cast.south_officer)
    phone.post("/accounts/login/", {"login": south.username, "password": RIGHT})
    assert PROVEN_AT in phone.session
    phone.by_wecom(wecom, userid="lin")
    assert phone.session["_auth_user_id"] == str(linked.pk) and PROVEN_AT not in phone.session


def test_who_has_nothing_to_show_is_told_where_they_could(phone, desk, wecom, linked):
    linked.set_unusable_password()
    linked.save()
    silently(phone, wecom)
    page = phone.get(phone.get(EXPORT).url)
    said = page.content.decode()
    assert page.status_code == 403 and "不能用来确认身份" in said and "请向管理员索取" in said
    desk.by_wecom(wecom, userid="lin")
    session = desk.session
    session[PROVEN_AT] = 0
    session.save()
    said = desk.get(desk.get(EXPORT).url).content.decode()
    assert "不能用来确认身份" not in said and "企业微信" in said


def test_the_hint_about_files_is_for_the_app_alone(phone, desk, wecom, linked):
    address = f"/accounts/download/?file={EXPORT.replace('?', '%3F')}&back=/enterprises/"
    for browser, there in ((phone, True), (desk, False)):
        browser.force_login(linked)
        assert ("在企业微信内可能无法保存文件" in browser.get(address).content.decode()) is there


# The rules say so -----------------------------------------------------------------------------------------


def rules_with(**doors):
    table = load("login")
    return read_login(Table({**table.data, "door": doors}, table.book))


GENERAL = {"silent": False, "proof": True, "proof_within_app": False}


@pytest.fixture
def browsers(phone, desk):
    return phone, desk


@pytest.fixture
def rules_are(monkeypatch):
    """rules_are(wecom=…, other=…): what rules/login.toml says of other systems."""

    def put(**doors):
        changed = rules_with(**doors)
        for place in ("login.entering", "login.views.by_door", "accounts.stepup"):
            monkeypatch.setattr(f"yinli.base.{place}.login_rules", lambda: changed)

    return put


@pytest.mark.parametrize("told", [{"silent": False}, {"proof_within_app": True}, {"proof": False}])
def test_each_of_the_rules_decides(browsers, wecom, linked, rules_are, told):
    phone, desk = browsers
    with_password(linked)
    rules_are(wecom={"silent": True, "proof": True, "proof_within_app": False, **told}, other=GENERAL)
    assert (phone.get("/accounts/login/").status_code == 200) is ("silent" in told)
    phone.by_wecom(wecom, userid="lin")
    assert (phone.get(EXPORT).status_code == 200) is ("proof_within_app" in told)
    desk.by_wecom(wecom, userid="lin")
    assert (desk.get(EXPORT).status_code == 200) is ("proof" not in told)


def test_a_system_without_a_rule_has_the_general_one():
    assert login_rules().door("feishu") == login_rules().door("other")
    assert not login_rules().door("feishu").silent and login_rules().door("wecom").silent


@pytest.mark.parametrize(
    "doors",
    [
        {},
        {"wecom": GENERAL},
        {"other": {"silent": False, "proof": True}},
        {"other": {**GENERAL, "proof": "yes"}},
        {"other": {**GENERAL, "quiet": True}},
    ],
)
def test_a_rule_that_is_missing_or_misspelt_stops_the_start(doors):
    with pytest.raises(RuleError):
        rules_with(**doors)
