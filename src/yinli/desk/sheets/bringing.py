"""A file that somebody gives becomes a sheet of the house: asked by this app's page, and by intake's box."""

from yinli.base.sources.sheet_actions import keep_sheet
from yinli.desk.sheets.actions import bring
from yinli.desk.sheets.models import SheetImport


def bring_file(data: bytes, file_name: str, *, by) -> SheetImport:
    """Keep the file and begin to read it. Raises SourceRefused with words for people, NotAllowed."""
    return bring(keep_sheet(data, file_name, by=by), by=by)
