import django.contrib.postgres.fields
import django.db.models.deletion
import reports.fingerprints
import reports.models.shares
import uuid
from django.conf import settings
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
        ('accounts', '0001_models'),
        ('funding', '0001_models'),
        ('partners', '0001_models'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'Brouillon'), ('reviewed', 'Relu'), ('frozen', 'Arrêté')], default='draft', max_length=10, verbose_name='état')),
                ('texts', models.JSONField(blank=True, default=dict, verbose_name='textes, par section')),
                ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='parties laissées de côté')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='pourquoi une nouvelle version')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                ('opened_on', models.DateField(verbose_name='ouvert le')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relu par')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='relu le')),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='arrêté par')),
                ('frozen_on', models.DateField(blank=True, null=True, verbose_name='arrêté le')),
                ('content', models.TextField(blank=True, verbose_name='chiffres, définitions et textes arrêtés')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='empreinte SHA-256')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
            ],
            options={
                'verbose_name': 'édition d’un bilan',
                'verbose_name_plural': 'éditions des bilans',
                'constraints': [models.UniqueConstraint(fields=('year', 'version'), name='edition_version_once_a_year', violation_error_message='Cette version du bilan existe déjà.'), models.UniqueConstraint(condition=models.Q(('status', 'frozen'), _negated=True), fields=('year',), name='edition_one_in_hand_a_year', violation_error_message='Un bilan de cette année est déjà en cours.'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_by', None), ('reviewed_on', None), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('reviewed_by__isnull', False), ('reviewed_on__isnull', False)), _connector='OR'), name='edition_review_is_signed', violation_error_message='Une relecture est signée et datée.'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_by__isnull', False), ('frozen_on__isnull', False), ('status', 'frozen'), models.Q(('content', ''), _negated=True)), models.Q(models.Q(('status', 'frozen'), _negated=True), ('content', ''), ('frozen_by', None), ('frozen_on', None)), _connector='OR'), name='edition_frozen_with_everything', violation_error_message='Un bilan arrêté garde ses chiffres, sa date et sa signature.'), models.CheckConstraint(condition=models.Q(models.Q(('content', ''), ('fingerprint', '')), models.Q(models.Q(('content', ''), _negated=True), ('fingerprint', reports.fingerprints.Fingerprint('content'))), _connector='OR'), name='edition_fingerprint_is_of_the_content', violation_error_message='L’empreinte n’est pas celle du bilan arrêté.'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='edition_later_version_has_a_reason', violation_error_message='Dites pourquoi le bilan est corrigé.')],
            },
        ),
        migrations.CreateModel(
            name='GrantEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'Brouillon'), ('reviewed', 'Relu'), ('frozen', 'Arrêté')], default='draft', max_length=10, verbose_name='état')),
                ('texts', models.JSONField(blank=True, default=dict, verbose_name='textes, par section')),
                ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='parties laissées de côté')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='pourquoi une nouvelle version')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                ('opened_on', models.DateField(verbose_name='ouvert le')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='relu par')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='relu le')),
                ('frozen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='arrêté par')),
                ('frozen_on', models.DateField(blank=True, null=True, verbose_name='arrêté le')),
                ('content', models.TextField(blank=True, verbose_name='chiffres, définitions et textes arrêtés')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='empreinte SHA-256')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='funding.grant', verbose_name='subvention')),
                ('scope', models.CharField(choices=[('programme', 'tout le programme'), ('grant', 'ce que cette subvention paie')], default='programme', max_length=10, verbose_name='le tableau porte sur')),
            ],
            options={
                'verbose_name': 'compte rendu financier',
                'verbose_name_plural': 'comptes rendus financiers',
                'constraints': [models.UniqueConstraint(fields=('grant', 'version'), name='grantedition_version_once_a_grant', violation_error_message='Cette version du compte rendu existe déjà.'), models.UniqueConstraint(condition=models.Q(('status', 'frozen'), _negated=True), fields=('grant',), name='grantedition_one_in_hand_a_grant', violation_error_message='Un compte rendu de cette subvention est déjà en cours.'), models.CheckConstraint(condition=models.Q(('scope__in', ['programme', 'grant'])), name='grantedition_scope_known', violation_error_message='Le tableau porte sur le programme ou sur la subvention.'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_by', None), ('reviewed_on', None), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('reviewed_by__isnull', False), ('reviewed_on__isnull', False)), _connector='OR'), name='grantedition_review_is_signed', violation_error_message='Une relecture est signée et datée.'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_by__isnull', False), ('frozen_on__isnull', False), ('status', 'frozen'), models.Q(('content', ''), _negated=True)), models.Q(models.Q(('status', 'frozen'), _negated=True), ('content', ''), ('frozen_by', None), ('frozen_on', None)), _connector='OR'), name='grantedition_frozen_with_everything', violation_error_message='Un bilan arrêté garde ses chiffres, sa date et sa signature.'), models.CheckConstraint(condition=models.Q(models.Q(('content', ''), ('fingerprint', '')), models.Q(models.Q(('content', ''), _negated=True), ('fingerprint', reports.fingerprints.Fingerprint('content'))), _connector='OR'), name='grantedition_fingerprint_is_of_the_content', violation_error_message='L’empreinte n’est pas celle du bilan arrêté.'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='grantedition_later_version_has_a_reason', violation_error_message='Dites pourquoi le bilan est corrigé.')],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comparisons', to='reports.edition', verbose_name='bilan arrêté')),
                ('compared_at', models.DateTimeField(verbose_name='comparé le')),
                ('figures', models.PositiveIntegerField(verbose_name='chiffres comparés')),
                ('differences', models.JSONField(default=list, verbose_name='écarts')),
            ],
            options={
                'verbose_name': 'comparaison',
                'verbose_name_plural': 'comparaisons',
                'indexes': [models.Index(fields=['year', '-compared_at'], name='comparison_latest')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=reports.models.shares._secret, editable=False, max_length=40, verbose_name='clé secrète')),
                ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('people', 'Qui a été aidé'), ('territory', 'D’où viennent les personnes'), ('referrals', 'Qui les a orientées'), ('access', 'Recharges, équipement et économies'), ('workshops', 'Ateliers'), ('support', 'Accompagnements individuels')], max_length=10), size=None, verbose_name='parties')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation', verbose_name='organisme')),
                ('reader', models.CharField(blank=True, max_length=100, verbose_name='pour qui')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('shared_at', models.DateTimeField(verbose_name='ouvert le')),
                ('expires_at', models.DateTimeField(verbose_name='jusqu’au')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='fermé le')),
            ],
            options={
                'verbose_name': 'chiffres partagés',
                'verbose_name_plural': 'chiffres partagés',
                'constraints': [models.UniqueConstraint(fields=('token',), name='share_token_unique', violation_error_message='Cette clé est déjà donnée\u202f: recommencez.'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('shared_at'))), name='share_ends_after_it_began', violation_error_message='Un lien finit après avoir commencé.'), models.CheckConstraint(condition=models.Q(('parts__len__gt', 0)), name='share_of_some_parts', violation_error_message='Choisissez au moins une partie.'), models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('reader__regex', '\\w')), models.Q(('organisation__isnull', False), ('reader', '')), _connector='OR'), name='share_says_for_whom', violation_error_message='Dites pour qui\u202f: un organisme, ou quelqu’un d’autre.')],
            },
        ),
        migrations.CreateModel(
            name='WordModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='intitulé')),
                ('funder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='word_models', to='funding.funder', verbose_name='financeur')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('file', models.FileField(upload_to='word-models/', verbose_name='fichier')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                ('added_on', models.DateField(verbose_name='ajouté le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='retiré le')),
            ],
            options={
                'verbose_name': 'modèle Word',
                'verbose_name_plural': 'modèles Word',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('name',), name='word_model_once_a_name', violation_error_message='Un modèle porte déjà ce nom\u202f: retirez-le d’abord.'), models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 5242880)), name='word_model_size', violation_error_message='Un modèle pèse cinq mégaoctets au plus, sans être vide.'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('added_on')), _connector='OR'), name='word_model_ends_after_it_began', violation_error_message='Un modèle se retire après avoir été ajouté.')],
            },
        ),
    ]
