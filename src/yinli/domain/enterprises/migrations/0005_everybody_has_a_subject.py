from django.db import migrations, models

import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0004_encrypt_people"), ("personal", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name='contact',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='personal.subject'),
        ),
        migrations.AlterField(
            model_name='contactevent',
            name='subject',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='personal.subject'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('enterprise', 'name_mark'), name='contact_once_an_enterprise'),
        ),
    ]
