"""The walls of sheets: as closed as their document, which is closed by any confidential project written from it."""

from yinli.base.accounts.walls import ID, IS_STAFF, called, ids, wall
from yinli.base.sources.walls import CLOSED
from yinli.domain.projects.walls import IDS_OF_CLOSED

_TELLS = f"""i.sender_id IS DISTINCT FROM {ID} AND EXISTS (SELECT 1 FROM sheets_sheetrow r
    WHERE r.sheet_import_id = i.id AND r.project_number IN ({IDS_OF_CLOSED}))"""
# Whoever brought the same document knows what stands in it, but not what became of it in another's sheet.
TELLING = ids("wall_telling_sheets", f"SELECT i.id FROM sheets_sheetimport i WHERE {_TELLS}")
ids(
    CLOSED,
    f"""SELECT i.source_id FROM sheets_sheetimport i JOIN sources_source s ON s.id = i.source_id
    WHERE {_TELLS} AND s.received_by_id IS DISTINCT FROM {ID}
    AND NOT EXISTS (SELECT 1 FROM sheets_sheetimport own WHERE own.source_id = i.source_id AND own.sender_id = {ID})""",
)
wall(
    "sheets_sheetimport",
    f"{IS_STAFF} AND (sender_id = {ID} OR (source_id <> ALL {called(CLOSED)} AND id <> ALL {TELLING}))",
)
wall("sheets_sheetrow", "EXISTS (SELECT 1 FROM sheets_sheetimport i WHERE i.id = sheet_import_id)")
wall("sheets_remembered", f"sender_id = {ID}")
