"""Words of documents are sealed under their keys: the columns read alike, and hold ciphertext from here on."""

from django.db import migrations

import yinli.base.personal.sealed
from yinli.base.personal.migrating import triggers
from yinli.base.personal.sealing_run import Words, sealing


def keys_name_nobody(apps, schema_editor):
    """The key of a person read in a document was their name."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM history_seal)")
        tables = ("intake_item",) if cursor.fetchone()[0] else ("intake_item", "intake_itemevent")
        for table in tables:
            triggers(cursor, (table,), "DISABLE")
            cursor.execute(f"""UPDATE "{table}" SET key = 'contact:' || position WHERE record = 'contact'""")
            triggers(cursor, (table,), "ENABLE")


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0002_mask_personal_numbers'),
        ('history', '0003_seals'),
        ('sources', '0005_words_are_sealed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='draft',
            name='marks',
            field=yinli.base.personal.sealed.SealedJSON(column='draft.marks', default=list),
        ),
        migrations.AlterField(
            model_name='draftevent',
            name='marks',
            field=yinli.base.personal.sealed.SealedJSON(column='draft.marks', default=list),
        ),
        migrations.AlterField(
            model_name='item',
            name='edits',
            field=yinli.base.personal.sealed.SealedJSON(column='item.edits', default=dict),
        ),
        migrations.AlterField(
            model_name='item',
            name='values',
            field=yinli.base.personal.sealed.SealedJSON(column='item.values', default=list),
        ),
        migrations.AlterField(
            model_name='itemevent',
            name='edits',
            field=yinli.base.personal.sealed.SealedJSON(column='item.edits', default=dict),
        ),
        migrations.AlterField(
            model_name='itemevent',
            name='values',
            field=yinli.base.personal.sealed.SealedJSON(column='item.values', default=list),
        ),
        sealing(
            Words(
                "intake_draft", {"marks": "draft.marks"},
                "SELECT s.subject_id FROM sources_source s WHERE s.id = t.source_id", is_json=True,
            ),
            Words(
                "intake_item", {"values": "item.values", "edits": "item.edits"},
                "SELECT s.subject_id FROM intake_draft d JOIN sources_source s ON s.id = d.source_id"
                " WHERE d.id = t.draft_id", is_json=True,
            ),
        ),
        migrations.RunPython(keys_name_nobody, migrations.RunPython.noop),
    ]
