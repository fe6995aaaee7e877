from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('kernel', '0004_reference_data'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('key', models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name='envoi')),
                ('begun_at', models.DateTimeField(verbose_name='commencé le')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
            ],
            options={
                'verbose_name': 'envoi',
                'verbose_name_plural': 'envois',
            },
        ),
    ]
