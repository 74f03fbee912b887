"""Encrypts talents and holders of certificates, in their rows and in all of history; reversible while keys are left."""

from django.db import migrations

from yinli.base.personal import ciphers
from yinli.base.personal.migrating import People, decrypt, encrypt, opened, rewrite_entries
from yinli.core import names

TALENTS = People(table="talents_talent", kind="talent", columns={"name": "talent.name"})
CERTIFICATES = People(
    table="talents_certificate", kind="certificate", columns={"holder": "certificate.holder"}, name="holder",
    person="person_key",
)


def forwards(apps, schema_editor):
    encrypt(CERTIFICATES, apps, schema_editor)
    subjects = encrypt(TALENTS, apps, schema_editor)

    def sealed(pk, value):
        return ciphers.seal(subjects[pk], "talent.name", value) if value and pk in subjects else "***"

    def change(pk, label, before, after):
        token = sealed(pk, label)
        told = [{**side, "name": sealed(pk, side["name"])} if side.get("name") else side for side in (before, after)]
        return (token if len(token) <= 200 else "***"), *told

    rewrite_entries(schema_editor, "talents.talent", change)


def backwards(apps, schema_editor):
    def change(pk, label, before, after):
        told = [{**side, "name": opened(side["name"])} if side.get("name") else side for side in (before, after)]
        return opened(label), *told

    rewrite_entries(schema_editor, "talents.talent", change)
    decrypt(TALENTS, schema_editor)
    decrypt(CERTIFICATES, schema_editor)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute('ALTER TABLE "talents_talent" DISABLE TRIGGER USER')
        cursor.execute("SELECT id, name FROM talents_talent")
        for pk, name in cursor.fetchall():
            cursor.execute("UPDATE talents_talent SET name_pinyin = %s WHERE id = %s", [names.pinyin(name)[:200], pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute('ALTER TABLE "talents_talent" ENABLE TRIGGER USER')


class Migration(migrations.Migration):
    dependencies = [("talents", "0002_people_are_subjects"), ("history", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
