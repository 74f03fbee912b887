"""The only writes of visits."""

from yinli.base.accounts.permissions import may, require
from yinli.base.history.actions import action, changes, lock, record, save_record
from yinli.base.personal.sealed import Told
from yinli.domain.enterprises.actions import add_enterprise
from yinli.domain.projects.actions import add_fact
from yinli.domain.visits.models import Visit
from yinli.domain.visits.rules import facts_shown

EDITABLE = ("kind", "part", "held_on", "enterprise", "place", "city", "project", "met", "summary")


@action
def add_visit(*, by, new_name: str = "", **values) -> Visit:
    """Write down a visit; with a project and a day it also shows that the two sides spoke.

    `new_name` is an enterprise nobody knew: it is opened first.
    """
    require(by, "visit.create")
    values |= _opened(new_name, values, by)
    values.setdefault("officer_id", by.pk)
    values.setdefault("unit_id", getattr(by, "unit_id", None))
    visit = Visit.objects.create(**values)
    after = {key: value for key, value in values.items() if key not in ("officer_id", "unit_id")}
    record(by, "visit.create", visit, after=_told(visit, after), on=visit.held_on)
    _tell_project(visit, by)
    return visit


@action
def edit_visit(visit: Visit, *, by, seen: int, new_name: str = "", **values) -> Visit:
    """Change fields of EDITABLE, `new_name` as in `add_visit`; raises StaleWrite or NotAllowed."""
    visit = lock(visit, seen=seen)
    require(by, "visit.edit", visit)
    values |= _opened(new_name, values, by)
    before, after = changes(visit, {key: values[key] for key in EDITABLE if key in values})
    if after:
        save_record(visit, list(after))
        record(by, "visit.edit", visit, before=_told(visit, before), after=_told(visit, after))
    if {"project", "held_on", "kind", "met"} & set(after):
        _tell_project(visit, by)
    return visit


def _told(visit: Visit, values: dict) -> dict:
    """What an entry says of `values`: whom we met as a document tells it dies with the document's key."""
    if visit.sealing_id is None or not values.get("met"):
        return values
    return {**values, "met": Told(visit.sealing_id, "visit.met", values["met"])}


def _opened(name: str, values: dict, by) -> dict:
    return {"enterprise": add_enterprise(name, by=by, city=values.get("city", ""))[0]} if name else {}


def _tell_project(visit: Visit, by) -> None:
    # A colleague may note a visit for a project that another moves: it is then linked, and moves nothing.
    if visit.project_id and visit.held_on and may(by, "project.advance", visit.project):
        for fact in facts_shown(visit.kind, str(visit.met or "")):
            add_fact(visit.project, fact, visit.held_on, by=by, source=visit.source)
