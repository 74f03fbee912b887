"""How a person can relate to a row: each app names its own paths in scope.py, this module compiles them.

The same declaration is compiled twice, to a `Q` for lists and to attribute look-ups for one object in
hand, so that a button never appears for a row that the list would not show.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import BigAutoField, Lookup, Model, Q, QuerySet

from yinli.base.accounts.models import SYSTEM, Unit, User
from yinli.base.accounts.viewer import read_once, viewing_as


@dataclass(frozen=True)
class Scope:
    """The paths from a row to the people and units it belongs to.

    `mine`, `unit` and `reported` are paths of foreign keys (`"officer"`, `"visit__officer"`): to users,
    to units, and to whoever reported the row. `named` is a many-to-many of users. `confidential` is the
    path of a boolean: where it is true only `mine` and `named` people see the row, whatever their role.

    `matter` is the path of the unit to which the row itself was handed. It reaches through `confidential`,
    and it alone does: whoever is asked for an answer must see the question. What the row belongs to stays
    closed to them, and its name is told to nobody by a row seen as a matter.
    """

    model: type[Model]
    mine: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    named: str = ""
    confidential: str = ""
    matter: tuple[str, ...] = ()

    def q(self, user, relations: Iterable[str]) -> Q:
        """The rows of `model` to which `user` stands in one of `relations`, without those closed to them."""
        found = self._related(user, [relation for relation in relations if relation != "matter"])
        if "matter" in relations:
            # An empty Q ("all rows") or-ed with another would vanish: there is nothing to add to it.
            found = found | _matter_q(self, user) if found else found
        return found & ~closed_to(user, self.model)

    def holds(self, user, relations: Iterable[str], obj: Model) -> bool:
        """The same for one object in hand, without a query where its relations are loaded and nothing
        closes rows of its model."""
        if is_closed_to(user, obj):
            return False
        if "matter" in relations and _matter_one(self, user, obj):
            return True
        if self._is_confidential(obj) and not self._personal(user, obj):
            return getattr(user, "role", "") == "system"
        return any(_RELATIONS_ONE[relation](self, user, obj) for relation in relations)

    def _related(self, user, relations: Iterable[str]) -> Q:
        if "all" in relations:
            return self._open_to(user)
        found = Q(pk__in=[])
        for relation in relations:
            found |= _RELATIONS_Q[relation](self, user)
        return found & self._open_to(user)

    def _is_confidential(self, obj) -> bool:
        if not self.confidential:
            return False
        link = self.confidential.rpartition("__")[0]
        # A link to a row that the database itself keeps from the viewer leads to a confidential one.
        behind_a_wall = link and follow(obj, f"{link}_id") is not None and follow(obj, link) is None
        return bool(behind_a_wall or follow(obj, self.confidential))

    def _open_to(self, user) -> Q:
        if not self.confidential or user.role == "system":
            return Q()
        open_rows = Q(**{self.confidential: False})
        if link := self.confidential.rpartition("__")[0]:
            # Asked of the key, not by "is not true": a link to a row that the database keeps from the viewer
            # leads nowhere in a join, as one that is empty does.
            open_rows |= Q(**{f"{link}_id": None})
        return open_rows | _mine_q(self, user) | _named_q(self, user)

    def _personal(self, user, obj) -> bool:
        return _mine_one(self, user, obj) or _named_one(self, user, obj)


def follow(obj: Any, path: str) -> Any:
    """The value at the end of a double-underscore path; None where a link on the way is empty, or leads to a
    row that row-level security keeps from the viewer."""
    for step in path.split("__"):
        if obj is None:
            return None
        try:
            obj = getattr(obj, step)
        except ObjectDoesNotExist:
            return None
    return obj


def _any(paths: tuple[str, ...], lookup: str, value: Any) -> Q:
    found = Q(pk__in=[])
    if value is not None:
        for path in paths:
            found |= Q(**{path + lookup: value})
    return found


def _ids(paths: tuple[str, ...], obj: Any) -> set[int]:
    return {value for path in paths if (value := follow(obj, path + "_id")) is not None}


def _mine_q(scope: Scope, user) -> Q:
    return _any(scope.mine, "", user.pk)


def _named_q(scope: Scope, user) -> Q:
    if not scope.named or user.pk is None:
        return Q(pk__in=[])
    # A subquery, not a join: a join on people would repeat rows.
    return among("", scope.model._base_manager.filter(**{scope.named: user.pk}).order_by().values("pk"))


def _reported_q(scope: Scope, user) -> Q:
    return _any(scope.reported, "", user.pk)


def _unit_q(scope: Scope, user) -> Q:
    found = Q(pk__in=[])
    for path in scope.unit if user.unit_id else ():
        if person := _person_of_unit(scope, path):
            found |= among(person, User.objects.filter(unit=user.unit_id).order_by().values("pk"))
        else:
            found |= Q(**{path: user.unit_id})
    return found


def _subtree_q(scope: Scope, user) -> Q:
    found = Q(pk__in=[])
    for path in scope.unit if user.unit_id else ():
        if person := _person_of_unit(scope, path):
            people = User.objects.filter(unit__path__startswith=user.unit.path)
            found |= among(person, people.order_by().values("pk"))
        else:
            units = Unit.objects.filter(path__startswith=user.unit.path)
            found |= among(path, units.order_by().values("pk"))
    return found


def _person_of_unit(scope: Scope, path: str) -> str:
    """ "officer" for "officer__unit", where the row itself names that person: asked by who is in the unit, an index
    over people answers; "" for any other path."""
    person, _, last = path.rpartition("__")
    if last != "unit" or not person or "__" in person:
        return ""
    return person if scope.model._meta.get_field(person).related_model is User else ""


def among(path: str, rows: QuerySet) -> Q:
    """Rows whose link at `path` ("" for their own key) is one of `rows`, a query of keys.

    Asked as an array and not by IN: several of these joined by "or" are then each found by their index, where a
    subquery would be held against every row of the table.
    """
    key = f"{path}__id" if path else "pk"
    return Q(**{f"{key}__any_of": ArraySubquery(rows)})


@BigAutoField.register_lookup
class AnyOf(Lookup):
    """`key__any_of`: the key is in an array."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """key = ANY (array)."""
        left, given = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY ({right})", [*given, *more]


def _matter_q(scope: Scope, user) -> Q:
    return _any(scope.matter, "", user.unit_id)


def _mine_one(scope: Scope, user, obj) -> bool:
    return user.pk in _ids(scope.mine, obj)


def _named_one(scope: Scope, user, obj) -> bool:
    people = follow(obj, scope.named) if scope.named and user.pk is not None else None
    return people is not None and people.filter(pk=user.pk).exists()


def _reported_one(scope: Scope, user, obj) -> bool:
    return user.pk in _ids(scope.reported, obj)


def _unit_one(scope: Scope, user, obj) -> bool:
    return user.unit_id is not None and user.unit_id in _ids(scope.unit, obj)


def _matter_one(scope: Scope, user, obj) -> bool:
    return user.unit_id is not None and user.unit_id in _ids(scope.matter, obj)


def _subtree_one(scope: Scope, user, obj) -> bool:
    if not user.unit_id:
        return False
    units = (follow(obj, path) for path in scope.unit)
    return any(unit is not None and unit.path.startswith(user.unit.path) for unit in units)


_RELATIONS_Q = {
    "mine": _mine_q,
    "named": _named_q,
    "reported": _reported_q,
    "unit": _unit_q,
    "subtree": _subtree_q,
}
_RELATIONS_ONE = {
    "all": lambda scope, user, obj: True,
    "mine": _mine_one,
    "named": _named_one,
    "reported": _reported_one,
    "unit": _unit_one,
    "subtree": _subtree_one,
    "matter": _matter_one,
}

_scopes: dict[type[Model], Scope] = {}
# Model → rules of upper apps, each giving for a viewer the rows of the model that are closed to them.
_closings: dict[type[Model], list[Callable[[Any], Q]]] = {}
_few: set[type[Model]] = set()


def register(scope: Scope) -> Scope:
    """Make `scope` the one answer to who relates to its model; called by each app's scope.py."""
    _scopes[scope.model] = scope
    return scope


def scope_of(model: type[Model]) -> Scope:
    """The scope registered for `model`; a model without one is seen by `all` relations only."""
    return _scopes.get(model) or Scope(model)


def close(model: type[Model], rule: Callable[[Any], Q]) -> None:
    """Let an upper app close rows of a lower one: `rule(viewer)` is the `Q` of those closed to the viewer,
    whatever their role. Called from the upper app's scope.py; jobs see everything."""
    _closings.setdefault(model, []).append(rule)


def few_are_closed(model: type[Model]) -> None:
    """Say that so few rows of `model` are closed to anybody that their keys are read once and passed on: rules about
    them nest deep, and many lists of a page ask."""
    _few.add(model)


def closed_to(viewer, model: type[Model]) -> Q:
    """The rows of `model` that some upper app closes to `viewer`."""
    if getattr(viewer, "role", "") == "system" or model not in _closings:
        return Q(pk__in=[])
    if model not in _few:
        return _by_rules(viewer, model)

    def read() -> list[int]:
        # Asked as the system: the database keeps from the viewer the very rows that close these.
        with viewing_as(SYSTEM):
            rows = model._base_manager.filter(_by_rules(viewer, model)).order_by()
            return list(rows.values_list("pk", flat=True))

    return Q(pk__in=read_once(("closed", model, viewer.pk), read))


def _by_rules(viewer, model: type[Model]) -> Q:
    found = Q(pk__in=[])
    for rule in _closings[model]:
        found |= rule(viewer)
    return found


def is_closed_to(viewer, obj: Model) -> bool:
    """The same for one object in hand; a row not kept yet is closed to nobody."""
    if obj.pk is None or type(obj) not in _closings or getattr(viewer, "role", "") == "system":
        return False
    # Asked as the system: the database keeps from the viewer the very rows that close this one.
    with viewing_as(SYSTEM):
        return type(obj)._base_manager.filter(closed_to(viewer, type(obj)), pk=obj.pk).exists()
