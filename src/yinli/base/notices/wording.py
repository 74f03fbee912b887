"""Kinds of notices in words, and where each leads: an app registers its own from `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`words` is a lazy sentence, which may hold values of the notice as `%(name)s`, or makes one of them; `icon` of
    @tabler/icons; `address` gives the page of the record, "" for none."""

    words: object | Callable[[dict], str]
    icon: str
    address: Callable[[Model], str] = lambda record: ""


_kinds: dict[str, Kind] = {
    # Of a person's own account: told to its owner, whoever touched it.
    "account.password_changed": Kind(_("The password of your account was changed."), "lock"),
    "account.passkey_added": Kind(_("A passkey was added to your account."), "key"),
    "account.passkey_removed": Kind(_("A passkey was removed from your account."), "key"),
    "account.new_device": Kind(
        _("Your account was used on a device that was not known before."), "device-laptop"
    ),
}


def register_kinds(kinds: dict[str, Kind]) -> None:
    """Put an app's kinds of notices into words: {"project.given": Kind(…)}."""
    _kinds.update(kinds)


def kind_of(code: str) -> Kind:
    """The kind with this code; KeyError for one that no app has put into words."""
    return _kinds[code]
