"""That a password changed is written into history, whoever changed it; never its hash."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_attempts"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="password_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.password IS DISTINCT FROM NEW.password)",
                    func='INSERT INTO "history_userevent" ("date_joined", "email", "id", "is_active", "is_staff", "is_superuser", "name", "on_duty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "username") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", NEW."on_duty", _pgh_attach_context(), NOW(), \'password\', NEW."id", NEW."role", NEW."unit_id", NEW."username"); RETURN NULL;',
                    hash="627598c1f81db47ecf3594abb9ac7384dbc17152",
                    operation="UPDATE",
                    pgid="pgtrigger_password_update_cf375",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
    ]
