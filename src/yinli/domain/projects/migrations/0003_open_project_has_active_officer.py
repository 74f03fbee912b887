"""An open project's officer has an open account: the database keeps it, whoever writes and whoever looks.

Both functions run as the owner of the tables: an administrator, who sees no project, closes accounts. The
project's side takes a share lock of the account's row, so that closing and giving wait for each other.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION yinli_officer_is_active() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE active boolean;
BEGIN
    IF NEW.officer_id IS NOT NULL AND NEW.status IN ('active', 'paused') THEN
        SELECT is_active INTO active FROM accounts_user WHERE id = NEW.officer_id FOR SHARE;
        IF active IS FALSE THEN
            RAISE EXCEPTION 'the officer of an open project has left'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'open_project_has_active_officer';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER open_project_has_active_officer
    BEFORE INSERT OR UPDATE OF officer_id, status ON projects_project
    FOR EACH ROW EXECUTE FUNCTION yinli_officer_is_active();

CREATE FUNCTION yinli_nobody_leaves_with_projects() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM projects_project
               WHERE officer_id = NEW.id AND status IN ('active', 'paused')) THEN
        RAISE EXCEPTION 'an account with open projects cannot be closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_leaves_with_projects';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER nobody_leaves_with_projects
    BEFORE UPDATE OF is_active ON accounts_user
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active)
    EXECUTE FUNCTION yinli_nobody_leaves_with_projects();
"""

BACK = """
DROP TRIGGER nobody_leaves_with_projects ON accounts_user;
DROP FUNCTION yinli_nobody_leaves_with_projects();
DROP TRIGGER open_project_has_active_officer ON projects_project;
DROP FUNCTION yinli_officer_is_active();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_initial"), ("accounts", "0002_department_officer")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
