from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ('kernel', '0005_sending'),
    ]

    operations = [
        migrations.RunSQL(
            "DELETE FROM kernel_sending WHERE left_at IS NOT NULL", migrations.RunSQL.noop
        ),
        migrations.RemoveField(model_name='sending', name='left_at'),
    ]
