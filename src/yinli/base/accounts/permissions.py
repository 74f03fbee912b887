"""May they? One question for pages, actions and lists, answered from rules/permissions.toml."""

from django.db.models import Manager, Model, QuerySet

from yinli.base.accounts.scopes import scope_of
from yinli.core.permissions_table import permissions


class NotAllowed(Exception):
    """`user` may not do `action`; the page says so and names whom to ask."""

    def __init__(self, user, action: str, obj: Model | None = None):
        self.user, self.action, self.obj = user, action, obj
        # By its number: its name may stand in rows that `user` may not see, and a log is no place for it.
        on = f" on {type(obj).__name__} {obj.pk}" if obj is not None else ""
        super().__init__(f"{user} may not {action}{on}")


def relations_for(user, action: str) -> tuple[str, ...]:
    """The relations under which `user`'s role may do `action`; KeyError for an action no table knows."""
    if user is None or not user.is_authenticated or not user.is_active:
        return ()
    return permissions().relations_of(action, user.role)


def may(user, action: str, obj: Model | None = None) -> bool:
    """Whether `user` may do `action`, on `obj` when one is given, on some row otherwise."""
    relations = relations_for(user, action)
    if obj is None or not relations:
        return bool(relations)
    return scope_of(type(obj)).holds(user, relations, obj)


def require(user, action: str, obj: Model | None = None) -> None:
    """Raise NotAllowed unless `may(user, action, obj)`."""
    if not may(user, action, obj):
        raise NotAllowed(user, action, obj)


def visible(user, rows: QuerySet | Manager | type[Model], action: str = "") -> QuerySet:
    """The rows `user` may see. `action` defaults to `<model>.view`, e.g. `project.view`."""
    queryset = rows._default_manager.all() if isinstance(rows, type) else rows.all()
    model = queryset.model
    relations = relations_for(user, action or f"{action_prefix(model)}.view")
    if not relations:
        return queryset.none()
    return queryset.filter(scope_of(model).q(user, relations))


def action_prefix(model: type[Model]) -> str:
    """`FollowUp` → `follow_up`: the noun that a model's actions carry in permissions.toml."""
    name = model.__name__
    return "".join(("_" if i and c.isupper() else "") + c.lower() for i, c in enumerate(name))
