"""Taking documents in and citing them."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db.models import Model

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, record
from yinli.base.sources import store
from yinli.base.sources.extract import extract
from yinli.base.sources.models import Evidence, Source
from yinli.base.sources.queries import known_source


@action
def keep(data: bytes, file_name: str, *, by, published_on: date | None = None) -> Source:
    """Keep a document once: the same bytes give the same Source, whoever brings them.

    Raises SourceRefused with a message for people when no text can be read out of it.
    """
    require(by, "source.keep")
    digest = hashlib.sha256(data).hexdigest()
    known = known_source(digest)
    if known:
        return known
    found = extract(data, file_name)
    store.put(digest, data)
    source, created = Source.objects.get_or_create(
        sha256=digest,
        defaults={
            "file_name": file_name[:200],
            "media_type": found.media_type,
            "encoding": found.encoding,
            "size_bytes": len(data),
            "text": found.text,
            "title": (found.title or first_line(found.text) or file_name)[:200],
            "published_on": published_on,
            "received_by_id": by.pk,
        },
    )
    if created:
        record(by, "source.keep", source, after={"file_name": file_name, "sha256": digest})
    return source


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
