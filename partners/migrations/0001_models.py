import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import partners.models.directory
import pimms.kernel.models
import uuid
from django.conf import settings
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
        ('accounts', '0001_models'),
        ('kernel', '0002_models'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='nom')),
                ('name_key', models.GeneratedField(db_persist=True, expression=pimms.kernel.models.Fold(models.F('name')), output_field=models.TextField())),
                ('kind', models.CharField(choices=[('CCAS', 'Centre communal d’action sociale'), ('DEPT', 'Service social du département'), ('CAF', 'Caisse d’allocations familiales'), ('FT', 'Pôle emploi, France Travail'), ('ML', 'Mission locale'), ('CS', 'Centre social'), ('ASSO', 'Association'), ('Autre', 'Autre')], default='Autre', max_length=10, verbose_name='type')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.commune', verbose_name='commune')),
                ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('rights', 'Accès aux droits, démarches'), ('social', 'Accompagnement social'), ('money', 'Aides financières, budget'), ('food', 'Aide alimentaire'), ('housing', 'Logement, hébergement, domiciliation'), ('work', 'Emploi, insertion'), ('health', 'Accès aux soins'), ('family', 'Familles, enfants'), ('french', 'Apprentissage du français'), ('digital', 'Médiation numérique')], max_length=10), blank=True, default=list, size=None, verbose_name='services')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
                ('opening', models.CharField(blank=True, max_length=200, verbose_name='horaires')),
                ('contact', models.CharField(blank=True, max_length=100, verbose_name='interlocuteur')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='téléphone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique')),
                ('website', models.URLField(blank=True, verbose_name='site internet')),
                ('by_telephone', models.BooleanField(default=False, verbose_name='à prévenir par téléphone')),
                ('status', models.CharField(choices=[('proposed', 'À valider'), ('accepted', 'Partenaire'), ('refused', 'Non retenu')], default='accepted', max_length=10, verbose_name='état')),
                ('motive', models.CharField(blank=True, max_length=300, verbose_name='motif du refus')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposé par')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décidé le')),
            ],
            options={
                'verbose_name': 'organisme',
                'verbose_name_plural': 'organismes',
                'constraints': [models.UniqueConstraint(fields=('name_key',), name='organisation_name_unique', violation_error_message='Un organisme porte déjà ce nom.'), models.CheckConstraint(condition=models.Q(('name_key', ''), _negated=True), name='organisation_has_a_name', violation_error_message='Un organisme a un nom.'), models.CheckConstraint(condition=models.Q(('status', 'refused'), ('motive', ''), _connector='XOR'), name='organisation_refused_says_why', violation_error_message='Un refus, et lui seul, dit son motif.'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'proposed'), _negated=True), models.Q(('decided_by', None), ('decided_on', None)), _connector='OR'), name='organisation_proposed_is_undecided', violation_error_message='Un organisme à valider n’a pas encore de décision.'), models.CheckConstraint(condition=models.Q(('phone', ''), ('phone__regex', '^\\+[1-9][0-9]{6,14}$'), _connector='OR'), name='organisation_phone_international', violation_error_message='Le téléphone est gardé sous la forme internationale.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partners.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('is_administrator', models.BooleanField(default=False, verbose_name='administre l’organisme')),
                ('started_on', models.DateField(verbose_name='depuis le')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmé le')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='revue demandée le')),
            ],
            options={
                'verbose_name': 'appartenance',
                'verbose_name_plural': 'appartenances',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('organisation', 'user'), name='membership_one_running', violation_error_message='Cette personne fait déjà partie de cet organisme.'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='La fin vient après le début.')],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='partners.organisation')),
                ('version', models.CharField(max_length=10, verbose_name='version')),
                ('text', models.TextField(verbose_name='texte')),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField(verbose_name='le')),
            ],
            options={
                'verbose_name': 'engagement',
                'verbose_name_plural': 'engagements',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'version'), name='commitment_once_a_version', violation_error_message='Cet engagement est déjà pris.')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='partners.organisation')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('as_administrator', models.BooleanField(default=False, verbose_name='administrera l’organisme')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_at', models.DateTimeField(verbose_name='invité le')),
                ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('organisation', 'email'), name='invitation_one_waiting', violation_error_message='Une invitation attend déjà à cette adresse.'), models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='invitation_accepted_or_withdrawn', violation_error_message='Une invitation acceptée ne se retire plus.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_by_somebody', violation_error_message='Une invitation acceptée dit par qui.'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('invited_at'))), name='invitation_expires_later', violation_error_message='Une invitation vaut quelques jours.'), models.CheckConstraint(condition=models.Q(('email__regex', '[A-Z]'), _negated=True), name='invitation_email_in_small_letters', violation_error_message='L’adresse est gardée en minuscules.')],
            },
        ),
        migrations.CreateModel(
            name='Convention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conventions', to='partners.organisation')),
                ('subject', models.CharField(max_length=200, verbose_name='objet')),
                ('signed_on', models.DateField(verbose_name='signée le')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='montant')),
                ('reminded_for', models.DateField(blank=True, null=True, verbose_name='rappel fait pour le terme du')),
            ],
            options={
                'verbose_name': 'convention',
                'verbose_name_plural': 'conventions',
                'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='convention_period_bounded', violation_error_message='Une convention a un début et une fin.'), models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='convention_amount_not_negative', violation_error_message='Un montant n’est pas négatif.')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='partners.convention')),
                ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('signed_on', models.DateField(verbose_name='signé le')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='montant')),
                ('changes', models.CharField(blank=True, max_length=600, verbose_name='ce qui change')),
            ],
            options={
                'verbose_name': 'avenant',
                'verbose_name_plural': 'avenants',
                'constraints': [models.UniqueConstraint(fields=('convention', 'number'), name='amendment_number_unique', violation_error_message='Cet avenant est déjà enregistré.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('convention', '='), ('period', '&&')], name='amendment_periods_do_not_overlap', violation_error_message='Un avenant couvre déjà cette période.'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='amendment_period_bounded', violation_error_message='Un avenant a un début et une fin.'), models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gte', 0), _connector='OR'), name='amendment_amount_not_negative', violation_error_message='Un montant n’est pas négatif.')],
            },
        ),
        migrations.CreateModel(
            name='ConventionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='partners.convention')),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.amendment', verbose_name='avenant')),
                ('text', models.TextField(verbose_name='texte')),
                ('written_on', models.DateField(verbose_name='en vigueur depuis le')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'texte de convention',
                'verbose_name_plural': 'textes de conventions',
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='convention_text_says_something', violation_error_message='Le texte est vide.')],
            },
        ),
        migrations.CreateModel(
            name='ConventionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('convention', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='partners.convention')),
                ('amendment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.amendment', verbose_name='avenant')),
                ('name', models.CharField(max_length=120, verbose_name='intitulé')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'JPEG'), ('png', 'PNG'), ('docx', 'Word'), ('odt', 'OpenDocument')], max_length=4, verbose_name='format')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('file', models.FileField(upload_to='conventions/', verbose_name='fichier')),
                ('added_on', models.DateField(verbose_name='ajouté le')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'document de convention',
                'verbose_name_plural': 'documents de conventions',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 10485760)), name='convention_document_size', violation_error_message='Un document pèse dix mégaoctets au plus, et n’est pas vide.')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('local_id', models.CharField(max_length=100, verbose_name='id')),
                ('pivot', models.CharField(max_length=14, verbose_name='pivot')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('commune_name', models.CharField(max_length=100, verbose_name='commune')),
                ('postal_code', models.CharField(max_length=5, verbose_name='code_postal')),
                ('insee_code', models.CharField(blank=True, max_length=5, verbose_name='code_insee')),
                ('address', models.CharField(max_length=250, verbose_name='adresse')),
                ('more_address', models.CharField(blank=True, max_length=250, verbose_name='complement_adresse')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='typologie')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='telephone')),
                ('emails', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='courriels')),
                ('websites', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='site_web')),
                ('opening', models.CharField(blank=True, max_length=300, verbose_name='horaires')),
                ('summary', models.CharField(blank=True, max_length=280, verbose_name='presentation_resume')),
                ('details', models.TextField(blank=True, verbose_name='presentation_detail')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('roaming', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='itinerance')),
                ('parent', models.CharField(blank=True, max_length=200, verbose_name='structure_parente')),
                ('updated_on', models.DateField(verbose_name='date_maj')),
                ('services', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='services')),
                ('publics', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='publics_specifiquement_adresses')),
                ('special_care', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='prise_en_charge_specifique')),
                ('fees', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='frais_a_charge')),
                ('programmes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='dispositif_programmes_nationaux')),
                ('labels', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='formations_labels')),
                ('other_labels', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='autres_formations_labels')),
                ('access', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='modalites_acces')),
                ('ways', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='modalites_accompagnement')),
                ('accessibility', models.URLField(blank=True, max_length=300, verbose_name='fiche_acces_libre')),
                ('booking', models.URLField(blank=True, max_length=300, verbose_name='prise_rdv')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='retiré le')),
                ('words', models.GeneratedField(db_persist=True, expression=pimms.kernel.models.Fold(partners.models.directory.ConcatOp(models.F('name'), models.Value(' '), models.F('commune_name'), models.Value(' '), models.F('postal_code'))), output_field=models.TextField())),
            ],
            options={
                'verbose_name': 'lieu',
                'verbose_name_plural': 'lieux',
                'constraints': [models.UniqueConstraint(fields=('local_id',), name='place_id_unique', violation_error_message='Un lieu porte déjà cet identifiant.'), models.CheckConstraint(condition=models.Q(('pivot__regex', '^[a-zA-Z0-9]{9,14}$')), name='place_pivot_of_nine_to_fourteen', violation_error_message='Le pivot est un SIRET ou un numéro RNA.'), models.CheckConstraint(condition=models.Q(('postal_code__regex', '^\\d{5}$')), name='place_postal_code', violation_error_message='Le code postal est fait de cinq chiffres.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('commune_name', ''), _negated=True), models.Q(('address', ''), _negated=True), models.Q(('local_id', ''), _negated=True)), name='place_is_somewhere', violation_error_message='Un lieu a un identifiant, un nom, une adresse, une commune.')],
            },
        ),
        migrations.CreateModel(
            name='NetworkAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('meeting', 'Réunion de partenaires'), ('presentation', 'Présentation du programme'), ('training', 'Formation donnée à des professionnels'), ('event', 'Événement, forum')], max_length=12, verbose_name='type')),
                ('title', models.CharField(max_length=150, verbose_name='intitulé')),
                ('held_on', models.DateField(verbose_name='le')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='durée en minutes')),
                ('participants', models.PositiveSmallIntegerField(verbose_name='professionnels présents')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('programme', 'Programme et tarif solidaire'), ('referring', 'Orienter une personne'), ('diagnosis', 'Repérer les difficultés numériques'), ('paperwork', 'Démarches en ligne'), ('security', 'Données personnelles et sécurité'), ('equipment', 'Équipement et connexion'), ('coordination', 'Coordination du territoire')], max_length=12), default=list, size=None, verbose_name='sujets')),
                ('note', models.CharField(blank=True, max_length=600, verbose_name='à retenir')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisations', models.ManyToManyField(blank=True, related_name='network_actions', to='partners.organisation', verbose_name='organismes')),
            ],
            options={
                'verbose_name': 'action de réseau',
                'verbose_name_plural': 'actions de réseau',
                'indexes': [models.Index(fields=['held_on', 'id'], name='network_action_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 1440)), name='network_action_lasts', violation_error_message='Une action dure de cinq minutes à une journée.'), models.CheckConstraint(condition=models.Q(('participants__gte', 1)), name='network_action_gathers', violation_error_message='Une action réunit au moins une personne.'), models.CheckConstraint(condition=models.Q(('topics__len__gte', 1)), name='network_action_has_a_topic', violation_error_message='Une action a au moins un sujet.')],
            },
        ),
    ]
