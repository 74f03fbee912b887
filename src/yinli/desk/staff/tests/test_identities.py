"""The administrator says which WeCom account is whose."""

import pytest

from yinli.base.history.queries import entries_for
from yinli.base.login.actions import link_identity
from yinli.base.login.models import Identity


@pytest.fixture(autouse=True)
def wecom(settings):
    """WeCom and another system are set up; nothing is asked of either."""
    known = {
        "api": "https://wecom.example",
        "pages": "https://wecom.example",
        "client_id": "c",
        "secret": "s",
    }
    settings.LOGIN_DOORS = {
        "wecom": {**known, "app_pages": "https://wecom.example", "agent_id": "1"},
        "feishu": known,
    }


@pytest.fixture
def office(client, cast):
    client.force_login(cast.administrator)
    return client


def page_of(person, door="wecom"):
    return f"/staff/{person.pk}/by/{door}/"


def test_an_account_is_linked_changed_and_taken_away_and_each_stands_in_history(office, cast):
    person = cast.north_officer
    person.set_password("mountain-river-7")
    person.save()
    for typed, kept in (
        (" ZhangSan ", "zhangsan"),
        ("li.si@x_1", "li.si@x_1"),
        ("13800138000", "13800138000"),
    ):
        assert office.post(page_of(person), {"account": typed}).url == f"/staff/{person.pk}/"
        assert Identity.objects.get().subject == kept
        assert f"<code>{kept}</code>" in office.get(f"/staff/{person.pk}/").content.decode()
        assert f'value="{kept}"' in office.get(page_of(person)).content.decode()
    office.post(page_of(person), {"account": ""})
    told = office.get(f"/staff/{person.pk}/").content.decode()
    for said in ("zhangsan", "zhangsan → li.si@x_1"):
        assert f"对方系统：企业微信；对方账号：{said}" in told
    # An account that is a phone number is kept out of history, as all such numbers are.
    assert "13800138000" not in told and "已清空" in told
    assert not Identity.objects.exists()
    entries = [(entry.action, entry.by) for entry in entries_for(person) if "identity" in entry.action]
    assert entries == [("user.identity_unlink", cast.administrator)] + 3 * [
        ("user.identity_link", cast.administrator)
    ]


def test_an_account_that_is_somebodys_is_refused_and_whose_it_is_stands_there(office, cast):
    link_identity(cast.south_officer, "wecom", "lin", by=cast.administrator)
    answer = office.post(page_of(cast.north_officer), {"account": "LIN"})
    page = answer.content.decode()
    assert answer.status_code == 422 and cast.south_officer.name in page and "LIN" in page
    assert Identity.objects.get().user == cast.south_officer


@pytest.mark.parametrize("typed", ["张三", "a b", "-lin", "lin/1", "ww-corp/lin", "x" * 65, "a\0b", "<b>"])
def test_what_no_account_looks_like_is_refused_and_kept_as_typed(office, cast, typed):
    assert office.post(page_of(cast.north_officer), {"account": typed}).status_code == 422
    assert not Identity.objects.exists()


def test_the_only_way_in_is_not_taken_away(office, cast):
    cast.north_officer.set_unusable_password()
    cast.north_officer.save()
    link_identity(cast.north_officer, "wecom", "lin", by=cast.administrator)
    answer = office.post(page_of(cast.north_officer), {"account": ""})
    assert answer.status_code == 422 and Identity.objects.get().subject == "lin"


def test_whoever_comes_in_by_wecom_alone_is_not_said_to_have_no_way_in(office, cast):
    cast.north_officer.set_unusable_password()
    cast.north_officer.save()
    address, said = f"/staff/{cast.north_officer.pk}/", "alarm-warn"
    assert said in office.get(address).content.decode()
    link_identity(cast.north_officer, "wecom", "lin", by=cast.administrator)
    assert said not in office.get(address).content.decode()


def test_nobody_types_the_key_of_a_system_that_shows_none(office, cast):
    for door in ("feishu", "oidc", "nothing"):
        assert office.get(page_of(cast.north_officer, door)).status_code == 404
        assert office.post(page_of(cast.north_officer, door), {"account": "lin"}).status_code == 404
    assert not Identity.objects.exists()


@pytest.mark.parametrize("who", ["bureau_person", "north_officer", "auditor", "leader"])
def test_nobody_but_the_administrator_links_others(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(page_of(cast.south_officer)).status_code in (403, 404)
    assert client.post(page_of(cast.south_officer), {"account": "lin"}).status_code in (403, 404)
    assert not Identity.objects.exists()


def test_the_administrator_confirms_first(office, cast):
    session = office.session
    session["proven_at"] = 0
    session.save()
    assert office.post(page_of(cast.north_officer), {"account": "lin"}).url.startswith(
        "/accounts/reauthenticate/"
    )
    assert not Identity.objects.exists()


def test_the_person_is_told_of_a_link_that_they_did_not_make(office, client, cast):
    office.post(page_of(cast.north_officer), {"account": "lin"})
    client.force_login(cast.north_officer)
    page = client.get("/notices/").content.decode()
    assert "管理员为您的账号绑定了其他系统登录" in page
    link_identity(cast.south_officer, "feishu", "own", by=cast.south_officer)
    client.force_login(cast.south_officer)
    assert "绑定了其他系统登录" not in client.get("/notices/").content.decode()
