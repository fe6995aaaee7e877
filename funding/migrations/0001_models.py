import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from decimal import Decimal
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
            name='Funder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='nom')),
                ('kind', models.CharField(choices=[('ccas', 'CCAS'), ('state', 'État'), ('region', 'Région'), ('department', 'Département'), ('foundation', 'Fondation'), ('company', 'Entreprise'), ('public', 'Autre établissement public')], max_length=20, verbose_name='type')),
            ],
            options={
                'verbose_name': 'financeur',
                'verbose_name_plural': 'financeurs',
                'constraints': [models.UniqueConstraint(fields=('name',), name='funder_name_unique', violation_error_message='Un financeur porte déjà ce nom.')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='funding.funder')),
                ('name', models.CharField(max_length=100, verbose_name='nom')),
                ('role', models.CharField(blank=True, max_length=100, verbose_name='fonction')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='parti le')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='funder_contact_can_be_reached', violation_error_message='Indiquez un téléphone ou une adresse électronique.')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='funding.funder', verbose_name='financeur')),
                ('title', models.CharField(max_length=200, verbose_name='intitulé')),
                ('year', models.PositiveSmallIntegerField(verbose_name='exercice')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='réponse avant le')),
                ('link', models.URLField(blank=True, verbose_name='page de l’appel')),
                ('status', models.CharField(choices=[('watched', 'à l’étude'), ('answered', 'répondu'), ('won', 'obtenu'), ('lost', 'refusé'), ('dropped', 'laissé')], default='watched', max_length=10, verbose_name='état')),
                ('asked', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='montant demandé')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='répondu le')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du')),
                ('note', models.CharField(blank=True, max_length=600, verbose_name='note')),
            ],
            options={
                'verbose_name': 'appel à projets',
                'verbose_name_plural': 'appels à projets',
                'constraints': [models.UniqueConstraint(fields=('funder', 'year', 'title'), name='call_once_a_year_and_title', violation_error_message='Cette demande est déjà enregistrée.'), models.CheckConstraint(condition=models.Q(('status__in', ['watched', 'answered', 'won', 'lost', 'dropped'])), name='call_status_known', violation_error_message='Cet état n’existe pas.'), models.CheckConstraint(condition=models.Q(('status__in', ['watched', 'dropped']), models.Q(('answered_on__isnull', False), ('asked__gt', 0)), _connector='OR'), name='call_answered_says_when_and_how_much', violation_error_message='Une réponse a un jour et un montant demandé.'), models.CheckConstraint(condition=models.Q(('status__in', ['watched', 'answered']), ('decided_on__isnull', False), _connector='OR'), name='call_decided_says_when', violation_error_message='Une décision a un jour.'), models.CheckConstraint(condition=models.Q(('answered_on', None), ('decided_on', None), ('decided_on__gte', models.F('answered_on')), _connector='OR'), name='call_decided_after_the_answer', violation_error_message='La décision vient après la réponse.')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='funding.funder', verbose_name='financeur')),
                ('year', models.PositiveSmallIntegerField(verbose_name='exercice')),
                ('purpose', models.CharField(max_length=200, verbose_name='objet')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant accordé')),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='funding.call', verbose_name='demande')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='numéro de convention')),
                ('granted_on', models.DateField(blank=True, null=True, verbose_name='accordée le')),
                ('conditions', models.TextField(blank=True, verbose_name='conditions')),
                ('report_due_on', models.DateField(blank=True, null=True, verbose_name='compte rendu attendu le')),
                ('report_sent_on', models.DateField(blank=True, null=True, verbose_name='compte rendu envoyé le')),
            ],
            options={
                'verbose_name': 'subvention',
                'verbose_name_plural': 'subventions',
                'constraints': [models.UniqueConstraint(fields=('funder', 'year', 'purpose'), name='grant_once_a_year_and_purpose', violation_error_message='Cette subvention est déjà enregistrée.'), models.UniqueConstraint(fields=('call',), name='grant_once_a_call', violation_error_message='Cette demande a déjà sa subvention.'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='grant_amount_positive', violation_error_message='Le montant est supérieur à zéro.')],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='funding.grant')),
                ('due_on', models.DateField(verbose_name='attendu le')),
                ('label', models.CharField(max_length=100, verbose_name='intitulé')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant')),
                ('is_cancelled', models.BooleanField(default=False, verbose_name='abandonné')),
            ],
            options={
                'verbose_name': 'versement attendu',
                'verbose_name_plural': 'versements attendus',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_amount_positive', violation_error_message='Un versement est supérieur à zéro.')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='funding.grant')),
                ('instalment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='funding.instalment')),
                ('received_on', models.DateField(verbose_name='reçu le')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant')),
                ('reverses', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='funding.receipt')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'versement reçu',
                'verbose_name_plural': 'versements reçus',
                'constraints': [models.UniqueConstraint(fields=('key',), name='receipt_recorded_once', violation_error_message='Ce versement est déjà enregistré.'), models.UniqueConstraint(fields=('reverses',), name='receipt_reversed_once', violation_error_message='Ce versement est déjà annulé.'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('reverses', None)), models.Q(('amount__lt', 0), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='receipt_amount_sign', violation_error_message='Un versement est supérieur à zéro\u202f; son annulation dit pourquoi.')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='funding.grant')),
                ('figure', models.CharField(choices=[('people.served', 'personnes aidées'), ('people.enrolled_during_year', 'inscriptions ouvertes'), ('sales.people', 'personnes équipées ou rechargées'), ('workshops.sessions', 'ateliers'), ('workshops.hours', 'heures d’atelier'), ('workshops.attendances', 'présences en atelier'), ('workshops.people', 'personnes venues en atelier'), ('support.sessions', 'accompagnements'), ('support.hours', 'heures d’accompagnement'), ('support.people', 'personnes accompagnées')], max_length=40, verbose_name='chiffre')),
                ('target', models.PositiveIntegerField(verbose_name='objectif')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
            ],
            options={
                'verbose_name': 'engagement',
                'verbose_name_plural': 'engagements',
                'constraints': [models.UniqueConstraint(fields=('grant', 'figure', 'period'), name='promise_once_a_figure_and_period', violation_error_message='Cet engagement est déjà enregistré.'), models.CheckConstraint(condition=models.Q(('target__gt', 0)), name='promise_target_positive', violation_error_message='L’objectif est supérieur à zéro.'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='promise_period_bounded', violation_error_message='Un engagement a un premier et un dernier jour.')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='exercice')),
                ('grant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget', to='funding.grant', verbose_name='subvention')),
                ('account', models.CharField(choices=[('607', '607 Recharges, cartes et appareils'), ('606', '606 Autres fournitures'), ('613', '613 Locations'), ('615', '615 Entretien et réparation'), ('616', '616 Assurance'), ('618', '618 Documentation'), ('622', '622 Rémunérations intermédiaires et honoraires'), ('623', '623 Publicité, publication'), ('625', '625 Déplacements, missions'), ('627', '627 Services bancaires, autres'), ('631', '631 Impôts et taxes sur rémunération'), ('635', '635 Autres impôts et taxes'), ('641', '641 Rémunération des personnels'), ('645', '645 Charges sociales'), ('648', '648 Autres charges de personnel'), ('65', '65 Autres charges de gestion courante'), ('66', '66 Charges financières'), ('67', '67 Charges exceptionnelles'), ('681', '681 Dotations aux amortissements'), ('689', '689 Reports en fonds dédiés'), ('69', '69 Impôts sur les bénéfices'), ('707', '707 Ventes solidaires'), ('706', '706 Prestations de services'), ('73', '73 Dotations et produits de tarification'), ('741', '741 État'), ('742', '742 Région'), ('743', '743 Département'), ('744', '744 Commune, CCAS'), ('747', '747 ASP, emplois aidés'), ('748', '748 Aides privées'), ('749', '749 Autres établissements publics'), ('754', '754 Dons manuels'), ('756', '756 Cotisations'), ('758', '758 Autres produits'), ('76', '76 Produits financiers'), ('77', '77 Produits exceptionnels'), ('781', '781 Reprises sur amortissements'), ('789', '789 Utilisations de fonds dédiés'), ('79', '79 Transferts de charges'), ('860', '860 Secours en nature'), ('861', '861 Mise à disposition gratuite de biens et services'), ('862', '862 Prestations'), ('864', '864 Personnel bénévole')], max_length=3, verbose_name='compte')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant prévu')),
            ],
            options={
                'verbose_name': 'ligne de budget',
                'verbose_name_plural': 'lignes de budget',
                'constraints': [models.UniqueConstraint(fields=('year', 'grant', 'account'), name='budget_line_once_an_account', nulls_distinct=False, violation_error_message='Ce compte est déjà prévu.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_line_not_negative', violation_error_message='Un montant n’est pas négatif.'), models.CheckConstraint(condition=models.Q(('account__regex', '^(6[0-9]|7[0-9]|86)[0-9]?$')), name='budget_line_account_planned', violation_error_message='Ce compte ne se prévoit pas.')],
            },
        ),
        migrations.CreateModel(
            name='Expense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False)),
                ('day', models.DateField(verbose_name='jour')),
                ('label', models.CharField(max_length=150, verbose_name='libellé')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant')),
                ('reverses', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='funding.expense')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('account', models.CharField(choices=[('607', '607 Recharges, cartes et appareils'), ('606', '606 Autres fournitures'), ('613', '613 Locations'), ('615', '615 Entretien et réparation'), ('616', '616 Assurance'), ('618', '618 Documentation'), ('622', '622 Rémunérations intermédiaires et honoraires'), ('623', '623 Publicité, publication'), ('625', '625 Déplacements, missions'), ('627', '627 Services bancaires, autres'), ('631', '631 Impôts et taxes sur rémunération'), ('635', '635 Autres impôts et taxes'), ('641', '641 Rémunération des personnels'), ('645', '645 Charges sociales'), ('648', '648 Autres charges de personnel'), ('65', '65 Autres charges de gestion courante'), ('66', '66 Charges financières'), ('67', '67 Charges exceptionnelles'), ('681', '681 Dotations aux amortissements'), ('69', '69 Impôts sur les bénéfices')], max_length=3, verbose_name='compte')),
                ('supplier', models.CharField(blank=True, max_length=120, verbose_name='fournisseur')),
            ],
            options={
                'verbose_name': 'dépense',
                'verbose_name_plural': 'dépenses',
                'indexes': [models.Index(fields=['day', 'id'], name='expense_by_day')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='expense_recorded_once', violation_error_message='Cette dépense est déjà enregistrée.'), models.UniqueConstraint(fields=('reverses',), name='expense_reversed_once', violation_error_message='Cette dépense est déjà annulée.'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('reverses', None)), models.Q(('amount__lt', 0), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='expense_amount_sign', violation_error_message='Une dépense est supérieure à zéro\u202f; son annulation dit pourquoi.'), models.CheckConstraint(condition=models.Q(('account__regex', '^6[0-9]{1,2}$'), models.Q(('account', '689'), _negated=True)), name='expense_account_is_a_charge', violation_error_message='Une dépense va à un compte de charges.')],
            },
        ),
        migrations.CreateModel(
            name='Income',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False)),
                ('day', models.DateField(verbose_name='jour')),
                ('label', models.CharField(max_length=150, verbose_name='libellé')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant')),
                ('reverses', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='funding.income')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('account', models.CharField(choices=[('706', '706 Prestations de services'), ('73', '73 Dotations et produits de tarification'), ('747', '747 ASP, emplois aidés'), ('754', '754 Dons manuels'), ('756', '756 Cotisations'), ('758', '758 Autres produits'), ('76', '76 Produits financiers'), ('77', '77 Produits exceptionnels'), ('781', '781 Reprises sur amortissements'), ('79', '79 Transferts de charges')], max_length=3, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'recette',
                'verbose_name_plural': 'recettes',
                'constraints': [models.UniqueConstraint(fields=('key',), name='income_recorded_once', violation_error_message='Cette recette est déjà enregistrée.'), models.UniqueConstraint(fields=('reverses',), name='income_reversed_once', violation_error_message='Cette recette est déjà annulée.'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('reverses', None)), models.Q(('amount__lt', 0), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='income_amount_sign', violation_error_message='Une recette est supérieure à zéro\u202f; son annulation dit pourquoi.'), models.CheckConstraint(condition=models.Q(('account__regex', '^7[0-9]{1,2}$'), models.Q(('account__in', ['689', '707', '741', '742', '743', '744', '748', '749', '789']), _negated=True)), name='income_account_is_a_product', violation_error_message='Une recette va à un compte de produits qui ne se calcule pas.')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expense', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='funding.expense')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='funding.grant')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='part')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on', models.DateField(verbose_name='le')),
            ],
            options={
                'verbose_name': 'part de dépense',
                'verbose_name_plural': 'parts de dépenses',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='share_is_something', violation_error_message='Une part n’est pas nulle.')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='intitulé')),
                ('contract', models.CharField(choices=[('subsidised', 'contrat aidé'), ('permanent', 'CDI'), ('fixed_term', 'CDD')], max_length=20, verbose_name='contrat')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='coût employeur par mois')),
                ('aid', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='aide par mois')),
                ('funder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='funding.funder', verbose_name='qui verse l’aide')),
            ],
            options={
                'verbose_name': 'poste',
                'verbose_name_plural': 'postes',
                'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='post_period_not_empty', violation_error_message='Un poste commence un jour donné.'), models.CheckConstraint(condition=models.Q(('aid', None), models.Q(('aid__gte', 0), ('aid__lte', models.F('cost')), ('cost__isnull', False)), _connector='OR'), name='post_aid_within_the_cost', violation_error_message='L’aide ne dépasse pas le coût du poste.')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('room', 'local'), ('computer', 'matériel informatique'), ('goods', 'don de cartes ou d’appareils')], max_length=10, verbose_name='type')),
                ('label', models.CharField(max_length=120, verbose_name='désignation')),
                ('count', models.PositiveSmallIntegerField(default=1, verbose_name='nombre')),
                ('given_by', models.CharField(blank=True, max_length=120, verbose_name='prêté ou donné par')),
                ('value', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=10, verbose_name='valeur par mois')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
            ],
            options={
                'verbose_name': 'moyen',
                'verbose_name_plural': 'moyens',
                'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False)), name='resource_period_begins', violation_error_message='Un moyen est là à partir d’un jour donné.'), models.CheckConstraint(condition=models.Q(('value', 0), models.Q(('value__gt', 0), models.Q(('given_by', ''), _negated=True)), _connector='OR'), name='resource_value_when_given', violation_error_message='Ce qui est donné a une valeur et un donateur.')],
            },
        ),
        migrations.CreateModel(
            name='VolunteerHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False)),
                ('day', models.DateField(verbose_name='jour')),
                ('activity', models.CharField(max_length=120, verbose_name='activité')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='heures')),
                ('rate', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='valeur d’une heure')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'heures de bénévolat',
                'verbose_name_plural': 'heures de bénévolat',
                'constraints': [models.UniqueConstraint(fields=('key',), name='volunteer_hours_recorded_once', violation_error_message='Ces heures sont déjà enregistrées.'), models.CheckConstraint(condition=models.Q(models.Q(('hours', 0), _negated=True), ('rate__gt', 0)), name='volunteer_hours_are_something', violation_error_message='Indiquez des heures et la valeur d’une heure.')],
            },
        ),
        migrations.CreateModel(
            name='DedicatedMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dedicated', to='funding.grant', verbose_name='subvention')),
                ('year', models.PositiveSmallIntegerField(verbose_name='exercice')),
                ('kind', models.CharField(choices=[('added', 'mis de côté'), ('used', 'utilisé')], max_length=5, verbose_name='mouvement')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on', models.DateField(verbose_name='le')),
            ],
            options={
                'verbose_name': 'mouvement de fonds dédié',
                'verbose_name_plural': 'mouvements de fonds dédiés',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='dedicated_amount_positive', violation_error_message='Le montant est supérieur à zéro.'), models.CheckConstraint(condition=models.Q(('kind__in', ['added', 'used'])), name='dedicated_kind_known', violation_error_message='Un fonds dédié est mis de côté ou utilisé.')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='funding.call')),
                ('grant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='funding.grant')),
                ('expense', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='funding.expense')),
                ('name', models.CharField(max_length=120, verbose_name='intitulé')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'JPEG'), ('png', 'PNG'), ('docx', 'Word'), ('odt', 'OpenDocument')], max_length=4, verbose_name='format')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('file', models.FileField(upload_to='funding/', verbose_name='fichier')),
                ('added_on', models.DateField(verbose_name='ajouté le')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pièce',
                'verbose_name_plural': 'pièces',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 10485760)), name='funding_paper_size', violation_error_message='Une pièce pèse dix mégaoctets au plus, et n’est pas vide.'), models.CheckConstraint(condition=models.Q(models.Q(('call__isnull', False), ('expense', None), ('grant', None)), models.Q(('call', None), ('expense', None), ('grant__isnull', False)), models.Q(('call', None), ('expense__isnull', False), ('grant', None)), _connector='OR'), name='funding_paper_of_one_thing', violation_error_message='Une pièce se joint à une seule chose.')],
            },
        ),
    ]
