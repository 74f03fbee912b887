"""How long ten thousand rows of a lead sheet take, from the file to the books, in a database of their own.

The worker's jobs run here one after the other, as the worker runs them. Prints the figures and writes
var/bench/sheets.json; run by `make bench-sheets`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS, MOST_SECONDS = 10_000, 30.0
HEADING = (
    "序号", "企业名称", "统一社会信用代码", "项目名称", "项目内容", "计划总投资（亿元）", "注册资本（万元）",
    "产业", "联系人", "职务", "联系电话", "首次对接日期", "登记日期", "登记人", "项目阶段", "下一步", "备注",
)  # fmt: skip

ABOUT = "建设厂房两万平方米，购置设备一百台，达产后预计年产值三亿元。"


def workbook(rows: int) -> bytes:
    """A sheet of rows that are all new, every column filled, made of numbers: nobody's data."""
    import xlsxwriter

    from yinli.domain.enterprises.rules import check_sign

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, "招商引资项目台账")
    sheet.write_row(1, 0, HEADING)
    for number in range(rows):
        body = f"99000000MA{number:07d}"
        sheet.write_row(
            number + 2, 0,
            [number + 1, f"测试{number:05d}智能装备有限公司", body + check_sign(body), f"第{number:05d}号生产基地项目",
             ABOUT, 1 + number % 50 / 10, 5000, "智能装备、机器人", f"联系{number % 97}",
             "总经理", f"138{number:08d}"],
        )  # fmt: skip
        sheet.write_datetime(number + 2, 11, datetime(2024, 3, 1 + number % 28), day)
        sheet.write_datetime(number + 2, 12, datetime(2024, 4, 1 + number % 28), day)
        sheet.write_row(number + 2, 13, ["登记员", "在谈", "约见企业负责人", "由商会介绍"])
    book.close()
    return out.getvalue()


def measured() -> list[dict]:
    """Bring, check, import, the same again, undo: seconds of each."""
    from django.conf import settings
    from django.utils import translation

    from yinli.base.accounts.actions import add_unit, add_user
    from yinli.base.accounts.models import SYSTEM

    translation.activate(settings.LANGUAGE_CODE)
    unit = add_unit("测量区", "section", by=SYSTEM)
    told = _worked(workbook(ROWS), add_user("bench", "测量员", role="officer", unit=unit, by=SYSTEM))
    whole = told["upload"] + told["check"] + told["import"]
    least = ROWS / MOST_SECONDS
    return [
        _row(f"{ROWS:,} rows of a lead sheet, file to books", whole, "s", MOST_SECONDS, whole < MOST_SECONDS),
        _row("rows a second, file to books", ROWS / whole, "rows/s", least, ROWS / whole > least),
        *(_row(f"{ROWS:,} rows: {name}", seconds, "s", None, True) for name, seconds in told.items()),
    ]


def _worked(data: bytes, officer) -> dict[str, float]:
    from yinli.base.jobs.queue import run_waiting
    from yinli.desk.sheets import actions
    from yinli.desk.sheets.bringing import bring_file
    from yinli.desk.sheets.models import SheetImport

    told: dict[str, float] = {}

    def timed(name, does):
        start, own = time.perf_counter(), time.process_time()
        does()
        told[name] = time.perf_counter() - start
        own = time.process_time() - own
        print(f"{name:<20}{told[name]:7.1f} s ({own:.1f} s of it in this process)")
        return SheetImport.objects.order_by("-pk").first()

    timed("upload", lambda: bring_file(data, "leads.xlsx", by=officer))
    found = timed("check", run_waiting)
    actions.start(found, by=officer, seen=found.version)
    found = timed("import", run_waiting)
    timed("upload again", lambda: bring_file(data, "again.xlsx", by=officer))
    timed("check again", run_waiting)
    actions.undo(found, by=officer, seen=SheetImport.objects.get(pk=found.pk).version)
    timed("undo", run_waiting)
    return told


def _row(name: str, value: float, unit: str, bar: float | None, holds: bool) -> dict:
    return {"name": name, "value": round(value, 1), "unit": unit, "peer": None, "bar": bar, "holds": holds}


def main() -> None:
    """In a folder of its own, that is gone afterwards; the database is started by `yinli db exec`."""
    if os.environ.get("YINLI_BENCH_SHEETS") != "1":
        place = tempfile.mkdtemp(prefix="yinli-bench-")
        # The account of the database has to pass through.
        os.chmod(place, 0o755)
        settings = {"DJANGO_SETTINGS_MODULE": "yinli.config.settings", "YINLI_BENCH_SHEETS": "1"}
        known = {**os.environ, **settings, "YINLI_VAR": place}
        yinli = str(Path(sys.executable).with_name("yinli"))
        try:
            subprocess.run([yinli, "migrate"], env=known, check=True)
            subprocess.run([yinli, "db", "exec", "--", sys.executable, __file__], env=known, check=True)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return
    import django

    django.setup()
    from django.db import connection

    from yinli.base.accounts.models import SYSTEM
    from yinli.base.accounts.viewer import stand_by

    # What is read here beside the jobs is read as the system; the jobs name their own viewer.
    stand_by(connection, SYSTEM)
    rows = measured()
    for row in rows[:2]:
        print(
            f"{row['name']}: {row['value']} {row['unit']} (bar {row['bar']:.0f}, {'holds' if row['holds'] else 'FAILS'})"
        )
    target = ROOT / "var/bench/sheets.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
