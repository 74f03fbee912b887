"""The board and the list: lanes with counts, filters in the address, sheets, and few queries."""

import io
import zipfile

import pytest

from yinli.desk.pipeline import queries
from yinli.domain.projects.actions import set_next_step, stop
from yinli.domain.projects.queries import projects


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.north_officer)
    return client


@pytest.fixture
def bureau(client, cast):
    client.force_login(cast.bureau_person)
    return client


def test_a_lane_says_how_many_and_how_much_and_shows_the_first_cards(cast, sixty, monkeypatch):
    monkeypatch.setattr(queries, "LANE_SIZE", 5)
    lanes = {lane.key: lane for lane in queries.lanes(projects(cast.bureau_person))}
    assert (lanes["signed"].count, len(lanes["signed"].cards), lanes["signed"].more) == (12, 5, 7)
    assert sum(lane.count for lane in lanes.values()) == 60


def test_the_most_urgent_card_lies_on_top(cast, lead, sixty):
    from datetime import date

    set_next_step(sixty[10], "催办", date(2026, 8, 1), by=cast.north_officer, seen=sixty[10].version)
    lanes = {lane.key: lane for lane in queries.lanes(projects(cast.bureau_person))}
    assert lanes["lead"].cards[0] == sixty[10]


def test_a_lane_gives_the_rest_of_its_cards_when_asked(bureau, sixty):
    page = bureau.get("/projects/board/signed/?after=5").content.decode()
    assert page.count("card-k-title") == 7


def test_the_board_leaves_out_lost_projects_unless_asked_for(bureau, cast, lead):
    stop(lead, "lost", "no_reply", by=cast.north_officer, seen=lead.version)
    assert lead.name not in bureau.get("/projects/board/").content.decode()
    assert lead.name in bureau.get("/projects/board/?status=lost").content.decode()


def test_an_officer_can_grip_own_cards_alone(officer, cast, lead, sixty):
    page = officer.get("/projects/board/").content.decode()
    assert f'data-move="/projects/{lead.number}/move/"' in page
    cast.south_officer.unit = cast.north
    cast.south_officer.save()
    page = officer.get("/projects/board/").content.decode()
    assert sixty[1].name in page
    assert f'data-move="/projects/{sixty[1].number}/move/"' not in page


def test_the_board_is_read_in_few_queries(bureau, sixty, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert bureau.get("/projects/board/").status_code == 200


def test_the_list_is_read_in_few_queries(bureau, sixty, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert bureau.get("/projects/").status_code == 200


@pytest.mark.parametrize("asked", ["qinghe", "青禾", "半导体", "封测 青禾", "P{pk:06}"])
def test_a_project_is_found_by_name_enterprise_pinyin_and_number(bureau, lead, sixty, asked):
    page = bureau.get("/projects/", {"q": asked.format(pk=lead.pk)}).content.decode()
    assert "青禾封测" in page
    assert "项目01" not in page


def test_filters_live_in_the_address(bureau, cast, lead, sixty):
    page = bureau.get(f"/projects/?stage=lead&grade=A&officer={cast.north_officer.pk}").content.decode()
    assert "青禾封测" in page
    assert "项目01" not in page
    assert "项目01" not in bureau.get(f"/projects/?unit={cast.north.pk}").content.decode()


def test_overdue_shows_what_should_have_been_done(bureau, lead):
    assert "青禾封测" in bureau.get("/projects/?overdue=on").content.decode()


def test_an_officer_of_another_unit_finds_nothing(client, cast, lead):
    client.force_login(cast.south_officer)
    assert "青禾封测" not in client.get("/projects/?q=青禾").content.decode()


def test_the_sheet_has_a_column_for_everything_and_the_same_rows(bureau, lead, sixty):
    answer = bureau.get("/projects/?format=xlsx&q=青禾")
    sheet = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    said = "".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml"))
    for words in (lead.number, "青禾封测", "青禾半导体有限公司", "线索", "推进中", "首次联系"):
        assert words in said
    assert "项目01" not in said


def test_an_empty_list_says_what_to_do_first(officer):
    assert "录入第一条线索" in officer.get("/projects/").content.decode()
    assert "录入第一条线索" in officer.get("/projects/board/").content.decode()
