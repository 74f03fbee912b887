"""The audit of units keeps who took over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_a_unit_has_a_successor'),
        ('history', '0004_entries_by_action'),
    ]

    operations = [
        migrations.AddField(
            model_name='unitevent',
            name='successor',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.unit'),
        ),
    ]
