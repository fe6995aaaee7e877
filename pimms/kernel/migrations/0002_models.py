import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pimms.kernel.models
from django.conf import settings
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
        ('accounts', '0001_models'),
        ('kernel', '0001_text'),
    ]

    operations = [
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('code', models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name='code INSEE')),
                ('name', models.CharField(max_length=100, verbose_name='nom')),
                ('name_key', models.GeneratedField(db_persist=True, expression=pimms.kernel.models.Fold(models.F('name')), output_field=models.TextField())),
                ('department', models.CharField(max_length=3, verbose_name='département')),
                ('intercommunality', models.CharField(max_length=9, verbose_name='code de l’intercommunalité')),
                ('intercommunality_name', models.CharField(max_length=120, verbose_name='intercommunalité')),
                ('population', models.PositiveIntegerField(verbose_name='population municipale')),
                ('postal_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None, verbose_name='codes postaux')),
                ('former_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), help_text='«\u202fnom:code postal\u202f»', size=None, verbose_name='anciennes communes et arrondissements')),
            ],
            options={
                'verbose_name': 'commune',
                'verbose_name_plural': 'communes',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name_key'], name='commune_name_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'série',
                'verbose_name_plural': 'séries',
            },
        ),
        migrations.CreateModel(
            name='Reviewed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5, verbose_name='langue')),
                ('key', models.CharField(max_length=40, verbose_name='clé')),
                ('source', models.CharField(max_length=300, verbose_name='français')),
                ('text', models.CharField(max_length=400, verbose_name='traduction')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relue par')),
                ('at', models.DateTimeField(verbose_name='relue le')),
            ],
            options={
                'verbose_name': 'traduction relue',
                'verbose_name_plural': 'traductions relues',
                'indexes': [models.Index(fields=['language', 'key', '-id'], name='reviewed_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='reviewed_says_something', violation_error_message='Une traduction relue dit quelque chose.')],
            },
        ),
    ]
