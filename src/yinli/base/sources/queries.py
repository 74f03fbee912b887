"""Reads of documents and evidence."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.permissions import may, visible
from yinli.base.accounts.scopes import closed_to
from yinli.base.accounts.viewer import viewing_as
from yinli.base.personal.holders import rows_of
from yinli.base.personal.models import Subject
from yinli.base.sources.models import Evidence, PersonalSpan, Source


def sources(viewer) -> QuerySet[Source]:
    """Documents the viewer may open, newest first."""
    return visible(viewer, Source).select_related("received_by", "subject").order_by("-received_at")


def personal_spans(viewer, source: Source) -> QuerySet[PersonalSpan]:
    """The numbers that are masked in a document, where the viewer may see them."""
    return visible(viewer, PersonalSpan).filter(source=source)


def closed_sources(viewer) -> QuerySet[Source]:
    """Documents closed to the viewer by what was read in them."""
    return Source.objects.filter(closed_to(viewer, Source))


def evidence(viewer) -> QuerySet[Evidence]:
    """Spans the viewer may be shown, with `opens`: whether the viewer may open the document itself.

    Who sees a record sees the words it was read from, but for those who open no documents at all, and
    for documents closed to the viewer.
    """
    if not may(viewer, "source.view"):
        return Evidence.objects.none()
    rows = Evidence.objects.exclude(source__in=closed_sources(viewer))
    rows = rows.annotate(opens=Exists(visible(viewer, Source).filter(pk=OuterRef("source"))))
    return rows.select_related("source").defer("source__text").order_by("start", "pk")


def evidence_for(viewer, obj: Model) -> dict[str, list[Evidence]]:
    """Field → the spans it was read from, as far as the viewer may be shown them."""
    found: dict[str, list[Evidence]] = {}
    cited = Evidence.objects.filter(record_type=obj._meta.label_lower, record_id=obj.pk)
    # Most records were read from no document: what is closed to the viewer is asked for those that were.
    at_hand = list(cited.order_by().values_list("pk", flat=True))
    for row in evidence(viewer).filter(pk__in=at_hand) if at_hand else ():
        found.setdefault(row.field, []).append(row)
    return found


@viewing_as(SYSTEM)
def known_source(sha256: str) -> Source | None:
    """The document with these bytes, whoever brings them again: it is kept once."""
    return Source.objects.filter(sha256=sha256).first()


@viewing_as(SYSTEM)
def cited_elsewhere(model: type[Model], pks: Iterable[int], source: Source) -> set[int]:
    """Which of these records something was read of in another document than `source`."""
    rows = Evidence.objects.filter(record_type=model._meta.label_lower, record_id__in=list(pks))
    return set(rows.exclude(source=source).values_list("record_id", flat=True))


@viewing_as(SYSTEM)
def telling_of(subject: Subject) -> QuerySet[Source]:
    """Documents that hold a number of the person, or in which intake read them as a person, whoever looks."""
    spans = PersonalSpan.objects.filter(Q(subject=subject) | Q(mark__in=subject.marks))
    read = Q(pk__in=spans.values("source"))
    for holder, row in rows_of(subject):
        cited = Evidence.objects.filter(record_type=holder.key, record_id=row.pk)
        read |= Q(pk__in=cited.values("source"))
    return Source.objects.filter(read).select_related("subject").order_by("pk")


def naming_unread(subject: Subject, names: set[str], viewer) -> Iterator[Source]:
    """Documents whose text names the person though nobody read them as a person there: an erasure leaves them."""
    known = telling_of(subject).values("pk")
    for source in Source._base_manager.exclude(pk__in=known).order_by("pk").iterator(chunk_size=200):
        if any(name in source.text for name in names):
            yield source


def title_may_be_told(viewer, title: str) -> bool:
    """Whether a document called so is not closed to the viewer; one that nobody knows stays untold."""
    named = Source.objects.filter(Q(title=title) | Q(file_name=title))
    return named.exclude(closed_to(viewer, Source)).exists()
