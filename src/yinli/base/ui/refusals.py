"""Which exception becomes which page: apps register theirs, the middleware shows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """How one class of exception is told: HTTP status and page."""

    status: int
    template: str


_refusals: dict[type[Exception], Refusal] = {}


def register_refusal(exception_class, status, template="ui/refused.html"):
    """Show `template` with `status` when a view raises `exception_class` (or a subclass).
    The page gets `refusal` (the exception), `status` and `typed` (what the person had entered)."""
    _refusals[exception_class] = Refusal(status, template)


def refusal_for(exception):
    """The `Refusal` of the exception's nearest registered class, or None."""
    for cls in type(exception).__mro__:
        if cls in _refusals:
            return _refusals[cls]
    return None
