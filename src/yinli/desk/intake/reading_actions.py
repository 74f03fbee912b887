"""How documents become drafts: read at once, or by the worker where they are long."""

from yinli.base.accounts.permissions import require
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.jobs.queue import enqueue
from yinli.desk.intake import drawing, seams
from yinli.desk.intake.models import Draft, Item
from yinli.desk.intake.queries import draft_of
from yinli.desk.intake.values import as_they_stand
from yinli.domain.enterprises.queries import known_names

ENTERPRISE = "enterprises.enterprise"
# A text of so many signs is read while its sender waits, some three seconds; a longer one by the worker.
AT_ONCE = 30_000


@action
def read_source(source, *, by) -> tuple[Draft, bool]:
    """The draft of a document: the one there is, or a new reading. Returns (draft, is_new).

    A text of more than AT_ONCE signs is read by the worker: its draft is "reading" until then.
    """
    require(by, "intake.read")
    known = draft_of(source)
    if known:
        return known, False
    draft, is_new = Draft.objects.get_or_create(
        text_sha256=drawing.text_sha256(source.text),
        defaults={
            "source": source,
            "title": str(source)[:200],
            "created_by_id": by.pk,
            "published_on": source.published_on,
            "status": Draft.Status.READING,
        },
    )
    if is_new and len(source.text) > AT_ONCE:
        enqueue("intake.read", by=by, draft=draft.pk)
    elif is_new:
        _keep_reading(draft, drawn_from(source, by), by)
    return draft, is_new


def drawn_from(source, by) -> drawing.Drawn:
    """What is read in a document, with the names that `by` may see and without what is switched off."""
    return drawing.draw(source.text, source.published_on, known_names(by), seams.switched_off())


@action
def keep_reading(draft: Draft, drawn: drawing.Drawn, *, by) -> Draft:
    """Keep what the worker read in a long document; nothing where it was kept or put away meanwhile."""
    draft = lock(draft)
    require(by, "intake.review", draft)
    if draft.status == Draft.Status.READING:
        _keep_reading(draft, drawn, by)
    return draft


def _keep_reading(draft: Draft, drawn: drawing.Drawn, by) -> None:
    draft.title = (drawn.title or draft.title)[:200]
    draft.published_on, draft.marks = drawn.published_on, drawn.marks
    draft.rule_version, draft.reading_sha256 = drawn.rule_version, drawn.reading_sha256
    draft.status = Draft.Status.OPEN
    draft.save()
    _keep_items(draft, drawn.items)
    record(by, "intake.read", draft, after={"records": len(drawn.items), "marks": len(drawn.marks)})


@action
def stop_reading(draft: Draft, *, by) -> Draft:
    """Put a document away that the worker could not read; whoever reopens it has it read again."""
    draft = lock(draft)
    require(by, "intake.review", draft)
    if draft.status != Draft.Status.READING:
        return draft
    draft.status = Draft.Status.DISCARDED
    save_record(draft, ["status"])
    record(by, "intake.discard", draft, before={"status": "reading"}, after={"status": "discarded"})
    return draft


def _keep_items(draft: Draft, rows: list[dict]) -> None:
    found = [Item(draft=draft, position=place, **row) for place, row in enumerate(rows)]
    for item in found:
        look_up(item)
    Item.objects.bulk_create(found)


def look_up(item: Item) -> None:
    """Which enterprises in the books the proposed one may be; a certain one is chosen until somebody says no."""
    if item.record != "enterprise":
        return
    values = as_they_stand(item.values, item.edits)
    sure, offered = drawing.known_as(
        values.get("name") or "", values.get("aliases") or (), str(values.get("credit_code") or "")
    )
    item.choices = {**item.choices, "match": offered}
    set_match(item, sure.pk if sure else None)


def set_match(item: Item, enterprise_id: int | None) -> None:
    """Say which enterprise in the books a proposed one is; None for none of them."""
    item.match_id, item.match_type = enterprise_id, ENTERPRISE if enterprise_id else ""
