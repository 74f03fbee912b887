"""A migration may run while the previous version still serves: it locks nothing for long, and can go back."""

import pytest
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import SOURCE


def later_migrations() -> list[migrations.Migration]:
    """Ours that change what stands already: those that make an app's first tables meet no rows."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {path.parent.parent.name for path in SOURCE.rglob("migrations/__init__.py")}
    return [
        one for (app, _), one in sorted(loader.disk_migrations.items()) if app in ours and not one.initial
    ]


def one_way(migration) -> list[str]:
    """Operations without a way back."""
    return [
        f"{migration.app_label}.{migration.name}: {operation.describe()}"
        for operation in migration.operations
        if not operation.reversible
    ]


def without_a_default(migration) -> list[str]:
    """New columns that an old version, which does not know them, could not insert around."""
    made = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    return [
        f"{migration.app_label}.{migration.name}: {one.model_name}.{one.name}"
        for one in migration.operations
        if isinstance(one, migrations.AddField)
        and one.model_name.lower() not in made
        and not one.field.many_to_many
        and not one.field.null
        and not one.field.has_db_default()
    ]


def test_every_migration_can_go_back():
    assert [line for one in later_migrations() for line in one_way(one)] == []


def test_a_new_column_can_be_left_out_by_the_version_that_still_serves():
    assert [line for one in later_migrations() for line in without_a_default(one)] == []


@pytest.mark.parametrize(
    "operation",
    [migrations.RunPython(lambda apps, editor: None), migrations.RunSQL("SELECT 1")],
    ids=["RunPython", "RunSQL"],
)
def test_the_check_finds_what_has_no_way_back(operation):
    bad = migrations.Migration("9999_bad", "accounts")
    bad.operations = [operation]
    assert len(one_way(bad)) == 1


def test_the_check_finds_a_column_that_must_be_filled():
    from django.db import models

    bad = migrations.Migration("9999_bad", "accounts")
    bad.operations = [migrations.AddField("unit", "colour", models.CharField(default="", max_length=9))]
    assert len(without_a_default(bad)) == 1
    bad.operations = [migrations.AddField("unit", "colour", models.CharField(db_default="", max_length=9))]
    assert without_a_default(bad) == []
