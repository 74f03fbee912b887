"""Ledgers that go out, are edited as people edit them, and come back."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.utils import translation
from python_calamine import CalamineWorkbook

from yinli.desk.ledgers import actions
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.ledgers.queries import rows_of
from yinli.desk.ledgers.workbook import workbook
from yinli.desk.pipeline.actions import open_lead
from yinli.domain.projects.models import Project

TODAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def leads(cast):
    """Three leads of the north section's officer."""
    return [
        open_lead(f"{name}项目", f"{name}有限公司", by=cast.north_officer, today=TODAY, lead_unit=cast.north)
        for name in ("青禾封测", "远望新材", "云帆软件")
    ]


class Sheet:
    """The rows of a workbook as people edit them: by project and heading."""

    def __init__(self, data: bytes):
        self.rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()

    def line(self, project) -> list:
        return next(row for row in self.rows if row[0] == project.number)

    def write(self, project, title: str, value) -> "Sheet":
        self.line(project)[self.rows[0].index(title)] = value
        return self

    def data(self) -> bytes:
        out = BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d"})
        for line, row in enumerate(self.rows):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, at, value, day)
                else:
                    sheet.write(line, at, value)
        book.close()
        return out.getvalue()


@pytest.fixture
def handed(cast, leads):
    """A ledger of the three leads, and its sheet to edit."""
    rows = list(rows_of(cast.north_officer, [one.pk for one in leads]).values())
    made = actions.hand_out(rows, "台账", by=cast.north_officer)
    return made, Sheet(workbook(made, list(made.cells.values()), ["林晓", "钱主任"]))


@pytest.fixture
def bring(cast):
    """Bring a sheet back as the north officer, or somebody else."""
    from yinli.desk.sheets.bringing import bring_file

    def run(sheet: Sheet, by=None, data=None):
        brought = bring_file(data or sheet.data(), "台账.xlsx", by=by or cast.north_officer)
        assert brought.page == "ledgers:returned"
        return LedgerReturn.objects.get(pk=LedgerReturn.pk_from(brought.number))

    return run


def fresh(project) -> Project:
    return Project.objects.get(pk=project.pk)


def ticked(diff, *, all_of_it: bool = False) -> actions.Ticked:
    """What the page sends when nobody changes a tick, or ticks everything."""
    columns = {
        row.project.pk: {one.column.code for one in row.changes if one.is_sure or all_of_it}
        for row in diff.rows
    }
    return actions.Ticked(columns, {row.project.pk: row.project.version for row in diff.rows})
