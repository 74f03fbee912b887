"""What a personal link can be for: each app that uses links registers its purposes at start."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """`action` is what whoever issues or revokes must be allowed to do (permissions.toml), on the link's
    record where it has one; `landing` is the url name of the page that an opened link leads to; `title` says in words
    what it is for."""

    code: str
    action: str
    landing: str
    title: object = ""


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> Purpose:
    """Make links of this purpose possible; called from an app's `ready()`."""
    _purposes[purpose.code] = purpose
    return purpose


def purposes() -> list[Purpose]:
    """Everything a link can be for."""
    return list(_purposes.values())


def purpose_of(code: str) -> Purpose:
    """The purpose registered under `code`; raises KeyError."""
    return _purposes[code]
