"""What intake shows on other pages."""

from yinli.desk.intake import cards, queries


def drawn_from(viewer, source):
    """On a document's page: the records that were written from it, and its draft."""
    draft = queries.drafts(viewer).filter(source=source).first()
    if draft is None:
        return None
    written = [card for card in cards.cards_of(queries.items_of(draft)) if card.item.record_id]
    return {"draft": draft, "written": written, "count": len(written)}
