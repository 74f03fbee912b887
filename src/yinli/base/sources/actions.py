"""Taking documents in and citing them."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, Q

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, record
from yinli.base.history.many import insert_rows, update_rows
from yinli.base.personal.actions import open_subject, require_on_person
from yinli.base.personal.marks import number_mark
from yinli.base.personal.models import Subject
from yinli.base.personal.queries import names_of, owners_of
from yinli.base.sources import store
from yinli.base.sources.extract import Extracted, extract, seen_or_read
from yinli.base.sources.models import Evidence, PersonalSpan, Source
from yinli.base.sources.queries import known_source, telling_of
from yinli.base.sources.retelling_actions import tell_without
from yinli.core.personal_numbers import PersonalNumber, find, hide, without_numbers


@action
def keep(data: bytes, file_name: str, *, by, published_on: date | None = None) -> Source:
    """Keep a document once: the same bytes give the same Source, whoever brings them.

    Raises SourceRefused with a message for people when no text can be read out of it.
    """
    require(by, "source.keep")
    digest = hashlib.sha256(data).hexdigest()
    return known_source(digest) or _kept(
        data, digest, file_name, extract(data, file_name), {"by": by, "published_on": published_on}
    )


@action
def keep_paper(data: bytes, file_name: str, *, by) -> Source:
    """Keep what proves something: a document, or a photo or scan, in which there is no text to read.

    Raises SourceRefused with a message for people.
    """
    require(by, "source.keep")
    digest = hashlib.sha256(data).hexdigest()
    return known_source(digest) or _kept(data, digest, file_name, seen_or_read(data, file_name), {"by": by})


def _kept(data: bytes, digest: str, file_name: str, found: Extracted, given: dict[str, Any]) -> Source:
    by = given["by"]
    numbers = find(found.text)
    text, file_name = hide(found.text, numbers), without_numbers(file_name)
    subject = open_subject("source", {}, by=by)
    store.put(digest, subject.pk, data)
    source, created = Source.objects.get_or_create(
        sha256=digest,
        defaults={
            "subject": subject,
            "file_name": file_name[:200],
            "media_type": found.media_type,
            "encoding": found.encoding,
            "size_bytes": len(data),
            "text": text,
            "title": (without_numbers(found.title) or first_line(text) or file_name)[:200],
            "published_on": given.get("published_on"),
            "received_by_id": by.pk,
        },
    )
    if created:
        keep_numbers(source, numbers)
        record(by, "source.keep", source, after={"file_name": file_name, "sha256": digest})
    return source


def keep_numbers(source: Source, numbers: list[PersonalNumber]) -> None:
    """Keep what was masked: under the key of the person who is known by it, else of the document."""
    marks = [number_mark(one.value) for one in numbers]
    owners = owners_of(set(marks))
    rows = [
        PersonalSpan(
            source=source,
            subject_id=owners.get(mark, source.subject_id),
            start=one.start,
            end=one.end,
            kind=one.kind,
            value=one.value,
            mark=mark,
        )
        for one, mark in zip(numbers, marks, strict=True)
    ]
    insert_rows(rows)


@action
def forget_in_sources(subject: Subject, *, by) -> set[int]:
    """Part of erasing a person: their numbers and, where intake wrote them down as a person, their name leave
    every document, those closed to `by` too, and so do the originals.

    Returns the subjects of those documents. Their masked text stays; other people's numbers in them go, too.
    """
    require_on_person(by, subject, "erase")
    with viewing_as(SYSTEM):
        names = names_of(subject)
        sources = list(telling_of(subject))
        PersonalSpan.objects.filter(Q(subject=subject) | Q(mark__in=subject.marks)).delete()
        return {tell_without(source, names) for source in sources}


@viewing_as(SYSTEM)
def give_numbers_back(subject_ids: list[int]) -> None:
    """Part of taking back people written down by mistake: their numbers stand in documents, which stay; there they
    are kept under the document's key again, as before anybody was known by them."""
    spans: list[Any] = list(PersonalSpan.objects.filter(subject__in=subject_ids).select_related("source"))
    for span in spans:
        words = span.value.reveal()
        span.subject_id, span.value = span.source.subject_id, words
    update_rows(spans, ["subject", "value"])


@action
def cite(obj: Model, field: str, source: Source, span: tuple[int, int], rule: str, *, by) -> Evidence:
    """Say that `field` of `obj` was read at `span` of `source`; the same citation twice is one row."""
    start, end = span
    evidence, _ = Evidence.objects.get_or_create(
        source=source,
        start=start,
        end=end,
        record_type=obj._meta.label_lower,
        record_id=obj.pk,
        field=field,
        defaults={"surface": source.text[start:end], "rule": rule},
    )
    return evidence


@action
def cite_all(
    obj: Model, citations: Iterable[tuple[str, tuple[int, int], str]], source: Source, *, by
) -> None:
    """Cite many values of `obj` at once, each (field, span, rule); those cited already stay as they are."""
    rows = [
        Evidence(
            source=source,
            start=start,
            end=end,
            surface=source.text[start:end],
            rule=rule,
            record_type=obj._meta.label_lower,
            record_id=obj.pk,
            field=field,
        )
        for field, (start, end), rule in citations
    ]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)


def first_line(text: str) -> str:
    """The first line with real words in it: a document's title when it has none of its own."""
    for line in text.splitlines():
        words = line.strip(" |\t·—-")
        if len(words) >= 4:
            return words
    return ""
