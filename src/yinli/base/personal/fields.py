"""A column about a person: ciphertext in the database, masked on every page unless somebody asks for it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yinli.base.personal import ciphers
from yinli.base.personal.keystore import KeyGone
from yinli.core.personal_numbers import masked


class PlaintextRefused(TypeError):
    """Somebody tried to write or look up a personal value as plain text; nothing was sent to the database."""


@dataclass(frozen=True)
class Look:
    """How a column's values are bound and shown. `shown`: work needs it (a name), so whoever may see the
    row reads it; otherwise it shows as its mask (`mask`: phone, email, name, text)."""

    column: str
    mask: str
    shown: bool = False


class Personal:
    """One value about a person. As text it is what may be shown; `reveal()` is for the audited action."""

    __slots__ = ("_plain", "look", "token")

    def __init__(self, look: Look, token: str = "", plain: str = ""):
        self.look, self.token, self._plain = look, token, plain

    def reveal(self) -> str:
        """The words themselves; raises KeyGone once the person is erased."""
        return ciphers.unseal(self.token, self.look.column) if self.token else self._plain

    @property
    def is_erased(self) -> bool:
        """Whether the person's key is gone."""
        try:
            self.reveal()
        except (KeyGone, InvalidTag):
            return True
        return False

    def sealed_for(self, subject_id: int) -> "Personal":
        """The same with its token, made now when there was none."""
        if self._plain and not self.token:
            self.token = ciphers.seal(subject_id, self.look.column, self._plain)
            self._plain = ""
        return self

    def kept_in_history(self) -> str:
        """What an entry of history may hold: the token, which dies with the person."""
        return self.token or ("***" if self._plain else "")

    def __str__(self) -> str:
        if not self:
            return ""
        try:
            plain = self.reveal()
        except (KeyGone, InvalidTag):
            return _("Erased person") if self.look.mask == "name" else pgettext("personal", "erased")
        return plain if self.look.shown else masked(self.look.mask, plain)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        # Tracebacks and logs show this.
        return f"<Personal {self.look.column}>"

    def __bool__(self) -> bool:
        return bool(self.token or self._plain)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Personal):
            return self.token == other.token if self.token and other.token else self._same(other.reveal())
        return self._same(other) if isinstance(other, str) else NotImplemented

    def _same(self, words: str) -> bool:
        try:
            return self.reveal() == words
        except KeyGone:
            return False

    def __hash__(self) -> int:
        return hash((self.look.column, self.token or self._plain))


class _PersonalAttribute(DeferredAttribute):
    """Whatever is assigned becomes a Personal: no plain words wait on an instance to be printed."""

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.personal(value)  # type: ignore[attr-defined]


class PersonalField(models.TextField):
    """A text about a person, encrypted under the key of the row's `subject`. "" is empty.

    `column` names the place for ever ("contact.phone"): it is authenticated with every value.
    """

    descriptor_class = _PersonalAttribute

    def __init__(self, *args: Any, column: str = "", mask: str = "text", shown: bool = False, **options: Any):
        # Positional only for the verbose name, as everywhere in Django.
        super().__init__(*args, **options)
        self.look = Look(column, mask, shown)

    def deconstruct(self) -> Any:
        """With the look, so that event tables read their copies alike."""
        name, path, args, kwargs = super().deconstruct()
        look = {"column": self.look.column, "mask": self.look.mask, "shown": self.look.shown}
        return name, path, args, {**kwargs, **look}

    def personal(self, value: Any) -> Any:
        """A Personal of anything that may be assigned; expressions pass."""
        if isinstance(value, Personal) or hasattr(value, "resolve_expression"):
            return value
        text = "" if value is None else str(value)
        is_token = text.startswith(ciphers.PREFIX)
        return Personal(self.look, token=text) if is_token else Personal(self.look, plain=text)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Personal:
        """What stands in the database, not yet decrypted."""
        return Personal(self.look, token=value or "")

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Encrypt under the row's own subject."""
        value = self.personal(getattr(model_instance, self.attname))
        if not value:
            return value
        if model_instance.subject_id is None:
            raise PlaintextRefused(f"{self.look.column} needs a subject: open one first")
        return value.sealed_for(model_instance.subject_id)

    def get_prep_value(self, value: Any) -> Any:
        """The token; raises PlaintextRefused for anything that is none."""
        if isinstance(value, Personal):
            if value and not value.token:
                raise PlaintextRefused(f"{self.look.column} is not encrypted yet")
            return value.token
        if value is None or value == "" or hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, str) and value.startswith(ciphers.PREFIX):
            return value
        raise PlaintextRefused(f"{self.look.column} is ciphertext: find people by their marks")


def words_of_token(token: str) -> str:
    """What a token in an entry of history may be shown as: its mask, or the words where its column shows them."""
    try:
        column = ciphers.parts(token)[1]
    except ValueError:
        return "***"
    return str(Personal(look_of(column), token=token))


@cache
def look_of(column: str) -> Look:
    """The look of the column called so; one that no model has any more shows nothing."""
    from django.apps import apps

    for model in apps.get_models():
        for field in model._meta.get_fields():
            look = getattr(field, "look", None)
            if isinstance(look, Look) and look.column == column:
                return look
    return Look(column, "text")
