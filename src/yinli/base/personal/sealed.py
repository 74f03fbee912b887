"""A column that tells of people in passing, encrypted under the key of the document it was read in.

Code reads and writes plain words; the table, its audit and every dump hold ciphertext. Whoever is erased takes the
document's key along: what is left of its words is written anew, without them, under a key of its own
(docs/decisions/0017). Of an older document whose key is gone, nothing can be read: the column is empty.
"""

import json
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from yinli.base.personal import ciphers
from yinli.base.personal.fields import Look
from yinli.base.personal.keystore import KeyGone


class Told:
    """Words for an entry of history: kept as a token under the document's key, and read for as long as that lives."""

    def __init__(self, subject_id: int, column: str, words: str):
        self._token = ciphers.seal(subject_id, column, words) if words else ""

    def kept_in_history(self) -> str:
        """What the entry holds."""
        return self._token


class _Sealed(models.Field):
    """Common to both. The model says whose key by `sealing_id`; where that is None the words stay plain."""

    look: Look

    def deconstruct(self) -> Any:
        """With the column's name, so that event tables read their copies alike."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "column": self.look.column}

    def _opened(self, token: str) -> str | None:
        try:
            return ciphers.unseal(token, self.look.column)
        except (KeyGone, InvalidTag):
            return None

    def _sealed(self, instance: Any, words: str) -> str:
        subject_id = instance.sealing_id
        return words if subject_id is None else ciphers.seal(subject_id, self.look.column, words)


class SealedText(_Sealed, models.TextField):
    """A text; "" is empty."""

    def __init__(self, *args: Any, column: str = "", **options: Any):
        super().__init__(*args, **options)
        self.look = Look(column, "text", shown=True)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Plain words."""
        if value is None or not value.startswith(ciphers.PREFIX):
            return value
        return self._opened(value) or ""

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Encrypt what is there."""
        words = getattr(model_instance, self.attname)
        return self._sealed(model_instance, words) if words and isinstance(words, str) else words


class SealedJSON(_Sealed, models.JSONField):
    """A list or an object; in the table a JSON string that holds the token."""

    def __init__(self, *args: Any, column: str = "", **options: Any):
        super().__init__(*args, **options)
        self.look = Look(column, "text", shown=True)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The list or object."""
        found = super().from_db_value(value, expression, connection)
        if not isinstance(found, str) or not found.startswith(ciphers.PREFIX):
            return found
        words = self._opened(found)
        return self.get_default() if words is None else json.loads(words)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Encrypt what is there."""
        value = getattr(model_instance, self.attname)
        words = json.dumps(value, ensure_ascii=False, cls=self.encoder or DjangoJSONEncoder)
        sealed = self._sealed(model_instance, words)
        return sealed if sealed is not words else value
