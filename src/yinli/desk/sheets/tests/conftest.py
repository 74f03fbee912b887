"""Sheets made for the tests, brought in and worked off in the process of the test."""

from io import BytesIO

import pytest
import xlsxwriter

HEADING = [
    "序号", "企业名称", "项目名称", "项目内容", "计划总投资（亿元）", "产业", "联系人", "职务", "联系电话",
    "首次对接日期", "登记人", "登记日期", "招商专员", "项目阶段", "下一步", "备注",
]  # fmt: skip
FIRST = {
    "企业名称": "苏州砺石智能装备有限公司", "项目名称": "砺石装备基地项目", "项目内容": "建设厂房两万平方米",
    "计划总投资（亿元）": 5.5,
    "产业": "智能装备、机器人", "联系人": "秦岭", "职务": "总经理", "联系电话": "13800001234", "首次对接日期": "2024-03-05",
    "登记人": "老周", "登记日期": "2024-03-06", "下一步": "约见企业负责人", "备注": "由商会介绍", "项目阶段": "在谈",
}  # fmt: skip
SECOND = {
    "企业名称": "无锡云帆软件有限公司", "项目名称": "云帆研发中心项目", "计划总投资（亿元）": "约2", "联系人": "苏青",
    "联系电话": "0510-82701234",
}  # fmt: skip
BAD = {
    "企业名称": "常州远望新材料有限公司",
    "项目名称": "远望项目",
    "首次对接日期": "3月5日",
    "联系电话": "12",
}


def workbook(rows, heading=HEADING, title="滨江区招商引资项目台账") -> bytes:
    """An xlsx as offices keep them: a title, a heading, rows, a sum, a note."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write(0, 0, title)
    sheet.write_row(1, 0, heading)
    for at, row in enumerate(rows, 1):
        cells = {"序号": at, **row}
        for place, name in enumerate(heading):
            if name in cells:
                value = cells[name]
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(at + 1, place, value)
    sheet.write(len(rows) + 2, 0, "合计")
    sheet.write(len(rows) + 3, 0, "注：以上为统计口径")
    book.close()
    return out.getvalue()


@pytest.fixture
def bring(cast):
    """Bring a sheet in as the north officer, or somebody else, and have it read."""
    from yinli.base.jobs.queue import run_waiting
    from yinli.desk.sheets.bringing import bring_as_leads

    def run(rows, by=None, name="台账.xlsx", data=None, **how):
        found = bring_as_leads(data or workbook(rows, **how), name, by=by or cast.north_officer)
        run_waiting()
        return fresh(found)

    return run


def fresh(found):
    """The sheet as it is now."""
    return type(found).objects.get(pk=found.pk)


@pytest.fixture
def imported(bring, cast):
    """Bring a sheet in and import it."""
    from yinli.base.jobs.queue import run_waiting
    from yinli.desk.sheets.actions import start

    def run(rows, by=None, **how):
        found = bring(rows, by=by, **how)
        start(found, by=by or cast.north_officer, seen=found.version)
        run_waiting()
        return fresh(found)

    return run
