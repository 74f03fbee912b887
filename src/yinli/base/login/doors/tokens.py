"""Access tokens of other systems: in this process's memory and nowhere else, until shortly before they end."""

from collections.abc import Callable, Hashable

# A token is asked for anew so many seconds before its end: it must outlive the call it is shown at.
EARLY = 300
# Whatever a system promises.
LONGEST = 7200

_KEPT: dict[Hashable, tuple[str, float]] = {}


def token_of(owner: Hashable, fetch: Callable[[], tuple[str, object]], *, now: float) -> str:
    """The token of `owner`, kept or fetched; `fetch` gives it with the seconds it lasts. `now` on a clock of one's own.

    Two threads may fetch at once: both get a token, and the later one is kept.
    """
    token, until = _KEPT.get(owner, ("", 0.0))
    if now < until:
        return token
    token, lasts = fetch()
    if isinstance(lasts, int):
        _KEPT[owner] = (token, now + min(lasts, LONGEST) - EARLY)
    return token


def forget(owner: Hashable) -> None:
    """The kept token of `owner` opens nothing any more."""
    _KEPT.pop(owner, None)
