"""Taking sheets in: kept as any document is, its personal numbers masked in the text and encrypted beside it."""

import hashlib
from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, record
from yinli.base.history.many import insert_rows
from yinli.base.personal.actions import open_subject
from yinli.base.sources import store
from yinli.base.sources.actions import keep_numbers
from yinli.base.sources.extract import SourceRefused
from yinli.base.sources.models import Evidence, Source
from yinli.base.sources.queries import known_source
from yinli.base.sources.sheets import MEDIA_TYPES, extract_sheets
from yinli.core.personal_numbers import PersonalNumber, find, hide, without_numbers
from yinli.core.sheets.grid import from_text


@action
def keep_sheet(data: bytes, file_name: str, *, by) -> Source:
    """Keep a workbook or csv once: the same bytes give the same Source. Raises SourceRefused with words for people."""
    require(by, "source.keep")
    digest = hashlib.sha256(data).hexdigest()
    known = known_source(digest)
    if known:
        if known.media_type not in MEDIA_TYPES.values():
            raise SourceRefused(
                _("This file was taken in as a text before. Save it as .xlsx and upload that.")
            )
        return known
    found = extract_sheets(data, file_name)
    numbers = numbers_in(found.text)
    file_name = without_numbers(file_name)[:200]
    subject = open_subject("source", {}, by=by)
    store.put(digest, subject.pk, data)
    source = Source.objects.create(
        sha256=digest,
        subject=subject,
        file_name=file_name,
        media_type=found.media_type,
        size_bytes=len(data),
        text=hide(found.text, numbers),
        title=file_name,
        received_by_id=by.pk,
    )
    keep_numbers(source, numbers)
    record(by, "source.keep", source, after={"file_name": file_name, "sha256": digest})
    return source


def numbers_in(text: str) -> list[PersonalNumber]:
    """The personal numbers of a sheet, cell by cell: two cells beside each other are never one number."""
    found = []
    for grid in from_text(text):
        for line in grid.lines:
            start = line.start
            for cell in line.cells:
                for one in find(cell):
                    found.append(PersonalNumber(start + one.start, start + one.end, one.kind, one.value))
                start += len(cell) + 1
    return found


@action
def cite_each(
    read: Iterable[tuple[Model, tuple[int, int]]], field: str, source: Source, rule: str, *, by
) -> None:
    """Say of many records of one kind where `field` of each was read; those cited already stay as they are."""
    text = source.text
    rows = [
        Evidence(
            source=source,
            start=start,
            end=end,
            surface=text[start:end],
            rule=rule,
            record_type=obj._meta.label_lower,
            record_id=obj.pk,
            field=field,
        )
        for obj, (start, end) in read
    ]
    insert_rows(rows, known_stay=True)
