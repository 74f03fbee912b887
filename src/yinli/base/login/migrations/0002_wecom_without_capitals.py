from django.db import migrations

# WeCom compares userids without regard to capitals; what was linked before is found by small letters from now on.
# Two rows that differ in capitals alone cannot both be somebody's: they stay, and the one without capitals counts.
SMALL = """
UPDATE login_identity SET subject = lower(subject)
WHERE door = 'wecom' AND subject <> lower(subject)
AND NOT EXISTS (SELECT FROM login_identity other WHERE other.door = 'wecom' AND other.id <> login_identity.id
                AND lower(other.subject) = lower(login_identity.subject))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('login', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(SMALL, migrations.RunSQL.noop),
    ]
