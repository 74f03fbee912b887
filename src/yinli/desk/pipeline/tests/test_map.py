"""Where projects come from, on a map and in a table."""

from datetime import date

import pytest

from yinli.core.geography import folder_of_the_package, outline, spot_of
from yinli.desk.pipeline import origins as where
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.enterprises.models import Enterprise
from yinli.domain.projects.queries import projects

TODAY = date(2026, 9, 1)


@pytest.fixture
def from_cities(cast):
    """Leads of enterprises of these cities, all of the north section."""
    for at, city in enumerate(("苏州", "苏州市", "昆山", "旧金山", "", "上海")):
        lead = open_lead(f"项目{at}", f"第{at}精密有限公司", by=cast.north_officer, today=TODAY)
        Enterprise.objects.filter(pk=lead.enterprise_id).update(city=city)


@pytest.mark.parametrize("name", ["苏州", "苏州市", "上海", "昆山", "香港", "重庆市"])
def test_a_city_is_found_with_or_without_its_ending(name):
    assert spot_of(name, folder_of_the_package())


@pytest.mark.parametrize("name", ["旧金山", "鼓楼区", "江苏", "州", ""])
def test_what_is_no_city_or_not_alone_of_its_name_lies_nowhere(name):
    assert spot_of(name, folder_of_the_package()) is None


def test_east_lies_right_and_north_lies_above():
    harbin, shanghai, chengdu = (
        spot_of(name, folder_of_the_package()) for name in ("哈尔滨", "上海", "成都")
    )
    assert harbin.y < shanghai.y and chengdu.x < shanghai.x


def test_the_outlines_hold_every_province_and_the_lines_at_sea():
    drawn = outline(folder_of_the_package())
    assert len(drawn.shapes) == 34 and len(drawn.lines) >= 10


def test_two_spellings_of_a_city_are_one_and_unknown_ones_stay_in_the_table(cast, from_cities):
    found = {one.city: one for one in where.origins(projects(cast.north_officer))}
    assert (found["苏州市"].count, sorted(found["苏州市"].asked)) == (2, ["苏州", "苏州市"])
    assert found["旧金山"].spot is None and found[""].count == 1
    assert sum(one.count for one in found.values()) == 6


def test_a_city_leads_to_its_projects_in_the_list(client, cast, from_cities):
    client.force_login(cast.north_officer)
    page = client.get("/projects/map/").content.decode()
    assert "<circle" in page and "旧金山" in page
    rows = client.get("/projects/?city=苏州&city=苏州市").content.decode()
    assert "项目0" in rows and "项目1" in rows and "项目2" not in rows


def test_another_section_finds_nothing_on_its_map(client, cast, from_cities):
    client.force_login(cast.south_officer)
    assert "<circle" not in client.get("/projects/map/").content.decode()


def test_without_outlines_the_table_says_it_all(client, cast, from_cities, monkeypatch):
    monkeypatch.setattr(where, "folder", lambda: None)
    client.force_login(cast.north_officer)
    page = client.get("/projects/map/").content.decode()
    assert "<circle" not in page and "苏州" in page and "未安装" in page


def test_names_on_the_map_do_not_lie_upon_each_other(cast, from_cities):
    named = [one for one in where.origins(projects(cast.north_officer)) if one.is_named]
    assert [one.city for one in named] == ["苏州市"]
