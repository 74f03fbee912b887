"""The board and the list: lanes with counts, filters in the address, sheets, and few queries."""

import io
import zipfile
from datetime import date

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


def asked_as_data(client, **asked):
    return client.get("/projects/", {"format": "json", **asked}).json()


def test_the_list_is_given_as_data_with_names_and_the_public_number(bureau, cast, lead):
    (row,) = asked_as_data(bureau)["rows"]
    assert row["number"] == lead.number
    assert (row["name"], row["enterprise"]) == ("青禾封测", "青禾半导体有限公司")
    assert (row["officer"], row["lead_unit"]) == (cast.north_officer.name, cast.north.name)
    assert (row["stage"], row["next_step_due_on"]) == ("lead", "2026-09-02")


def test_an_amount_in_data_is_a_text_that_nobody_rounds(bureau, lead):
    type(lead).objects.filter(pk=lead.pk).update(planned_investment_yuan="12345678901234567.89")
    assert asked_as_data(bureau)["rows"][0]["planned_investment_yuan"] == "12345678901234567.89"


def test_data_hold_the_rows_of_the_viewer_and_no_others(client, bureau, cast, sixty):
    assert asked_as_data(bureau, stage="signed")["next"] is None
    assert len(asked_as_data(bureau, stage="signed")["rows"]) == 12
    client.force_login(cast.south_officer)
    theirs = asked_as_data(client)["rows"]
    assert {row["officer"] for row in theirs} == {cast.south_officer.name}
    assert len(theirs) == 30


def test_an_agent_gets_its_own_projects_as_data(client, cast, lead, sixty):
    type(lead).objects.filter(pk=lead.pk).update(reported_by=cast.agent)
    client.force_login(cast.agent)
    assert [row["number"] for row in asked_as_data(client)["rows"]] == [lead.number]


def test_a_confidential_project_is_in_nobodys_data_but_its_own_peoples(client, bureau, cast, lead):
    type(lead).objects.filter(pk=lead.pk).update(confidential=True)
    assert asked_as_data(bureau)["rows"] == []
    client.force_login(cast.north_officer)
    assert [row["number"] for row in asked_as_data(client)["rows"]] == [lead.number]


def test_whoever_may_see_no_project_gets_no_data(client, cast, lead):
    client.force_login(cast.administrator)
    assert client.get("/projects/?format=json").status_code == 403


def test_data_are_read_page_by_page_to_the_end_and_in_the_order_of_the_list(bureau, sixty):
    first = asked_as_data(bureau, sort="planned_investment_yuan")
    assert len(first["rows"]) == 50
    rest = bureau.get(first["next"]).json()
    numbers = [row["number"] for row in (*first["rows"], *rest["rows"])]
    assert rest["next"] is None
    assert sorted(numbers) == sorted(project.number for project in sixty)


@pytest.mark.parametrize("cursor", ["x", "W10", "null", "%00"])
def test_data_of_a_broken_cursor_are_the_first_rows(bureau, lead, cursor):
    answer = bureau.get(f"/projects/?format=json&after={cursor}")
    assert answer.status_code == (400 if cursor == "%00" else 200)


def test_data_are_read_in_few_queries(bureau, sixty, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert len(asked_as_data(bureau)["rows"]) == 50


def test_the_board_is_the_same_for_those_with_few_projects_and_those_with_many(cast, sixty, monkeypatch):
    monkeypatch.setattr(queries, "LANE_SIZE", 3)
    few = queries.lanes(projects(cast.north_officer))
    monkeypatch.setattr(queries, "FEW", 0)
    assert queries.lanes(projects(cast.north_officer)) == few
    assert [len(lane.cards) for lane in few if lane.count] == [3] * sum(1 for lane in few if lane.count)


def test_the_list_says_when_each_project_was_last_met(client, cast, lead):
    from yinli.domain.visits.actions import add_visit

    for day in (date(2026, 8, 3), date(2026, 8, 20)):
        add_visit(by=cast.north_officer, kind="call", held_on=day, project=lead, enterprise=lead.enterprise)
    client.force_login(cast.north_officer)
    assert "2026-08-20" in client.get("/projects/?col=stage&col=last_contact_on").content.decode()
    assert "2026-08-20" not in client.get("/projects/?col=stage").content.decode()
    assert "2026-08-20" in str(client.get("/projects/?col=last_contact_on&q=青禾").content.decode())
