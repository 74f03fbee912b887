"""History stays whole: everything is tracked, nothing tracked is dropped, every guard stands in the database."""

import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import modules
from yinli.base.history.grants import history_tables
from yinli.base.history.models import Entry, Event, Record, Seal

# Models that belong to records and are not tracked, each with its reason. None today.
NOT_TRACKED: dict[str, str] = {
    "first_report.LedgerEntry": "it is a history itself: lines are only added, and each holds the head of the one before",
}
# Columns of history that were dropped, renamed or narrowed, as "app.model.field", each with its reason. None today.
_ENCRYPTED = "the column holds ciphertext from here on, which is longer and of another kind"
_SEALED = (
    "from here on it holds ciphertext in a column of the same kind; what seals bind already stays as it is"
)
_KNOWS_AGAIN = "it would know an erased person again"
GIVEN_UP: dict[str, str] = {
    **{f"enterprises.contactevent.{name}": _ENCRYPTED for name in ("name", "title", "phone", "email")},
    "talents.certificateevent.holder": _ENCRYPTED,
    "talents.talentevent.name": _ENCRYPTED,
    "talents.certificateevent.person_key": _KNOWS_AGAIN,
    "talents.talentevent.person_key": _KNOWS_AGAIN,
    "talents.talentevent.name_pinyin": _KNOWS_AGAIN,
    "sources.sourceevent.text": _SEALED,
    "sources.evidenceevent.surface": _SEALED,
    "intake.draftevent.marks": _SEALED,
    "intake.itemevent.values": _SEALED,
    "intake.itemevent.edits": _SEALED,
    "visits.visitevent.met": _SEALED,
}

EVENTS = [model for model in apps.get_models() if issubclass(model, Event)]


def tracked_models() -> set[type[models.Model]]:
    # A table that links two others is tracked through a proxy of it.
    return {model.pgh_tracked_model._meta.concrete_model for model in EVENTS}


def belongs_to_a_record(model) -> bool:
    """Whether it is a record or has a foreign key to one."""
    return issubclass(model, Record) or any(
        isinstance(field, models.ForeignKey) and issubclass(field.related_model, Record)
        for field in model._meta.get_fields()
    )


def test_every_record_and_what_belongs_to_it_is_tracked():
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if belongs_to_a_record(model) and not issubclass(model, Event) and not model._meta.proxy
    ]
    missing = {model._meta.label for model in ours if model not in tracked_models()} - set(NOT_TRACKED)
    assert len(ours) > 10 and missing == set()


def test_ids_of_history_are_bigint_and_come_one_by_one(db):
    """Sealing rests on ids that are taken in the writing transaction: a sequence must not hand out a stock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, s.seqtypid::regtype::text, s.seqcache FROM pg_sequence s"
            " JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i')"
            " JOIN pg_class c ON c.oid = d.refobjid"
        )
        found = {table: (kind, cache) for table, kind, cache in cursor.fetchall()}
    due = history_tables() - {"pghistory_context"}
    assert {table: found.get(table) for table in due} == dict.fromkeys(due, ("bigint", 1))


def test_every_table_of_history_refuses_change_and_truncate(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
        kinds: dict[str, int] = {}
        for table, kind in cursor.fetchall():
            # Bits of pg_trigger.tgtype for what happens before: 8 DELETE, 16 UPDATE, 32 TRUNCATE.
            kinds[table] = kinds.get(table, 0) | (kind if kind & 2 else 0)
    tables = history_tables() | {Seal._meta.db_table}
    assert {table for table in tables if kinds.get(table, 0) & 56 != 56} == set()


def operations():
    """(migration, operation) of every migration of the house."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("yinli."):
            for operation in migration.operations:
                yield f"{app}.{name}", app, operation


def of_history() -> set[tuple[str, str]]:
    """(app, model) of history as migrations know them, dropped ones too."""
    found = {("history", Entry._meta.model_name), ("history", Seal._meta.model_name)}
    for _, app, operation in operations():
        fields = dict(getattr(operation, "fields", None) or ())
        if "pgh_id" in fields or "pgh_obj" in fields:
            found.add((app, operation.name_lower))
    return found


def dropped(operation) -> str:
    """The field that an operation takes from a table, "*" for all of it, "" for none."""
    kind = type(operation).__name__
    if kind in ("RemoveField", "AlterField"):
        return operation.name
    if kind == "RenameField":
        return operation.old_name
    return "*" if kind in ("DeleteModel", "RenameModel", "AlterModelTable") else ""


# An altered field keeps its digests only where the text of its values stays the same.
def only_says_other_words(operation, before) -> bool:
    """Whether an AlterField leaves the column as it is, or makes room: labels, choices, defaults, length."""
    new = operation.field
    if type(new) is not type(before):
        return (type(before), type(new)) in {(models.CharField, models.TextField)}
    shorter = (new.max_length or 0) < (before.max_length or 0) if before.max_length else False
    scale = getattr(new, "decimal_places", None) != getattr(before, "decimal_places", None)
    return not shorter and not scale


def test_no_column_of_history_is_dropped_renamed_or_narrowed():
    history, before, lost = of_history(), {}, []
    for place, app, operation in operations():
        model = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", "")
        if type(operation).__name__ == "RenameModel":
            model = operation.old_name_lower
        known = before.setdefault((app, model), {})
        for name, field in [*(getattr(operation, "fields", None) or ())]:
            known[name] = field
        name = dropped(operation)
        if (app, model) in history and name and f"{app}.{model}.{name}" not in GIVEN_UP:
            same = type(operation).__name__ == "AlterField" and only_says_other_words(operation, known[name])
            lost += [] if same else [f"{place}: {type(operation).__name__} {model}.{name}"]
        if type(operation).__name__ in ("AddField", "AlterField"):
            known[operation.name] = operation.field
    assert len(history) > 20
    assert lost == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (models.CharField(max_length=10), models.CharField(max_length=20), True),
        (models.CharField(max_length=20), models.CharField(max_length=10), False),
        (models.CharField(max_length=20), models.TextField(), True),
        (models.TextField(), models.CharField(max_length=10), False),
        (models.DecimalField(9, decimal_places=2), models.DecimalField(9, decimal_places=4), False),
        (models.IntegerField(), models.IntegerField("label"), True),
    ],
)
def test_what_narrows_a_column_is_told_from_what_does_not(before, after, kept):
    operation = type("Alters", (), {"field": after})
    assert only_says_other_words(operation, before) is kept


def test_only_an_action_opens_an_audit_context():
    """A context may not outlive its transaction: its rows are sealed with it."""
    found = {
        module.name
        for module in modules()
        if re.search(r"pghistory\.context\(|HistoryMiddleware", "\n".join(module.lines))
    }
    assert found == {"base/history/actions.py"}
