"""Locks of desks, beside their sessions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_counted'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskLock',
            fields=[
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='desk_lock', serialize=False, to='sessions.session', verbose_name='session')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
            ],
            options={
                'verbose_name': 'poste verrouillé',
                'verbose_name_plural': 'postes verrouillés',
                'constraints': [models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='desk_lock_tries_are_few', violation_error_message='Après cinq essais, il faut se connecter à nouveau.')],
            },
        ),
    ]
