"""What the pages of a file that came back show, and what they send."""

from django.http import QueryDict

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.viewer import viewing_as
from yinli.core.ledger_table import ledger_table
from yinli.desk.ledgers.actions import Ticked
from yinli.desk.ledgers.cells import in_ten_thousands
from yinli.desk.ledgers.giving_back import given_back
from yinli.desk.ledgers.models import LedgerReturn
from yinli.desk.ledgers.queries import rows_of
from yinli.desk.ledgers.workbook import label
from yinli.domain.projects.models import Project


def ticked_of(sent: QueryDict) -> Ticked:
    """The cells that a page sends (`take` = P000123.next_step, `version` = P000123:4); what is none is left out."""
    columns: dict[int, set[str]] = {}
    for one in sent.getlist("take"):
        number, _dot, code = one.partition(".")
        key = Project.pk_from(number)
        if key is not None and code in ledger_table().columns:
            columns.setdefault(key, set()).add(code)
    versions: dict[int, int] = {}
    for one in sent.getlist("version"):
        number, _colon, version = one.partition(":")
        key = Project.pk_from(number)
        if key is not None and version.isdecimal() and len(version) < 12:
            versions[key] = int(version)
    return Ticked(columns, versions)


def outcome(viewer, returned: LedgerReturn) -> dict:
    """What was taken: [(project, [(field, before, after)])], and what was left, as far as the viewer sees the projects."""
    keys = {change[0] for change in returned.changes} | {key for key, _why in returned.left}
    rows = rows_of(viewer, keys)
    names = _names(returned)
    taken: dict[int, list] = {}
    for key, field, before, after in returned.changes:
        if key in rows:
            words = (_said(field, before, names), _said(field, after, names))
            taken.setdefault(key, []).append((_label(field), *words))
    return {
        "taken": [(rows[key], changes) for key, changes in taken.items()],
        "cells": len(returned.changes),
        "left": [(rows[key], why) for key, why in returned.left if key in rows],
    }


def _label(field: str) -> str:
    return label(ledger_table().columns[field.removesuffix("_yuan")])


def _said(field: str, value, names: dict) -> str:
    if value is None:
        return ""
    if field.endswith("_yuan"):
        return in_ten_thousands(given_back(field, value, None))
    return names.get((field, value), str(value))


def _names(returned: LedgerReturn) -> dict:
    """(field, key) → name of the people and units that the changes speak of."""
    found: dict = {}
    for field, model in (("officer", User), ("lead_unit", Unit)):
        keys = {value for _key, name, *pair in returned.changes if name == field for value in pair if value}
        with viewing_as(SYSTEM):
            named = model._default_manager.in_bulk(keys) if keys else {}
        found |= {(field, pk): one.name for pk, one in named.items()}
    return found
