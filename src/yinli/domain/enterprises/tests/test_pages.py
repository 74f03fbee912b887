"""Pages of enterprises: found by any of its names, opened once, people kept to their unit."""

import pytest
from django.urls import reverse

from yinli.base.history.queries import entries_for
from yinli.base.sources.actions import cite, keep
from yinli.domain.enterprises import actions
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.enterprises.rules import check_sign

LIST = "/enterprises/"


@pytest.fixture
def enterprise(cast):
    """Known to the north section, with a person and a short name."""
    found, _ = actions.add_enterprise(
        "青禾半导体有限公司", by=cast.north_officer, city="苏州", industries=["集成电路"]
    )
    actions.add_alias(found, "青禾芯", by=cast.north_officer)
    actions.add_contact(found, "沈一鸣", by=cast.north_officer, title="总经理", phone="13800000000")
    return found


@pytest.fixture
def page(enterprise):
    """The address of its page."""
    return reverse("enterprises:detail", args=[enterprise.number])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("asked", ["半导体", "青禾芯", "qinghe", "qhbdt", "E{pk:06d}", "e{pk:06d}"])
def test_an_enterprise_is_found_by_name_short_name_pinyin_initials_and_number(
    client, cast, enterprise, asked
):
    client.force_login(cast.south_officer)
    assert enterprise.name in text(client.get(LIST, {"q": asked.format(pk=enterprise.pk)}))


def test_the_list_is_narrowed_by_city_and_industry(client, cast, enterprise):
    client.force_login(cast.north_officer)
    assert enterprise.name in text(client.get(LIST, {"city": "苏州", "industry": "集成电路"}))
    actions.add_enterprise("远山医药", by=cast.north_officer, city="上海", industries=["医药"])
    assert enterprise.name not in text(client.get(LIST, {"city": "上海"}))


def test_an_empty_book_says_what_to_do_first(client, cast):
    client.force_login(cast.north_officer)
    assert reverse("enterprises:add") in text(client.get(LIST))
    client.force_login(cast.auditor)
    assert reverse("enterprises:add") not in text(client.get(LIST))


def test_the_list_is_taken_away_as_a_sheet(client, cast, enterprise):
    client.force_login(cast.north_officer)
    assert client.get(LIST, {"format": "xlsx"}).content[:2] == b"PK"


def test_typing_proposes_enterprises(client, cast, enterprise):
    client.force_login(cast.north_officer)
    found = text(client.get(reverse("enterprises:suggest"), {"enterprise": "qh", "field": "enterprise"}))
    assert enterprise.name in found


def test_the_page_shows_people_to_their_unit_and_says_whom_to_ask_to_others(client, cast, page):
    client.force_login(cast.north_officer)
    assert "138****0000" in text(client.get(page))
    client.force_login(cast.south_officer)
    seen = text(client.get(page))
    assert "13800000000" not in seen and cast.north.name in seen


def test_an_agent_sees_only_the_enterprises_it_reported(client, cast, page):
    client.force_login(cast.agent)
    assert client.get(page).status_code == 404


def test_an_administrator_sees_no_business(client, cast, page):
    client.force_login(cast.administrator)
    assert client.get(page).status_code == 404


def test_an_auditor_reads_and_cannot_write(client, cast, enterprise, page):
    client.force_login(cast.auditor)
    seen = text(client.get(page))
    assert "138****0000" in seen and reverse("enterprises:edit", args=[enterprise.number]) not in seen
    assert client.get(reverse("enterprises:add")).status_code == 403
    assert (
        client.post(reverse("enterprises:add_alias", args=[enterprise.number]), {"name": "青禾"}).status_code
        == 403
    )


def test_a_new_enterprise_is_opened_and_its_page_shown(client, cast):
    client.force_login(cast.north_officer)
    answer = client.post(
        reverse("enterprises:add"), {"name": "云帆智能装备有限公司", "kind": "enterprise"}, follow=True
    )
    assert "云帆智能装备有限公司" in text(answer)
    assert Enterprise.objects.get().reported_by == cast.north_officer


def test_a_near_name_is_shown_before_a_second_record_is_opened(client, cast, enterprise):
    client.force_login(cast.south_officer)
    form = {"name": "青禾半导体股份有限公司（苏州）", "kind": "enterprise"}
    first = client.post(reverse("enterprises:add"), form)
    assert first.status_code == 422 and enterprise.number in text(first)
    assert form["name"] in text(first), "what was typed stays"
    client.post(reverse("enterprises:add"), {**form, "as_new": "on"})
    assert Enterprise.objects.count() == 2


def test_a_known_name_cannot_be_opened_again_even_when_insisted(client, cast, enterprise):
    client.force_login(cast.south_officer)
    answer = client.post(reverse("enterprises:add"), {"name": "青禾芯", "kind": "enterprise", "as_new": "on"})
    assert answer.status_code == 422 and enterprise.number in text(answer)


def test_a_wrong_credit_code_says_what_a_right_one_is(client, cast):
    client.force_login(cast.north_officer)
    form = {"name": "云帆智能", "kind": "enterprise", "credit_code": "91320211MA1XXXXXX"}
    answer = client.post(reverse("enterprises:add"), form)
    assert answer.status_code == 422 and "91320211MA1XXXXXX" in text(answer)


def test_two_enterprises_cannot_share_a_credit_code(client, cast, enterprise):
    code = "91320211MA1ABCDE1"
    code += check_sign(code)
    client.force_login(cast.north_officer)
    edit = reverse("enterprises:edit", args=[enterprise.number])
    form = {"name": enterprise.name, "kind": "enterprise", "credit_code": code, "seen": enterprise.version}
    assert client.post(edit, form).status_code == 302
    answer = client.post(
        reverse("enterprises:add"), {"name": "云帆智能", "kind": "enterprise", "credit_code": code}
    )
    assert answer.status_code == 422 and enterprise.name in text(answer)


def test_another_units_officer_cannot_change_it(client, cast, enterprise):
    client.force_login(cast.south_officer)
    assert client.get(reverse("enterprises:edit", args=[enterprise.number])).status_code == 403


def test_who_writes_late_is_told_and_loses_nothing(client, cast, enterprise):
    client.force_login(cast.north_officer)
    edit = reverse("enterprises:edit", args=[enterprise.number])
    form = {"name": enterprise.name, "kind": "enterprise", "city": "无锡", "seen": enterprise.version}
    assert client.post(edit, form).status_code == 302
    late = client.post(edit, {**form, "city": "常州"})
    assert late.status_code == 409 and "常州" in text(late)


def test_a_group_cannot_close_on_itself(client, cast, enterprise):
    below, _ = actions.add_enterprise("青禾封装测试", by=cast.north_officer, parent=enterprise)
    client.force_login(cast.north_officer)
    form = {"name": enterprise.name, "kind": "enterprise", "seen": enterprise.version, "parent": below.name}
    assert client.post(reverse("enterprises:edit", args=[enterprise.number]), form).status_code == 422


def test_names_people_and_facts_are_added(client, cast, enterprise, page):
    client.force_login(cast.north_officer)
    at = {"args": [enterprise.number]}
    client.post(reverse("enterprises:add_alias", **at), {"name": "青禾股份"})
    client.post(reverse("enterprises:add_contact", **at), {"name": "顾青", "title": "董事长"})
    client.post(
        reverse("enterprises:add_fact", **at), {"kind": "listed", "text": "2020 年在科创板上市", "year": 2020}
    )
    seen = text(client.get(page))
    assert all(words in seen for words in ("青禾股份", "顾青", "2020 年在科创板上市"))
    assert {entry.action for entry in entries_for(enterprise)} >= {
        "enterprise.add_alias",
        "enterprise.add_fact",
    }


def test_a_fact_shows_the_words_it_was_read_from(client, cast, enterprise, page):
    source = keep("青禾半导体有限公司二〇二〇年上市。".encode(), "a.txt", by=cast.north_officer)
    fact = actions.add_fact(enterprise, "listed", "2020 年上市", by=cast.north_officer)
    cite(fact, "text", source, (9, 16), "facts.listed", by=cast.north_officer)
    cite(enterprise, "name", source, (0, 9), "names", by=cast.north_officer)
    client.force_login(cast.north_officer)
    assert "青禾半导体有限公司" in text(client.get(page))


def test_the_pages_need_few_queries(client, cast, enterprise, page, django_assert_max_num_queries):
    actions.add_enterprise("青禾封装测试", by=cast.north_officer, parent=enterprise)
    actions.add_fact(enterprise, "other", "员工三千", by=cast.north_officer)
    client.force_login(cast.bureau_person)
    for address in (
        LIST,
        page,
        reverse("enterprises:add"),
        reverse("enterprises:edit", args=[enterprise.number]),
    ):
        with django_assert_max_num_queries(17):
            assert client.get(address).status_code == 200


def test_a_phone_number_that_nobody_can_dial_is_refused_and_kept_in_the_form(client, cast, enterprise):
    client.force_login(cast.north_officer)
    place = reverse("enterprises:add_contact", args=[enterprise.number])
    refused = client.post(place, {"name": "顾青", "phone": "明天再问"})
    assert refused.status_code == 422
    assert "这不是电话号码" in refused.content.decode() and 'value="明天再问"' in refused.content.decode()


def test_where_other_names_were_read_is_told_in_chinese_and_marked_once(client, cast, enterprise, page):
    source = keep("青禾芯，又称青禾封测。".encode(), "news.txt", by=cast.north_officer)
    for span in ((0, 3), (6, 10)):
        cite(enterprise, "aliases", source, span, "names", by=cast.north_officer)
    client.force_login(cast.north_officer)
    shown = text(client.get(page))
    assert "别名 · " in shown and "Aliases" not in shown
    assert shown.count('class="evidence"') == 1
