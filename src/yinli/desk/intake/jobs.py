"""The reading of long documents, as the worker does it, in the name of whoever took them in."""

from django.db import InterfaceError, OperationalError

from yinli.base.accounts.models import SYSTEM
from yinli.base.accounts.viewer import viewing_as
from yinli.desk.intake import reading_actions
from yinli.desk.intake.models import Draft
from yinli.desk.intake.queries import draft_page


def read(*, by, draft: int) -> None:
    """Read a document that waits for it."""
    with viewing_as(by):
        found = _waiting(by, draft)
    if found is None:
        given_up(draft=draft)
        return
    try:
        with viewing_as(by):
            drawn = reading_actions.drawn_from(found.source, by)
        reading_actions.keep_reading(found, drawn, by=by)
    except (OperationalError, InterfaceError):
        # The database went away: the queue tries again.
        raise
    except Exception:
        # Whoever asked may have lost the right meanwhile: that the work stopped is not theirs to say.
        reading_actions.stop_reading(found, by=SYSTEM)
        raise


def given_up(*, draft: int) -> None:
    """Whoever took it in has no account any more: others can reopen it, and it is read for them."""
    with viewing_as(SYSTEM):
        found = _waiting(SYSTEM, draft)
    if found is not None:
        reading_actions.stop_reading(found, by=SYSTEM)


def _waiting(viewer, pk: int) -> Draft | None:
    return draft_page(viewer).filter(pk=pk, status=Draft.Status.READING).first()
