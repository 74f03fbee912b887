"""The places of the rail: each app registers its own entry from `AppConfig.ready()`."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from yinli.base.accounts.permissions import may


@dataclass(frozen=True)
class Entry:
    """One place of the rail.

    `label` is a lazy translation, `icon` a name of @tabler/icons (outline), `shortcut` the letter pressed
    after g, `action` a row of permissions.toml ("" = everybody who is logged in).
    """

    key: str
    url_name: str
    label: object
    icon: str
    order: int
    action: str = ""
    shortcut: str = ""

    @property
    def url(self):
        """Its address, or "" while no url of that name exists."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


_entries: dict[str, Entry] = {}


def register_entry(*fields, **named):
    """Put an `Entry` on the rail; its fields are the arguments. The last one registered under a key holds."""
    entry = Entry(*fields, **named)
    _entries[entry.key] = entry
    return entry


def entries_for(user):
    """The entries `user` may open, in their order."""
    ordered = sorted(_entries.values(), key=lambda entry: entry.order)
    return [entry for entry in ordered if entry.url and (not entry.action or may(user, entry.action))]


def current(entries, path):
    """The entry whose address is the longest beginning of `path`, or None."""
    within = [entry for entry in entries if path.startswith(entry.url)]
    return max(within, key=lambda entry: len(entry.url), default=None)
