"""What nobody answered by its day is told further up, once a step and day due."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from yinli.base.accounts.models import User
from yinli.base.accounts.permissions import require
from yinli.base.accounts.queries import answers_for
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, lock, record, save_record
from yinli.base.notices.actions import post
from yinli.domain.follow_ups.models import FollowUp
from yinli.domain.follow_ups.rules import LEADER, NOBODY, UNIT, clocks


def due_for_telling(today: date) -> list[tuple[int, int]]:
    """(key, step) of each follow-up that is to be told further up today, the longest overdue first. Of one that missed
    both steps, since nobody asked for days, the further one: it tells the others as well."""
    late = Q(pk__in=[])
    for kind, clock in clocks().items():
        for step in (UNIT, LEADER):
            late |= Q(kind=kind, told_up_to__lt=step, due_on__lte=clock.due_until(step, today))
    rows = FollowUp.objects.filter(late, status=FollowUp.Status.OPEN, unit__isnull=False).order_by(
        "due_on", "pk"
    )
    return [
        (pk, LEADER if due_on <= clocks()[kind].due_until(LEADER, today) else UNIT)
        for pk, kind, due_on in rows.values_list("pk", "kind", "due_on")
    ]


@action
def tell_further(follow_up: FollowUp, step: int, *, by, today: date) -> bool:
    """Tell one further up, if it still is open, overdue and untold; whether anything was told. Raises NotAllowed."""
    require(by, "follow_up.escalate")
    follow_up = lock(follow_up)
    if follow_up.status != FollowUp.Status.OPEN or follow_up.told_up_to >= step or follow_up.unit is None:
        return False
    if follow_up.due_on is None or follow_up.due_on > clocks()[follow_up.kind].due_until(step, today):
        return False
    people = list(dict.fromkeys(_people(follow_up, follow_up.told_up_to, step)))
    follow_up.told_up_to, follow_up.told_on = step, today
    save_record(follow_up, ["told_up_to", "told_on"])
    told = "、".join(person.name for person in people)
    entry = record(by, "follow_up.escalate", follow_up, after={"told": told}, on=today)
    key = f"follow_up.escalate:{follow_up.pk}:{follow_up.due_on:%F}:{step}"
    post(
        people, "follow_up.overdue", follow_up, key, by=by, cause=entry, days=(today - follow_up.due_on).days
    )
    return True


def _people(follow_up: FollowUp, told: int, step: int) -> Iterable[User]:
    """Who is told now: those of each step that was not told yet."""
    if told == NOBODY:
        yield from answers_for(follow_up.unit)
    if step == LEADER:
        leader = follow_up.project.leader if follow_up.project else None
        yield from (person for person in (follow_up.asked_by, leader) if person is not None)


def tell_all(*, by, today: date) -> int:
    """Tell everything that is to be told today, each in a transaction of its own; how many were told. Asked twice, the
    second time tells nothing; after days without asking it tells once what is due by then. Raises NotAllowed."""
    with viewing_as(by):
        rows = due_for_telling(today)
    return sum(tell_further(FollowUp(pk=pk), step, by=by, today=today) for pk, step in rows)
