"""Words of documents are sealed under their keys: the columns read alike, and hold ciphertext from here on."""

from django.db import migrations

import yinli.base.personal.sealed
from yinli.base.personal.sealing_run import Words, sealing


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0004_every_document_has_a_key'),
        ('history', '0003_seals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='evidence',
            name='surface',
            field=yinli.base.personal.sealed.SealedText(column='evidence.surface'),
        ),
        migrations.AlterField(
            model_name='evidenceevent',
            name='surface',
            field=yinli.base.personal.sealed.SealedText(column='evidence.surface'),
        ),
        migrations.AlterField(
            model_name='source',
            name='text',
            field=yinli.base.personal.sealed.SealedText(column='source.text'),
        ),
        migrations.AlterField(
            model_name='sourceevent',
            name='text',
            field=yinli.base.personal.sealed.SealedText(column='source.text'),
        ),
        sealing(
            Words("sources_source", {"text": "source.text"}, "t.subject_id"),
            Words(
                "sources_evidence", {"surface": "evidence.surface"},
                "SELECT s.subject_id FROM sources_source s WHERE s.id = t.source_id",
            ),
        ),
    ]
