import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import surveys.models.campaigns
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
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.SlugField(max_length=40, verbose_name='sujet')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=120, verbose_name='titre')),
                ('introduction', models.CharField(blank=True, max_length=600, verbose_name='quelques mots avant de commencer')),
                ('made_on', models.DateField(verbose_name='écrit le')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
            ],
            options={
                'verbose_name': 'questionnaire',
                'verbose_name_plural': 'questionnaires',
                'constraints': [models.UniqueConstraint(fields=('subject', 'version'), name='questionnaire_version_once', violation_error_message='Cette version du questionnaire existe déjà.'), models.CheckConstraint(condition=models.Q(('title__regex', '\\w')), name='questionnaire_has_a_title', violation_error_message='Un questionnaire a un titre.')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='surveys.questionnaire')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('section', models.CharField(blank=True, max_length=80, verbose_name='partie')),
                ('kind', models.CharField(choices=[('single', 'Une réponse au choix'), ('multiple', 'Plusieurs réponses au choix'), ('scale', 'Une note sur une échelle'), ('number', 'Un nombre'), ('text', 'Quelques mots')], max_length=10, verbose_name='sorte de réponse')),
                ('label', models.CharField(max_length=200, verbose_name='question')),
                ('help', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                ('is_required', models.BooleanField(default=False, verbose_name='réponse attendue')),
                ('is_reported', models.BooleanField(default=False, verbose_name='dans le bilan de l’année')),
                ('choices', models.JSONField(blank=True, default=list, verbose_name='réponses proposées')),
                ('scale_to', models.PositiveSmallIntegerField(default=5, verbose_name='note la plus haute')),
                ('low_label', models.CharField(blank=True, max_length=60, verbose_name='ce que veut dire 1')),
                ('high_label', models.CharField(blank=True, max_length=60, verbose_name='ce que veut dire la plus haute')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unité')),
                ('minimum', models.IntegerField(blank=True, null=True, verbose_name='au moins')),
                ('maximum', models.IntegerField(blank=True, null=True, verbose_name='au plus')),
                ('only_if', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='surveys.question', verbose_name='seulement si, à la question')),
                ('only_if_choice', models.CharField(blank=True, max_length=40, verbose_name='on a répondu')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'code'), name='question_code_once', violation_error_message='Deux questions ne portent pas le même code.'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('questionnaire', 'position'), name='question_position_once', violation_error_message='Deux questions n’ont pas le même rang.'), models.CheckConstraint(condition=models.Q(models.Q(('choices__1__isnull', False), ('kind__in', ['single', 'multiple'])), models.Q(models.Q(('kind__in', ['single', 'multiple']), _negated=True), ('choices', [])), _connector='OR'), name='question_has_choices_when_it_needs_them', violation_error_message='Proposez au moins deux réponses.'), models.CheckConstraint(condition=models.Q(('scale_to__range', (2, 10))), name='question_scale_of_two_to_ten', violation_error_message='Une échelle va de 1 à 10 au plus.'), models.CheckConstraint(condition=models.Q(('minimum', None), ('maximum', None), ('minimum__lt', models.F('maximum')), _connector='OR'), name='question_bounds_in_order', violation_error_message='Le plus petit nombre précède le plus grand.'), models.CheckConstraint(condition=models.Q(models.Q(('only_if', None), ('only_if_choice', '')), models.Q(('only_if__isnull', False), models.Q(('only_if_choice', ''), _negated=True)), _connector='OR'), name='question_condition_is_whole', violation_error_message='Dites la question et la réponse dont celle-ci dépend.')],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='surveys.questionnaire')),
                ('title', models.CharField(max_length=120, verbose_name='intitulé')),
                ('moment', models.CharField(choices=[('before', 'Avant le programme'), ('during', 'Pendant le programme'), ('after', 'Après le programme')], max_length=10, verbose_name='moment')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='lieu')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('target', models.PositiveIntegerField(blank=True, null=True, verbose_name='réponses espérées')),
                ('token', models.CharField(default=surveys.models.campaigns._secret, editable=False, max_length=30, verbose_name='clé secrète')),
                ('is_public', models.BooleanField(default=False, verbose_name='ouverte par un lien')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='close le')),
            ],
            options={
                'verbose_name': 'campagne d’enquête',
                'verbose_name_plural': 'campagnes d’enquête',
                'constraints': [models.UniqueConstraint(fields=('token',), name='campaign_token_unique', violation_error_message='Cette clé est déjà donnée\u202f: recommencez.'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='campaign_period_bounded', violation_error_message='Une campagne a un premier et un dernier jour.')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='clé de l’envoi')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.campaign')),
                ('way', models.CharField(choices=[('paper', 'Sur papier'), ('tablet', 'Sur la tablette'), ('link', 'Par le lien')], max_length=10, verbose_name='manière')),
                ('answered_on', models.DateField(verbose_name='répondu le')),
                ('answers', models.JSONField(default=dict, verbose_name='réponses')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisi par')),
            ],
            options={
                'verbose_name': 'réponse',
                'verbose_name_plural': 'réponses',
                'constraints': [models.UniqueConstraint(fields=('key',), name='response_sent_once', violation_error_message='Cette réponse est déjà enregistrée.'), models.CheckConstraint(condition=models.Q(('answers', {}), _negated=True), name='response_says_something', violation_error_message='Aucune réponse n’est donnée.'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'link'), _negated=True), ('typed_by', None), _connector='OR'), name='response_by_link_is_typed_by_nobody', violation_error_message='Une réponse par le lien ne dit pas de qui elle est.')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='surveys.response')),
                ('reason', models.CharField(max_length=200, verbose_name='motif')),
                ('withdrawn_on', models.DateField(verbose_name='retirée le')),
                ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'réponse retirée',
                'verbose_name_plural': 'réponses retirées',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__regex', '\\w')), name='withdrawal_says_why', violation_error_message='Dites pourquoi cette réponse ne compte pas.')],
            },
        ),
    ]
