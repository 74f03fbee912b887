"""Setting what the year is to reach: who may, what stays on record, and what is refused."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.actions import StaleWrite
from yinli.core.counting import indicators
from yinli.domain.targets.actions import UnknownIndicator, set_target
from yinli.domain.targets.models import Target
from yinli.domain.targets.queries import district_target, history_of
from yinli.domain.targets.wording import with_unit


def page(client, user, year=2026, code="major_5bn", **posted):
    client.force_login(user)
    address = reverse("targets:set", args=[year, code])
    return client.post(address, posted) if posted else client.get(address)


def test_the_bureau_sets_a_target_and_changes_it_and_both_values_stay_on_record(cast, client):
    page(client, cast.bureau_person, seen=0, value="2")
    answer = page(client, cast.leader, seen=1, value="3")
    assert answer.status_code == 302
    target = district_target(cast.auditor, 2026, "major_5bn")
    assert target.value == 3
    assert [(e.by_name, e.before.get("value"), Decimal(e.after["value"])) for e in history_of(target)] == [
        ("周区长", "2.00", 3), ("郑局长", None, 2),
    ]  # fmt: skip
    assert "2个 → 3个" in page(client, cast.leader).content.decode()


def test_an_officer_reads_targets_and_sets_none(cast, client):
    set_target(2026, "major_5bn", Decimal(7), by=cast.bureau_person)
    client.force_login(cast.north_officer)
    listed = client.get(reverse("targets:list"), {"year": "2026"})
    assert "7个" in listed.content.decode()
    assert reverse("targets:set", args=[2026, "major_5bn"]) not in listed.content.decode()
    assert page(client, cast.north_officer, seen=1, value="8").status_code == 403
    with pytest.raises(NotAllowed):
        set_target(2026, "major_5bn", Decimal(8), by=cast.north_officer)


def test_an_agent_does_not_see_targets(cast, client):
    client.force_login(cast.agent)
    assert client.get(reverse("targets:list")).status_code == 403


@pytest.mark.parametrize("value", ["-1", "2.5", "many", "", "99999999999"])
def test_a_target_that_is_no_count_is_refused_and_nothing_is_written(cast, client, value):
    assert page(client, cast.bureau_person, seen=0, value=value).status_code == 422
    assert not Target.objects.exists()


def test_a_target_of_an_amount_is_written_with_its_unit(cast, client):
    page(client, cast.bureau_person, code="fixed_assets", seen=0, value="12.5亿元")
    assert district_target(cast.leader, 2026, "fixed_assets").value == Decimal("1250000000")


def test_two_people_setting_the_same_target_do_not_overwrite_each_other(cast, client):
    set_target(2026, "major_5bn", Decimal(2), by=cast.leader, seen=0)
    with pytest.raises(StaleWrite):
        set_target(2026, "major_5bn", Decimal(5), by=cast.bureau_person, seen=0)
    assert page(client, cast.bureau_person, seen=0, value="5").status_code == 409


def test_an_indicator_that_no_rule_knows_has_no_target(cast, client):
    with pytest.raises(UnknownIndicator):
        set_target(2026, "happiness", Decimal(1), by=cast.leader)
    assert page(client, cast.leader, code="happiness").status_code == 404


@pytest.mark.parametrize("year", ["1066", "abcd", "99999"])
def test_a_year_that_nobody_plans_is_not_found(cast, client, year):
    client.force_login(cast.leader)
    assert client.get(reverse("targets:list"), {"year": year}).status_code == 404


def test_english_says_one_project_and_two_projects():
    rule = indicators().all["major_5bn"]
    with translation.override("en"):
        said = [with_unit(rule, Decimal(count)) for count in (0, 1, 2)]
    assert said == ["0 projects", "1 project", "2 projects"]
    with translation.override("zh-hans"):
        assert with_unit(rule, Decimal(1)) == "1个"
