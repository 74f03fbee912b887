"""Hides the personal numbers that drafts read before: their documents keep them encrypted."""

from django.db import migrations

from yinli.base.personal.migrating import mask_everywhere

DRAFTS = {
    "intake_draft": ("title", "marks"),
    "intake_draftevent": ("title", "marks"),
    "intake_item": ("key", "values", "edits"),
    "intake_itemevent": ("key", "values", "edits"),
    "history_entry": ("before", "after", "note", "record_label"),
}


def forwards(apps, schema_editor):
    mask_everywhere(schema_editor, DRAFTS)


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("sources", "0003_encrypt_documents"), ("history", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
