"""Pages of a list by where the last one ended, not by how many rows come before: the thousandth costs what the first does.

A cursor in the address holds the values by which rows are ordered, of the first or last row shown. What cannot be read as
one shows the beginning.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

# Counted exactly up to here; beyond it a list says "10,000+".
COUNTED_TO = 10_000
# A name of a column that no model has.
_KEY = "keyset_"


@dataclass(frozen=True)
class Shown:
    """The rows of one page, the place of the first of them in the list (from 1), and the cursors of the pages beside;
    "" where there is none."""

    object_list: list
    start: int
    after: str
    before: str

    @property
    def end(self) -> int:
        """The place of the last row."""
        return self.start + len(self.object_list) - 1


@dataclass(frozen=True)
class _Term:
    """One thing ordered by: an expression, which way, and whether it may be empty (empty comes last)."""

    expression: Any
    descending: bool
    nullable: bool

    def order(self, turned: bool) -> OrderBy:
        """As SQL orders by it; `turned` for reading a list from its end."""
        down = self.descending != turned
        if not self.nullable:
            return OrderBy(self.expression, descending=down)
        last = {"nulls_first": True} if turned else {"nulls_last": True}
        return OrderBy(self.expression, descending=down, **last)

    def beyond(self, key: str, value: Any, turned: bool) -> Q:
        """Rows that come after one with `value`; before it when `turned`."""
        if value is None:
            return Q(**{f"{key}__isnull": False}) if turned else Q(pk__in=[])
        found = Q(**{f"{key}__{'lt' if self.descending != turned else 'gt'}": value})
        return found | Q(**{f"{key}__isnull": True}) if self.nullable and not turned else found


def counted(rows: QuerySet) -> tuple[int, bool]:
    """(how many rows there are, at most COUNTED_TO; whether there are more)."""
    count = rows.order_by()[: COUNTED_TO + 1].count()
    return min(count, COUNTED_TO), count > COUNTED_TO


def shown(
    rows: QuerySet, order: tuple, size: int, asked: dict[str, str], paths: tuple[str, ...] = ()
) -> Shown:
    """One page of `rows` in `order` (as order_by takes it, ending in the key). `asked` are the parameters of the address:
    `after` or `before` a cursor. With `paths` the page holds tuples of these values instead of objects."""
    terms = [_term(rows.model, given) for given in order]
    keys = {f"{_KEY}{at}": term.expression for at, term in enumerate(terms)}
    rows = rows.annotate(**keys)
    turned = bool(asked.get("before"))
    cursor = _read(asked.get("before") or asked.get("after") or "", rows, list(keys))
    if cursor is None:
        turned, place = False, 1
    else:
        rows, place = rows.filter(_beyond(terms, list(keys), cursor[1], turned)), cursor[0]
    rows = rows.order_by(*(term.order(turned) for term in terms))
    found = list(rows.values_list(*paths, *keys)[: size + 1] if paths else rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if turned:
        found.reverse()
        start = max(1, place - len(found)) if more else 1
    else:
        start = place
    page = _page(found, start, list(keys), earlier=more if turned else start > 1, later=turned or more)
    return replace(page, object_list=[row[: len(paths)] for row in found]) if paths else page


def _page(found: list, start: int, keys: list[str], *, earlier: bool, later: bool) -> Shown:
    def cursor(row: Model | tuple, place: int) -> str:
        values = row[-len(keys) :] if isinstance(row, tuple) else [getattr(row, key) for key in keys]
        said = json.dumps([place, [None if value is None else str(value) for value in values]])
        return urlsafe_b64encode(said.encode()).decode().rstrip("=")

    after = cursor(found[-1], start + len(found)) if found and later else ""
    return Shown(found, start, after, cursor(found[0], start) if found and earlier else "")


def _read(text: str, rows: QuerySet, keys: list[str]) -> tuple[int, list] | None:
    """(place, values) of a cursor; None for what is none of this list's."""
    try:
        place, values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if len(values) != len(keys) or not 0 < int(place) < 10**9:
            return None
        fields = [rows.query.annotations[key].output_field for key in keys]
        made = [
            None if value is None else field.to_python(str(value))
            for field, value in zip(fields, values, strict=True)
        ]
        return int(place), made
    except (ValueError, TypeError, ValidationError, UnicodeDecodeError, ArithmeticError):
        return None


def _beyond(terms: list[_Term], keys: list[str], values: list, turned: bool) -> Q:
    """Rows after (or before) the one with these values: beyond in the first, or the same there and beyond in the next …"""
    parts, same = [], Q()
    for term, key, value in zip(terms, keys, values, strict=True):
        parts.append(same & term.beyond(key, value, turned))
        same &= Q(**{f"{key}__isnull": True}) if value is None else Q(**{key: value})
    # The first term by itself, so that an index over it is used.
    first = _not_passed(terms[0], keys[0], values[0], turned)
    return first & reduce(or_, parts)


def _not_passed(term: _Term, key: str, value: Any, turned: bool) -> Q:
    """Rows that are not yet passed by their first term."""
    if value is None:
        return Q() if turned else Q(**{f"{key}__isnull": True})
    found = Q(**{f"{key}__{'lte' if term.descending != turned else 'gte'}": value})
    return found | Q(**{f"{key}__isnull": True}) if term.nullable and not turned else found


def _term(model: type[Model], given: Any) -> _Term:
    if isinstance(given, str):
        path = given.removeprefix("-")
        return _Term(F(path), given.startswith("-"), _may_be_empty(model, path))
    if isinstance(given, OrderBy):
        path = getattr(given.expression, "name", "")
        nullable = bool(given.nulls_last or given.nulls_first) or bool(path and _may_be_empty(model, path))
        return _Term(given.expression, given.descending, nullable)
    return _Term(given, False, False)


def _may_be_empty(model: type[Model], path: str) -> bool:
    """Whether a field, or a link on the way to it, may be empty; what is no field of the model (an annotation) may."""
    at: Any = model
    for step in path.split("__"):
        if step == "pk":
            return False
        try:
            field = at._meta.get_field(step)
        except (FieldDoesNotExist, AttributeError):
            return True
        if getattr(field, "null", True):
            return True
        at = getattr(field, "related_model", None)
    return False
