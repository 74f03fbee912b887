"""A unit dissolved in the middle of a year: its open work, its people and the units below it go over to another."""

from datetime import date

from yinli.base.accounts.estates import estates
from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.permissions import action_prefix, require
from yinli.base.accounts.viewer import viewing_as
from yinli.base.history.actions import action, record, save_record
from yinli.base.notices.actions import post
from yinli.desk.staff.unit_rules import why_not


class NotDissolved(ValueError):
    """The unit cannot be dissolved so: `why` is a code of `wording.UNIT_REFUSALS`, `left` what must be ended first."""

    def __init__(self, unit: Unit, why: str, left: int = 0):
        self.unit, self.why, self.left = unit, why, left
        super().__init__(f"{unit}: {why}")


@viewing_as(SYSTEM)
def estate_of(unit: Unit) -> list[tuple]:
    """[(estate, how much of it)] of a unit, whoever asks: numbers, never rows."""
    return [(one, one.of(unit).count()) for one in estates()]


@action
def dissolve(unit: Unit, successor: Unit, *, by, today: date) -> Unit:
    """Dissolve `unit`; what is open of it goes over to `successor`, what was done stays its own. All of it or nothing.

    Raises NotAllowed, NotDissolved.
    """
    require(by, "unit.manage")
    held = {
        one.pk: one
        for one in Unit.objects.select_for_update().filter(pk__in=(unit.pk, successor.pk)).order_by("pk")
    }
    unit, successor = held[unit.pk], held[successor.pk]
    why = why_not(unit, successor)
    if why:
        raise NotDissolved(unit, why)
    must_end = sum(count for one, count in estate_of(unit) if one.must_end)
    if must_end:
        raise NotDissolved(unit, "must_end", must_end)
    given = {str(one.title): _pass_on(one, unit, successor, by) for one in estates() if not one.must_end}
    people = _move_people(unit, successor, by)
    _move_units(unit, successor, by)
    unit.closed_on, unit.successor, unit.parent = today, successor, successor
    unit.path = f"{successor.path}{unit.pk:06d}."
    unit.save(update_fields=["closed_on", "successor", "parent", "path"])
    entry = record(
        by, "unit.dissolve", unit, after={"successor": successor, "people": len(people), **given}, on=today
    )
    for person in people:
        post(person, "unit.dissolved", person, f"unit.dissolved.{entry.pk}", by=by, cause=entry,
             unit=unit.name, successor=successor.name)  # fmt: skip
    return unit


@viewing_as(SYSTEM)
def _pass_on(estate, unit: Unit, successor: Unit, by) -> int:
    """Give the rows of an estate over, each with its entry; whoever dissolves a unit sees none of them."""
    rows = list(estate.of(unit).select_for_update(of=("self",)))
    for row in rows:
        setattr(row, estate.field, successor)
        save_record(row, [estate.field])
        noun = action_prefix(type(row))
        record(by, f"{noun}.hand_over", row, before={estate.field: unit}, after={estate.field: successor})
    return len(rows)


def _move_people(unit: Unit, successor: Unit, by) -> list[User]:
    """Everybody who works there; closed accounts stay where they ended."""
    people = list(User.objects.select_for_update().filter(unit=unit, is_active=True).order_by("pk"))
    for person in people:
        person.unit = successor
        person.save(update_fields=["unit"])
        record(by, "user.edit", person, before={"unit": unit}, after={"unit": successor})
    return people


def _move_units(unit: Unit, successor: Unit, by) -> None:
    """The units below, with all below them."""
    for child in Unit.objects.select_for_update().filter(parent=unit).order_by("pk"):
        child.parent = successor
        child.save(update_fields=["parent"])
        _repath(child, f"{successor.path}{child.pk:06d}.")
        record(by, "unit.edit", child, before={"parent": unit}, after={"parent": successor})


def _repath(unit: Unit, path: str) -> None:
    for one in Unit.objects.filter(path__startswith=unit.path):
        one.path = path + one.path.removeprefix(unit.path)
        one.save(update_fields=["path"])
