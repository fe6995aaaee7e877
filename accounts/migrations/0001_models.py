import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Une à trois lettres, au début des numéros de reçu.', max_length=3, verbose_name='code')),
                ('name', models.CharField(max_length=100, verbose_name='nom')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
            ],
            options={
                'verbose_name': 'point d’accueil',
                'verbose_name_plural': 'points d’accueil',
                'constraints': [models.UniqueConstraint(fields=('code',), name='site_code_unique', violation_error_message='Ce code est déjà celui d’un autre point d’accueil.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z]{1,3}$')), name='site_code_capital_letters', violation_error_message='Le code est fait d’une à trois lettres capitales.')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='adresse électronique')),
                ('name', models.CharField(max_length=100, verbose_name='prénom et nom')),
                ('role', models.CharField(choices=[('counsellor', 'Conseiller ou conseillère'), ('director', 'Direction'), ('social_worker', 'Travailleur social')], max_length=20, verbose_name='rôle')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='accounts.site', verbose_name='point d’accueil')),
                ('is_active', models.BooleanField(default=True, verbose_name='compte ouvert')),
                ('quick_code', models.CharField(blank=True, max_length=128, verbose_name='code rapide, haché')),
                ('muted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='avis refusés')),
            ],
            options={
                'verbose_name': 'utilisateur',
                'verbose_name_plural': 'utilisateurs',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique_in_any_case', violation_error_message='Un compte existe déjà avec cette adresse.'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'social_worker'), ('site', None)), models.Q(models.Q(('role', 'social_worker'), _negated=True), ('site__isnull', False)), _connector='OR'), name='user_site_iff_staff', violation_error_message='L’équipe a un point d’accueil\u202f; un partenaire n’en a pas.')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='instant')),
                ('verb', models.CharField(max_length=60, verbose_name='acte')),
                ('thing', models.CharField(max_length=80, verbose_name='objet')),
                ('by', models.CharField(max_length=254, verbose_name='par')),
                ('details', models.JSONField(default=dict, verbose_name='détails')),
            ],
            options={
                'verbose_name': 'ligne du journal',
                'verbose_name_plural': 'journal',
                'indexes': [models.Index(fields=['thing', 'at'], name='entry_of_a_thing'), django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='entry_by_instant')],
            },
        ),
        migrations.CreateModel(
            name='SentMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='destinataire')),
                ('kind', models.CharField(max_length=30, verbose_name='avis')),
                ('at', models.DateTimeField(verbose_name='instant')),
                ('result', models.CharField(choices=[('sent', 'Envoyé'), ('failed', 'Échec')], max_length=6, verbose_name='résultat')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='ce qui empêche')),
            ],
            options={
                'verbose_name': 'message envoyé',
                'verbose_name_plural': 'messages envoyés',
                'indexes': [models.Index(fields=['to', 'at'], name='sent_mail_to_somebody')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failure', ''), ('result', 'sent')), models.Q(('result', 'failed'), models.Q(('failure', ''), _negated=True)), _connector='OR'), name='sent_mail_failed_says_why', violation_error_message='Un échec, et lui seul, dit ce qui empêche.')],
            },
        ),
    ]
