from django.db import migrations, models

import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_encrypt_documents"), ("personal", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name='source',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='personal.subject'),
        ),
        migrations.AlterField(
            model_name='sourceevent',
            name='subject',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='personal.subject'),
        ),
    ]
