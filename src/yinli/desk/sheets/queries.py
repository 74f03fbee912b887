"""Reads of sheets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import visible
from yinli.base.accounts.viewer import viewing_as
from yinli.base.sources.models import PersonalSpan
from yinli.core.sheets.grid import Grid, Line, from_text
from yinli.core.sheets.header import Header
from yinli.desk.sheets.models import Remembered, SheetImport, SheetRow

# What a row made that is asked for when the projects of its sheet have been taken back.
SWEPT = ("contact", "enterprise", "code")


@dataclass(frozen=True)
class Counts:
    """How many rows are new, change something, change nothing, wait, are undone or were left at an undo."""

    new: int = 0
    update: int = 0
    same: int = 0
    waiting: int = 0
    undone: int = 0
    kept: int = 0


def sheet_imports(viewer) -> QuerySet[SheetImport]:
    """Sheets the viewer may see, newest first, with how many of their rows were written and wait."""
    rows = visible(viewer, SheetImport).select_related("sender__unit", "source")
    rows = rows.annotate(
        written_count=Count("rows", filter=Q(rows__state="written")),
        waiting_count=Count("rows", filter=Q(rows__state="waiting")),
    )
    return rows.defer("source__text").order_by("-created_at", "-pk")


def sheet_page(viewer) -> QuerySet[SheetImport]:
    """The same without counts, for the pages of one."""
    return visible(viewer, SheetImport).select_related("sender__unit", "source").defer("source__text")


def counts(found: SheetImport) -> Counts:
    """What its rows are."""
    of = SheetRow.objects.filter(sheet_import=found).order_by().values_list("state", "kind")
    told: dict[str, int] = {}
    for state, kind, count in of.annotate(count=Count("pk")):
        key = kind if state in ("ready", "written") else state
        told[key] = told.get(key, 0) + count
    return Counts(**told)


def rows_of(found: SheetImport, *states: str, kind: str = "") -> QuerySet[SheetRow]:
    """Its rows in these states, by number; each knows the sheet, whose document's key opens it."""
    rows = SheetRow.objects.filter(sheet_import=found, state__in=states)
    rows = rows.filter(kind=kind) if kind else rows
    return rows.select_related("sheet_import__source").defer("sheet_import__source__text").order_by("number")


def changes_of(found: SheetImport, rows: Iterable[SheetRow]) -> dict[int, dict]:
    """Row's key → what it was shown to change, of those that change something."""
    changing = rows_of(found, SheetRow.State.READY, kind=SheetRow.Kind.UPDATE)
    return {row.pk: row.changes for row in changing.filter(pk__in=[row.pk for row in rows])}


def to_sweep(found: SheetImport) -> QuerySet[SheetRow]:
    """Its undone rows whose people, enterprises or codes have not been asked for yet."""
    return rows_of(found, SheetRow.State.UNDONE).filter(made__has_any_keys=SWEPT)


@viewing_as(SYSTEM)
def relied_on(contact_numbers: Iterable[int]) -> set[int]:
    """Those of these people whom a row of any sheet names that stands in the books."""
    rows = SheetRow.objects.filter(contact_number__in=list(contact_numbers), state__in=("written", "kept"))
    return set(rows.values_list("contact_number", flat=True))


def grids(found: SheetImport) -> list[Grid]:
    """The sheets of its document, personal numbers masked."""
    return from_text(found.source.text)


def grid_of(found: SheetImport) -> Grid:
    """The sheet of the workbook that is read."""
    every = grids(found)
    return every[min(found.sheet, len(every) - 1)]


def header_of(found: SheetImport) -> Header:
    """Where its heading stands."""
    return Header(found.header_row, found.header_rows)


def numbers_in(found: SheetImport, lines: Iterable[Line]) -> dict[int, list[tuple[int, int, str]]]:
    """Row → the personal numbers of its line (start, end, value): for who brings the sheet in, and reads it back."""
    by_start = sorted((line.start, line.end, line.number) for line in lines)
    if not by_start:
        return {}
    with viewing_as(SYSTEM):
        spans = PersonalSpan.objects.filter(
            source=found.source_id, start__gte=by_start[0][0], end__lte=by_start[-1][1]
        ).order_by("start")
        told: dict[int, list[tuple[int, int, str]]] = {}
        at = 0
        for span in spans:
            while at < len(by_start) and by_start[at][1] < span.end:
                at += 1
            if at < len(by_start) and by_start[at][0] <= span.start and not span.value.is_erased:
                told.setdefault(by_start[at][2], []).append((span.start, span.end, span.value.reveal()))
    return told


def remembered(sender, signature: str) -> list[str] | None:
    """How this sender had the same heading read before."""
    found = Remembered.objects.filter(sender_id=sender.pk, signature=signature).first()
    return list(found.mapping) if found else None


def origins(viewer, project) -> list[tuple[SheetRow, bool]]:
    """The rows from which a project came or was changed, newest last, each with whether the viewer may open its sheet."""
    rows = SheetRow.objects.filter(project_number=project.pk, state__in=("written", "kept"))
    # Most projects came from no sheet: what is closed to the viewer is asked for those that did.
    at_hand = list(rows.order_by().values_list("pk", flat=True))
    if not at_hand:
        return []
    opens = visible(viewer, SheetImport).filter(pk=OuterRef("sheet_import"))
    rows = SheetRow.objects.filter(pk__in=at_hand)
    rows = rows.annotate(opens=Exists(opens)).select_related("sheet_import__source").order_by("pk")
    return [(row, row.opens) for row in rows.defer("sheet_import__source__text")]
