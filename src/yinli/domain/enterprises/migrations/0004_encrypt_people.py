"""Encrypts the people of enterprises, in their rows and in all of history; reversible while keys are left."""

from django.db import migrations

from yinli.base.personal.migrating import Entries, People, encrypting

CONTACTS = People(
    table="enterprises_contact",
    kind="contact",
    columns={"name": "contact.name", "title": "contact.title", "phone": "contact.phone", "email": "contact.email"},
    marked=True,
)


def by_name(apps, alias, subjects):
    """An entry stands with the enterprise, and names the person."""
    rows = apps.get_model("enterprises", "Contact").objects.using(alias)
    known = {(row.enterprise_id, row.name.reveal()): row.subject_id for row in rows.iterator()}
    return lambda enterprise_id, said: known.get((enterprise_id, said.get("person")))


SAID = Entries("enterprises.enterprise", {"person": "contact.name", "title": "contact.title"}, by_name)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_people_are_subjects"), ("history", "0001_initial")]
    operations = [encrypting(CONTACTS, entries=SAID)]
