"""A file that somebody gives becomes a sheet of the house: asked by this app's page, and by intake's box."""

from collections.abc import Callable
from dataclasses import dataclass

from yinli.base.sources.sheet_actions import keep_sheet
from yinli.desk.sheets.actions import bring
from yinli.desk.sheets.models import SheetImport


@dataclass(frozen=True)
class Brought:
    """What a file became: the name of its page, and its number."""

    page: str
    number: str


# Upper apps that know some sheets for their own: each says what a document becomes, or None.
_takers: list[Callable[..., Brought | None]] = []


def register_taker(taker: Callable[..., Brought | None]) -> None:
    """Ask `taker(source, by=…)` about each sheet before it is taken for a sheet of leads."""
    if taker not in _takers:
        _takers.append(taker)


def bring_file(data: bytes, file_name: str, *, by) -> Brought:
    """Keep the file and begin to read it. Raises SourceRefused with words for people, NotAllowed."""
    source = keep_sheet(data, file_name, by=by)
    for taker in _takers:
        found = taker(source, by=by)
        if found:
            return found
    return Brought("sheets:detail", bring(source, by=by).number)


def bring_as_leads(data: bytes, file_name: str, *, by) -> SheetImport:
    """Keep the file and read it as a sheet of leads, whatever else it may be. Raises SourceRefused, NotAllowed."""
    return bring(keep_sheet(data, file_name, by=by), by=by)
