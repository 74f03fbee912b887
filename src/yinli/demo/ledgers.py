"""A ledger of the demo that went out and came back, and the bureau's own layout of the weekly report."""

from datetime import timedelta

from yinli.base.sources.sheet_actions import keep_sheet
from yinli.base.ui.columns import Column
from yinli.base.ui.sheets import workbook
from yinli.core.ledger_table import ledger_table
from yinli.demo.world import World
from yinli.desk.layouts.actions import add_layout
from yinli.desk.layouts.example import example
from yinli.desk.ledgers.actions import bring_back, hand_out
from yinli.desk.ledgers.cells import cells_of
from yinli.desk.ledgers.workbook import heading
from yinli.domain.projects.actions import edit_project
from yinli.domain.projects.queries import projects

_ROWS = 12
_NEXT = ("与企业核对用地指标", "约企业来区看厂房", "补报设备清单", "发送投资协议文本")


def add_ledgers(world: World) -> None:
    """The manager's ledger of the section's projects, filled in by two colleagues; one project moved on meanwhile."""
    by = world.login("manager")
    rows = projects(by).filter(status="active", lead_unit=by.unit, merged_into=None, confidential=False)
    rows = list(rows.order_by("-grade", "next_step_due_on", "pk")[:_ROWS])
    ledger = hand_out(rows, "重点项目周调度台账", by=by)
    cells = [cells_of(one) for one in rows]
    for row, words in zip(cells, _NEXT, strict=False):
        row["next_step"] = words
        row["next_step_due_on"] = (world.as_of + timedelta(days=9)).isoformat()
    cells[2]["stage"], cells[3]["officer"] = "已开工", "待定"
    edit_project(rows[0], by=by, seen=rows[0].version, next_step="已与企业约定面谈")
    columns = [
        Column(code, heading(column, ledger), value=lambda row, code=code: row[code])
        for code, column in ledger_table().columns.items()
    ]
    file = workbook(columns, cells, "台账")
    source = keep_sheet(file, "重点项目周调度台账（园区填报）.xlsx", by=by)
    bring_back(source, by=by)
    add_layout("招商项目周报", example(), "招商项目周报.xlsx", by=world.login("bureau"))
