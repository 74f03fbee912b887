"""Footnotes: each place a statement was read at gets one number, each document one entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model, Q

from yinli.base.accounts.scopes import closed_to
from yinli.base.sources.models import Evidence, Source
from yinli.base.sources.queries import evidence

QUOTED = 60


def citations(viewer, records: Iterable[Model]) -> "Citations":
    """The footnotes of a paper about these records: their spans and documents, none closed to the viewer."""
    records = list(records)
    spans = _spans_of(viewer, records)
    sources = {span.source_id: span.source for found in spans.values() for span in found}
    other = {getattr(record, "source_id", None) for record in records} - {None, *sources}
    if other:
        sources |= Source.objects.exclude(closed_to(viewer, Source)).defer("text").in_bulk(other)
    return Citations(spans, sources)


def _spans_of(viewer, records: list[Model]) -> dict[tuple[str, int], list[Evidence]]:
    """(type, id) → the widest spans each record was read at."""
    ids: dict[str, set[int]] = {}
    for record in records:
        ids.setdefault(record._meta.label_lower, set()).add(record.pk)
    where = Q(pk__in=[])
    for label, keys in ids.items():
        where |= Q(record_type=label, record_id__in=keys)
    found: dict[tuple[str, int], list[Evidence]] = {}
    for row in evidence(viewer).filter(where).order_by("source_id", "start", "-end"):
        kept = found.setdefault((row.record_type, row.record_id), [])
        if not any(_holds(wider, row) for wider in kept):
            kept.append(row)
    return found


def _holds(wider: Evidence, row: Evidence) -> bool:
    return wider.source_id == row.source_id and wider.start <= row.start and row.end <= wider.end


@dataclass
class Citations:
    """Numbers in the order of first use. A record without spans cites the document it came from as a whole."""

    spans: dict[tuple[str, int], list[Evidence]]
    sources: dict[int, Source]
    numbers: dict[tuple, int] = field(default_factory=dict)
    cited: list[tuple[Source, Evidence | None]] = field(default_factory=list)
    documents: list[Source] = field(default_factory=list)

    def mark(self, *records: Model) -> str:
        """The marks `[1][2]` of everything these records were read from."""
        numbers = []
        for record in records:
            spans = self.spans.get((record._meta.label_lower, record.pk), [])
            whole = self.sources.get(getattr(record, "source_id", None))
            places = [(self.sources[span.source_id], span) for span in spans] or (
                [(whole, None)] if whole else []
            )
            numbers += [self._number(source, span) for source, span in places]
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def _number(self, source: Source, span: Evidence | None) -> int:
        key = (source.pk, span.start, span.end) if span else (source.pk,)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.cited.append((source, span))
            if source not in self.documents:
                self.documents.append(source)
        return self.numbers[key]

    def document_number(self, source: Source) -> int:
        """The place of a document in the list of documents, from 1."""
        return self.documents.index(source) + 1


def shortened(quote: str) -> str:
    """A quote on one line, no longer than a footnote bears."""
    line = " ".join(quote.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"
