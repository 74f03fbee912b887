"""The walls of sheets: as closed as their document, which is closed by any confidential project written from it."""

from yinli.base.accounts.walls import ID, IS_STAFF, called, ids, wall
from yinli.base.sources.walls import CLOSED
from yinli.domain.projects.walls import IDS_OF_CLOSED

ids(
    CLOSED,
    f"""SELECT i.source_id FROM sheets_sheetimport i JOIN sources_source s ON s.id = i.source_id
    WHERE s.received_by_id IS DISTINCT FROM wall_id() AND i.sender_id IS DISTINCT FROM wall_id()
    AND EXISTS (SELECT 1 FROM sheets_sheetrow r
                WHERE r.sheet_import_id = i.id AND r.project_number IN ({IDS_OF_CLOSED}))""",
)
wall("sheets_sheetimport", f"{IS_STAFF} AND source_id <> ALL {called(CLOSED)}")
wall("sheets_sheetrow", "EXISTS (SELECT 1 FROM sheets_sheetimport i WHERE i.id = sheet_import_id)")
wall("sheets_remembered", f"sender_id = {ID}")
