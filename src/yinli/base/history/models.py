"""What happened: one business entry an action, and a trigger-written audit of every column beside it."""

import pghistory
import pghistory.models
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from yinli.base.accounts.models import Unit, User


class Event(pghistory.models.Event):
    """Base of all audit tables; bigint, since history outgrows everything."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


class Record(models.Model):
    """Base of every record a person can change: a version that `lock` compares, and a public number.

    The number is what leaves the house (addresses, papers, exports); it never changes.
    """

    NUMBER_PREFIX = ""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def number(self) -> str:
        """The public number, e.g. `P000123`."""
        return f"{self.NUMBER_PREFIX}{self.pk:06d}"

    @classmethod
    def pk_from(cls, number: str) -> int | None:
        """The key behind a public number; None when it is no number of this kind."""
        digits = number.upper().removeprefix(cls.NUMBER_PREFIX)
        return int(digits) if digits.isdecimal() and len(digits) < 19 else None


class Entry(models.Model):
    """One thing somebody did to one record: the timeline, the cause of notices, the audit's headline."""

    # A default, not auto_now_add: imports and the demo write down what happened earlier.
    at = models.DateTimeField(default=timezone.now)
    # The day it is about, where that is another than the day it was written down (imports, the demo).
    happened_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    record_label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    context = models.ForeignKey(
        "pghistory.Context", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id", "-at"], name="entry_of_record"),
            models.Index(fields=["-at"], name="entry_latest"),
            models.Index(fields=["action", "-happened_on", "-id"], name="entry_of_action"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.at:%F %T} {self.by_name} {self.action} {self.record_label}"


class Seal(models.Model):
    """One link of the chain over all of history, written by `seals.sealing` as the owner of the tables.

    `tables` says which rows it seals (seals.batches.Range), `standing` where every table stands, each
    hundredth time. The same stands, signed, in the exported heads; there it is believed, here it is shown.
    """

    # Given by the one who seals: without gaps, which a sequence does not promise.
    number = models.BigIntegerField(primary_key=True)
    algorithm = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    leaves = models.CharField(max_length=64)
    tables = models.JSONField()
    standing = models.JSONField(null=True)
    signature = models.CharField(max_length=88)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.number} {self.head[:12]}"

    @property
    def rows(self) -> int:
        """How many rows it seals."""
        return sum(each["count"] for each in self.tables)


def tracked(model, app_label: str = "", also: tuple = (), **options):
    """Class decorator: every insert, update and delete of `model` is written down by the database, and `also` what
    those would not tell."""
    trackers = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), *also)
    return pghistory.track(*trackers, app_label=app_label or model._meta.app_label, **options)(model)


# Units and people are tracked from here: accounts is the lower app and knows nothing of history.
tracked(Unit, app_label="history")
# The hash of a password is kept out of history; that it changed is not, whoever changed it.
PASSWORD_CHANGED = pghistory.UpdateEvent(
    "password", condition=pgtrigger.Condition("OLD.password IS DISTINCT FROM NEW.password")
)
tracked(User, app_label="history", also=(PASSWORD_CHANGED,), exclude=["password", "last_login"])
