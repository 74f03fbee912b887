from django.db import migrations, models

import django.db.models.deletion


class Migration(migrations.Migration):
    dependencies = [("talents", "0003_encrypt_people"), ("personal", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name='talent',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='personal.subject'),
        ),
        migrations.AlterField(
            model_name='talentevent',
            name='subject',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='personal.subject'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='personal.subject'),
        ),
        migrations.AlterField(
            model_name='certificateevent',
            name='subject',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='personal.subject'),
        ),
        # With a default, so that the way back finds a value for the rows there are.
        migrations.AlterField(model_name='talent', name='name_pinyin', field=models.CharField(default='', editable=False, max_length=200)),
        migrations.RemoveField(model_name='talent', name='name_pinyin'),
        # With a default, so that the way back finds a value for the rows there are.
        migrations.AlterField(model_name='talentevent', name='name_pinyin', field=models.CharField(default='', editable=False, max_length=200)),
        migrations.RemoveField(model_name='talentevent', name='name_pinyin'),
    ]
