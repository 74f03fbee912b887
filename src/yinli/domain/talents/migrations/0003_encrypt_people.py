"""Encrypts talents and holders of certificates, in their rows and in all of history; reversible while keys are left."""

from django.db import migrations

from yinli.base.personal.migrating import Entries, People, encrypting, triggers
from yinli.core import names

TALENTS = People(table="talents_talent", kind="talent", columns={"name": "talent.name"})
CERTIFICATES = People(
    table="talents_certificate", kind="certificate", columns={"holder": "certificate.holder"}, name="holder",
    person="person_key",
)
SAID = Entries(
    "talents.talent", {"name": "talent.name"}, label="talent.name",
    who=lambda apps, alias, subjects: lambda pk, said: subjects.get(pk),
)


def pinyin_again(apps, schema_editor):
    """On the way back, once the names are readable: lists of people were in the order of their pinyin."""
    with schema_editor.connection.cursor() as cursor:
        triggers(cursor, ("talents_talent",), "DISABLE")
        cursor.execute("SELECT id, name FROM talents_talent")
        for pk, name in cursor.fetchall():
            cursor.execute("UPDATE talents_talent SET name_pinyin = %s WHERE id = %s", [names.pinyin(name)[:200], pk])
        triggers(cursor, ("talents_talent",), "ENABLE")


class Migration(migrations.Migration):
    dependencies = [("talents", "0002_people_are_subjects"), ("history", "0001_initial")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, pinyin_again),
        encrypting(CERTIFICATES, TALENTS, entries=SAID),
    ]
