"""A unit dissolved in the middle of a year: nothing of it is left lying, nothing of what it did is rewritten."""

from datetime import UTC, date, datetime

import pytest

from yinli.base.accounts.models import Unit, User
from yinli.base.accounts.permissions import NotAllowed
from yinli.base.history.models import Entry
from yinli.base.notices.models import Notice
from yinli.desk.pipeline.actions import open_lead
from yinli.desk.staff.unit_actions import NotDissolved, dissolve
from yinli.domain.first_report.actions import complete
from yinli.domain.first_report.models import Report
from yinli.domain.first_report.queries import clash, clashes, credit_of
from yinli.domain.projects.models import Project

TODAY = date(2026, 6, 30)
NOW = datetime(2026, 6, 30, 2, tzinfo=UTC)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def lead(cast):
    return open_lead("青禾封测", "青禾有限公司", by=cast.north_officer, today=TODAY, lead_unit=cast.north)


def ended(cast, unit=None, successor=None, by=None):
    return dissolve(unit or cast.north, successor or cast.south, by=by or cast.administrator, today=TODAY)


def test_open_work_people_and_units_below_go_over(cast, lead):
    ended(cast)
    assert fresh(lead).lead_unit == cast.south and fresh(lead).reporting_unit == cast.north
    assert fresh(cast.north_officer).unit == fresh(cast.north_manager).unit == cast.south
    park = fresh(cast.north_park)
    assert park.parent == cast.south and park.path == f"{cast.south.path}{park.pk:06d}."
    gone = fresh(cast.north)
    assert (gone.closed_on, gone.successor) == (TODAY, cast.south)
    assert Project.objects.filter(status="active", lead_unit=gone).count() == 0


def test_each_record_tells_it_and_each_person_is_told_once(cast, lead):
    ended(cast)
    entry = Entry.objects.get(action="project.hand_over", record_id=lead.pk)
    assert (entry.before["lead_unit"], entry.after["lead_unit"]) == ("北部板块", "南部板块")
    assert Notice.objects.filter(to=cast.north_officer, kind="unit.dissolved").count() == 1
    assert Entry.objects.filter(action="unit.dissolve", record_id=cast.north.pk).count() == 1


def test_what_was_reported_first_holds_on_for_whoever_took_over_and_against_all_others(cast, lead):
    report = Report.objects.get(project=lead)
    complete(report, "秦岭", by=cast.north_officer, seen=report.version, now=NOW, phone="13800001234")
    assert clash(lead.enterprise, "青禾封测扩能", cast.south, TODAY)
    ended(cast)
    assert fresh(report).unit == cast.north
    assert clash(lead.enterprise, "青禾封测扩能", cast.south, TODAY) is None
    assert clash(lead.enterprise, "青禾封测扩能", cast.bureau, TODAY)
    assert not clashes([(lead.enterprise, "青禾封测扩能")], cast.south, TODAY)
    assert clashes([(lead.enterprise, "青禾封测扩能")], cast.bureau, TODAY)


def test_a_unit_that_is_no_more_is_offered_nowhere(cast, client, lead):
    ended(cast)
    client.force_login(cast.bureau_person)
    page = client.get("/projects/").content.decode()
    assert f'<option value="{cast.north.pk}">' not in page
    client.force_login(cast.administrator)
    assert f'<option value="{cast.north.pk}">' not in client.get("/staff/add/").content.decode()


@pytest.mark.parametrize(
    ("unit", "successor", "why"),
    [("north", "north", "itself"), ("north", "north_park", "below"), ("district", "north", "district"),
     ("north", "agency", "outside"), ("agency", "north", "outside")],
)  # fmt: skip
def test_what_cannot_take_over_is_refused(cast, unit, successor, why):
    with pytest.raises(NotDissolved) as refused:
        ended(cast, getattr(cast, unit), getattr(cast, successor))
    assert refused.value.why == why and fresh(getattr(cast, unit)).closed_on is None


def test_twice_and_into_one_that_is_gone_is_refused(cast):
    ended(cast)
    for unit, successor, why in (
        (cast.north, cast.south, "gone"),
        (cast.south, cast.north, "successor_gone"),
    ):
        with pytest.raises(NotDissolved) as refused:
            ended(cast, unit, successor)
        assert refused.value.why == why


def test_only_who_manages_units_may(cast):
    for by in (cast.bureau_person, cast.leader, cast.north_manager):
        with pytest.raises(NotAllowed):
            ended(cast, by=by)


def test_a_channel_that_works_is_ended_first(cast):
    from yinli.domain.channels.actions import close_channel
    from yinli.domain.channels.models import Channel

    made = Channel.objects.create(unit=cast.north, name="深圳驻点", kind="station", head=cast.north_officer)
    with pytest.raises(NotDissolved) as refused:
        ended(cast)
    assert (refused.value.why, refused.value.left) == ("must_end", 1)
    close_channel(made, "机构改革", by=cast.bureau_person, seen=made.version, today=TODAY)
    ended(cast)


def test_figures_of_the_district_stay_as_they_are(cast, lead):
    def total():
        found = credit_of(Project.objects.all())
        return sum(credit.percent for credits in found.values() for credit in credits)

    before = total()
    ended(cast)
    assert total() == before > 0


def test_a_sheet_that_names_it_says_who_took_over(cast, lead):
    from yinli.core.ledger_table import ledger_table
    from yinli.core.sheets.cells import CellWrong
    from yinli.desk.ledgers.cells import Reader

    ended(cast)
    with pytest.raises(CellWrong) as wrong:
        Reader(fresh(cast.south_officer), TODAY).read(ledger_table().columns["lead_unit"], "北部板块", "")
    assert (wrong.value.code, wrong.value.more) == ("lead_unit_gone", "2026-06-30 南部板块")


def test_from_the_tree_over_the_preview_to_the_end(cast, client, lead):
    client.force_login(cast.administrator)
    address = f"/staff/units/{cast.north.pk}/dissolve/"
    assert address in client.get("/staff/units/").content.decode()
    preview = client.get(f"{address}?successor={cast.south.pk}").content.decode()
    assert "林晓" in preview and "北部园区" in preview and "青禾" not in preview
    assert client.get(f"{address}?successor={cast.north_park.pk}").status_code == 422
    client.post(address, {"successor": cast.south.pk})
    assert "2026" in client.get("/staff/units/").content.decode() and fresh(cast.north).closed_on
    assert Unit.objects.filter(closed_on=None, pk=cast.north.pk).count() == 0
    assert User.objects.filter(unit=cast.north, is_active=True).count() == 0
