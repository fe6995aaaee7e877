import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
        ('accounts', '0001_models'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='fichier')),
                ('file', models.FileField(upload_to='registers/', verbose_name='contenu')),
                ('rejects', models.FileField(blank=True, upload_to='registers/', verbose_name='lignes refusées')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='envoyé le')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('status', models.CharField(choices=[('waiting', 'En attente'), ('trying', 'Lecture en cours'), ('tried', 'À confirmer'), ('importing', 'Import en cours'), ('imported', 'Importé'), ('failed', 'Impossible')], default='waiting', max_length=20, verbose_name='état')),
                ('progressed_at', models.DateTimeField(blank=True, null=True, verbose_name='dernier signe de vie')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='lignes traitées')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='lignes en tout')),
                ('outcome', models.JSONField(default=dict, verbose_name='résultat')),
                ('failure', models.CharField(blank=True, max_length=500, verbose_name='ce qui empêche')),
            ],
            options={
                'verbose_name': 'registre envoyé',
                'verbose_name_plural': 'registres envoyés',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='register_upload_failed_says_why', violation_error_message='Un échec dit ce qui empêche.')],
            },
        ),
        migrations.CreateModel(
            name='RegisterRow',
            fields=[
                ('digest', models.UUIDField(primary_key=True, serialize=False, verbose_name='empreinte')),
                ('sheet', models.CharField(max_length=20, verbose_name='feuille')),
            ],
            options={
                'verbose_name': 'ligne de registre',
                'verbose_name_plural': 'lignes de registre',
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='clé de l’envoi')),
                ('listing', models.CharField(max_length=40, verbose_name='liste')),
                ('query', models.CharField(blank=True, max_length=500, verbose_name='choix, comme dans l’adresse')),
                ('ending', models.CharField(choices=[('xlsx', 'Classeur (.xlsx)'), ('csv', 'Texte (.csv)')], default='xlsx', max_length=4, verbose_name='format')),
                ('named', models.BooleanField(default=False, verbose_name='avec les noms')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                ('status', models.CharField(choices=[('waiting', 'En attente'), ('writing', 'En cours d’écriture'), ('ready', 'Prêt'), ('cancelled', 'Arrêté'), ('failed', 'Impossible')], default='waiting', max_length=10, verbose_name='état')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='lignes écrites')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='lignes en tout')),
                ('progressed_at', models.DateTimeField(blank=True, null=True, verbose_name='dernier signe de vie')),
                ('file', models.FileField(blank=True, upload_to='exports/', verbose_name='fichier')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'indexes': [models.Index(fields=['asked_by', '-asked_at'], name='export_of_somebody')],
                'constraints': [models.CheckConstraint(condition=models.Q(('named', False), ('reason__regex', '\\w'), _connector='OR'), name='export_names_leave_for_a_reason', violation_error_message='Dites pourquoi les noms sortent.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ready'), models.Q(('file', ''), _negated=True)), models.Q(models.Q(('status', 'ready'), _negated=True), ('file', '')), _connector='OR'), name='export_ready_with_its_file', violation_error_message='Un export prêt a son fichier, et lui seul.')],
            },
        ),
    ]
