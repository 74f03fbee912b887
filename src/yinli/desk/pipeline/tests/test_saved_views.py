"""Views of the list and the board under a name: one's own, shared with the unit or with everybody; columns to choose."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from yinli.base.accounts.permissions import NotAllowed
from yinli.desk.pipeline import saved_view_actions as actions
from yinli.desk.pipeline.models import SavedView
from yinli.desk.pipeline.saved_views import address_of, saved_views

A = "grade=A&sort=-planned_investment_yuan"


@pytest.fixture
def see(client):
    """see(person, address): the page as text."""

    def seen(person, address):
        client.force_login(person)
        return client.get(address).content.decode()

    return seen


def saved(by, name="重点项目", shared="", query=A):
    return actions.save_view("list", query, actions.Called(name, shared), by=by)


def test_a_view_opens_at_the_address_it_was_saved_at(cast, client):
    client.force_login(cast.north_officer)
    told = client.post(
        f"/projects/views/new/?of=list&{A}&after=abc&col=grade&col=status", {"name": "重点项目", "shared": ""}
    )
    assert told["Location"] == f"/projects/?{A}&col=grade&col=status"
    assert address_of(SavedView.objects.get()) == told["Location"]


def test_the_menu_says_which_view_is_shown(cast, see):
    saved(cast.north_officer)
    assert 'aria-current="true"' in see(cast.north_officer, f"/projects/?{A}").split("views")[1]
    assert "保存当前视图" not in see(cast.north_officer, f"/projects/?{A}")
    assert "保存当前视图" in see(cast.north_officer, "/projects/?grade=B")
    assert "保存当前视图" in see(cast.north_officer, "/projects/board/?grade=B")


def test_a_view_of_ones_own_is_nobody_elses(cast, park_colleague):
    view = saved(cast.north_officer)
    assert list(saved_views(cast.north_officer)) == [view]
    assert list(saved_views(park_colleague)) == []


@pytest.fixture
def park_colleague(cast):
    """Another officer of the north section."""
    from yinli.base.accounts.actions import add_user
    from yinli.base.accounts.models import SYSTEM

    return add_user("colleague", "许言", role="officer", unit=cast.north, by=SYSTEM)


def test_shared_with_the_unit_it_is_the_units(cast, park_colleague):
    view = saved(cast.north_officer, shared="unit")
    assert list(saved_views(park_colleague)) == [view]
    assert list(saved_views(cast.south_officer)) == []


def test_shared_with_everybody_each_sees_their_own_projects_in_it(cast, lead, see):
    saved(cast.bureau_person, shared="all", query="q=青禾")
    assert "重点项目" in see(cast.south_officer, "/projects/")
    assert lead.name in see(cast.north_officer, "/projects/?q=青禾")
    assert lead.name not in see(cast.south_officer, "/projects/?q=青禾")


def test_an_officer_shares_with_nobody_outside_the_unit(cast):
    with pytest.raises(NotAllowed):
        saved(cast.north_officer, shared="all")


def test_nobody_changes_or_throws_away_a_view_of_somebody_else(cast, park_colleague, client):
    view = saved(cast.north_officer, shared="unit")
    client.force_login(park_colleague)
    assert client.post(f"/projects/views/{view.number}/drop/", {"seen": view.version}).status_code == 403
    assert client.get(f"/projects/views/{view.number}/").status_code == 403


def test_a_view_is_renamed_shared_and_thrown_away(cast, client):
    view = saved(cast.north_officer)
    client.force_login(cast.north_officer)
    client.post(f"/projects/views/{view.number}/", {"seen": view.version, "name": "本周看", "shared": "unit"})
    view.refresh_from_db()
    assert (view.name, view.unit) == ("本周看", cast.north)
    client.post(f"/projects/views/{view.number}/drop/", {"seen": view.version})
    assert not SavedView.objects.exists()


def test_one_name_stands_for_one_view(cast, client):
    saved(cast.north_officer)
    client.force_login(cast.north_officer)
    told = client.post("/projects/views/new/?of=list&grade=B", {"name": "重点项目", "shared": ""})
    assert told.status_code == 422
    assert "重点项目" in told.content.decode()


def test_a_view_with_a_filter_that_is_gone_opens_all_the_same(cast, lead, see):
    assert lead.name in see(cast.north_officer, "/projects/?phase=unknown&col=nothing&sort=nothing")


def heads(page):
    """The column heads of the list, in their order."""
    import re

    table = page[page.index("<thead>") : page.index("</thead>")]
    found = re.findall(r"<th[^>]*>(.*?)</th>", table, re.S)
    return [re.sub(r"<[^>]+>|\s", "", one) for one in found if "data-tick-all" not in one]


def test_columns_stand_as_they_were_picked_after_the_name(cast, lead, see):
    page = see(cast.north_officer, "/projects/?col=status&col=enterprise.name&col=grade")
    assert heads(page) == ["项目", "状态", "企业", "等级"]


def test_a_sheet_holds_the_columns_that_are_shown(cast, lead, client):
    client.force_login(cast.north_officer)
    told = client.get("/projects/?col=status&col=lead_unit.name&format=xlsx")
    data = b"".join(told.streaming_content) if told.streaming else told.content
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert ["项目", "编号", "状态", "承接板块"] in rows


def test_every_column_that_is_offered_costs_no_query_a_row(cast, lead, client, django_assert_max_num_queries):
    from yinli.desk.pipeline.project_list import ProjectList

    keys = "&".join(f"col={column.key}" for column in (*ProjectList.columns, *ProjectList.more_columns))
    client.force_login(cast.north_officer)
    with django_assert_max_num_queries(16):
        assert client.get(f"/projects/?{keys}").status_code == 200
