"""A unit that is dissolved names who took its work over."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_password_changes'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='unit',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='unit',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='unit',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='unit',
            name='successor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_unitevent" ("closed_on", "id", "kind", "name", "name_en", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id") VALUES (NEW."closed_on", NEW."id", NEW."kind", NEW."name", NEW."name_en", NEW."parent_id", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."successor_id"); RETURN NULL;', hash='2a4e43f04ef1ef23bcabcb595e7d26c91a7c2571', operation='INSERT', pgid='pgtrigger_insert_insert_8ba9e', table='accounts_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "history_unitevent" ("closed_on", "id", "kind", "name", "name_en", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id") VALUES (NEW."closed_on", NEW."id", NEW."kind", NEW."name", NEW."name_en", NEW."parent_id", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."successor_id"); RETURN NULL;', hash='76684ef627e19efb061b78d73501ddc5d36d1121', operation='UPDATE', pgid='pgtrigger_update_update_9885a', table='accounts_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "history_unitevent" ("closed_on", "id", "kind", "name", "name_en", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id") VALUES (OLD."closed_on", OLD."id", OLD."kind", OLD."name", OLD."name_en", OLD."parent_id", OLD."path", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."successor_id"); RETURN NULL;', hash='9e669ceb6aaeb35cf872ccd3949f76c802119ca4', operation='DELETE', pgid='pgtrigger_delete_delete_a04b7', table='accounts_unit', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('closed_on__isnull', False), models.Q(('successor', models.F('id')), _negated=True)), _connector='OR'), name='only_a_unit_that_is_no_more_has_a_successor'),
        ),
    ]
