"""What people do with layouts: bring one in, put it away."""

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.sources.sheet_actions import keep_sheet
from yinli.core.sheets.layout import check_layout
from yinli.desk.layouts.models import Layout


@action
def add_layout(name: str, data: bytes, file_name: str, *, by) -> Layout:
    """Bring a workbook in. Raises NotAllowed, SourceRefused, and LayoutWrong where its words are not understood."""
    require(by, "layout.create")
    source = keep_sheet(data, file_name, by=by)
    check_layout(data)
    made = Layout.objects.create(name=name.strip()[:60], source=source, owner_id=by.pk)
    record(by, "layout.create", made, after={"name": made.name})
    return made


@action
def put_away(layout: Layout, *, by, seen: int) -> Layout:
    """Offer a layout no longer. Raises StaleWrite, NotAllowed."""
    layout = lock(layout, seen=seen)
    require(by, "layout.edit", layout)
    layout.is_put_away = True
    save_record(layout, ["is_put_away"])
    record(by, "layout.put_away", layout)
    return layout
