"""Words of documents are sealed under their keys: the columns read alike, and hold ciphertext from here on."""

from django.db import migrations

import yinli.base.personal.sealed
from yinli.base.personal.sealing_run import Words, sealing


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0001_initial'),
        ('history', '0003_seals'),
        ('sources', '0005_words_are_sealed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='visit',
            name='met',
            field=yinli.base.personal.sealed.SealedText(blank=True, column='visit.met', verbose_name='met'),
        ),
        migrations.AlterField(
            model_name='visitevent',
            name='met',
            field=yinli.base.personal.sealed.SealedText(blank=True, column='visit.met', verbose_name='met'),
        ),
        sealing(
            Words(
                "visits_visit", {"met": "visit.met"},
                "SELECT s.subject_id FROM sources_source s WHERE s.id = t.source_id",
            ),
        ),
    ]
