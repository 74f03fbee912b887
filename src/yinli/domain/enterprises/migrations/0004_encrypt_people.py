"""Encrypts the people of enterprises, in their rows and in all of history; reversible while keys are left."""

from django.db import migrations

from yinli.base.personal import ciphers
from yinli.base.personal.migrating import People, decrypt, encrypt, opened, rewrite_entries

CONTACTS = People(
    table="enterprises_contact",
    kind="contact",
    columns={"name": "contact.name", "title": "contact.title", "phone": "contact.phone", "email": "contact.email"},
    marked=True,
)


def forwards(apps, schema_editor):
    encrypt(CONTACTS, apps, schema_editor)
    by_name = {}
    contacts = apps.get_model("enterprises", "Contact").objects.using(schema_editor.connection.alias)
    for contact in contacts.iterator():
        by_name[contact.enterprise_id, contact.name.reveal()] = contact

    def change(enterprise_id, label, before, after):
        if "person" not in after:
            return label, before, after
        known = by_name.get((enterprise_id, after["person"]))
        hidden = {name: ciphers.seal(known.subject_id, f"contact.{column}", after[name]) if known and after[name] else "***"
                  for name, column in (("person", "name"), ("title", "title")) if name in after}
        return label, before, {**after, **hidden}

    rewrite_entries(schema_editor, "enterprises.enterprise", change)


def backwards(apps, schema_editor):
    def change(enterprise_id, label, before, after):
        return label, before, {name: opened(value) if isinstance(value, str) else value for name, value in after.items()}

    rewrite_entries(schema_editor, "enterprises.enterprise", change)
    decrypt(CONTACTS, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_people_are_subjects"), ("history", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
