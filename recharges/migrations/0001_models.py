import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from pimms.kernel.migrating import AtOnce


class Migration(AtOnce):
    initial = True
    dependencies = [
        ('accounts', '0001_models'),
        ('beneficiaries', '0002_models'),
        ('kernel', '0001_text'),
        ('partners', '0001_models'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('sales', 'Ventes d’articles solidaires'), ('cash', 'Caisse (espèces)'), ('card', 'Cartes bancaires à encaisser'), ('cheque', 'Chèques à encaisser'), ('third_party', 'Prises en charge à recevoir'), ('not_stated', 'Paiement non précisé (attente)'), ('bank', 'Dépôts d’espèces en banque'), ('shortage', 'Manquants de caisse'), ('surplus', 'Excédents de caisse')], max_length=20, verbose_name='emploi')),
                ('code', models.CharField(max_length=12, verbose_name='compte')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='en vigueur')),
            ],
            options={
                'verbose_name': 'compte comptable',
                'verbose_name_plural': 'comptes comptables',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('purpose', '='), ('period', '&&')], name='account_code_one_at_a_time', violation_error_message='Cet emploi a déjà un compte sur cette période.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{3,12}$')), name='account_code_digits', violation_error_message='Un compte s’écrit en chiffres, de trois à douze.')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30, verbose_name='référence')),
                ('name', models.CharField(max_length=150, verbose_name='désignation')),
                ('category', models.CharField(choices=[('mobile_credit', 'Recharge mobile'), ('internet_credit', 'Recharge internet'), ('sim_card', 'Carte SIM'), ('internet_device', 'Équipement internet'), ('phone', 'Téléphone'), ('computer', 'Ordinateur'), ('autre', 'Autre')], max_length=20, verbose_name='catégorie')),
                ('category_label', models.CharField(blank=True, max_length=100, verbose_name='catégorie, en nos mots')),
                ('barcode', models.CharField(blank=True, db_default='', default='', max_length=13, verbose_name='code-barres')),
                ('tracking', models.CharField(choices=[('none', 'Non suivi'), ('quantity', 'En quantité'), ('unit', 'Pièce par pièce')], default='none', max_length=10, verbose_name='suivi')),
                ('low_stock_at', models.PositiveSmallIntegerField(blank=True, help_text='Pièces restantes, par point d’accueil.', null=True, verbose_name='avertir à partir de')),
                ('is_archived', models.BooleanField(default=False, verbose_name='retiré de la vente')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'constraints': [models.UniqueConstraint(fields=('reference',), name='product_reference_unique', violation_error_message='Un article porte déjà cette référence.'), models.UniqueConstraint(condition=models.Q(('barcode', ''), _negated=True), fields=('barcode',), name='product_barcode_unique', violation_error_message='Un article porte déjà ce code-barres.'), models.CheckConstraint(condition=models.Q(('barcode', ''), ('barcode__regex', '^(\\d{8}|\\d{12}|\\d{13})$'), _connector='OR'), name='product_barcode_in_digits', violation_error_message='Un code-barres a 8, 12 ou 13 chiffres.')],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='recharges.product')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('public', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='prix public')),
                ('solidarity', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='prix solidaire')),
                ('purchase', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='prix d’achat')),
            ],
            options={
                'verbose_name': 'prix',
                'verbose_name_plural': 'prix',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('product', '='), ('period', '&&')], name='price_one_at_a_time', violation_error_message='Cet article a déjà un prix sur cette période.'), models.CheckConstraint(condition=models.Q(('public__gte', 0), ('solidarity__gte', 0), models.Q(('purchase', None), ('purchase__gte', 0), _connector='OR')), name='price_not_negative', violation_error_message='Un prix n’est pas négatif.')],
            },
        ),
        migrations.CreateModel(
            name='Cap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='caps', to='recharges.product', verbose_name='article')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mobile_credit', 'Recharge mobile'), ('internet_credit', 'Recharge internet'), ('sim_card', 'Carte SIM'), ('internet_device', 'Équipement internet'), ('phone', 'Téléphone'), ('computer', 'Ordinateur'), ('autre', 'Autre')], max_length=20), blank=True, default=list, size=None, verbose_name='catégories')),
                ('span', models.CharField(choices=[('month', 'par mois'), ('enrolment', 'sur les douze mois'), ('year', 'par année civile')], max_length=10, verbose_name='durée')),
                ('measure', models.CharField(choices=[('quantity', 'articles'), ('euros', 'euros payés')], max_length=10, verbose_name='mesure')),
                ('scope', models.CharField(choices=[('person', 'par personne'), ('household', 'par foyer')], db_default='person', default='person', max_length=10, verbose_name='pour')),
                ('limit', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='plafond')),
                ('factor', models.DecimalField(db_default=Decimal('0'), decimal_places=2, default=Decimal('0'), max_digits=4, verbose_name='part en plus par autre personne du foyer')),
                ('is_advisory', models.BooleanField(db_default=False, default=False, verbose_name='indicatif\u202f: prévient sans empêcher')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='en vigueur')),
            ],
            options={
                'verbose_name': 'plafond',
                'verbose_name_plural': 'plafonds',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('categories__len', 0), ('product__isnull', False)), models.Q(('categories__len__gt', 0), ('product', None)), _connector='OR'), name='cap_on_a_product_or_categories', violation_error_message='Un plafond porte sur un article ou sur des catégories.'), models.CheckConstraint(condition=models.Q(('limit__gte', 0)), name='cap_not_negative', violation_error_message='Un plafond n’est pas négatif.'), models.CheckConstraint(condition=models.Q(('factor__gte', 0), ('factor__lte', 10)), name='cap_factor_from_0_to_10', violation_error_message='La part par autre personne va de 0 à 10.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('product__isnull', False)), expressions=[('product', '='), ('span', '='), ('measure', '='), ('scope', '='), (django.db.models.functions.comparison.Cast('is_advisory', models.IntegerField()), '='), ('period', '&&')], name='cap_one_at_a_time', violation_error_message='Cet article a déjà ce plafond sur cette période.')],
            },
        ),
        migrations.CreateModel(
            name='StockLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock_levels', to='accounts.site')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock_levels', to='recharges.product')),
                ('quantity', models.IntegerField(default=0, verbose_name='en stock')),
            ],
            options={
                'verbose_name': 'niveau de stock',
                'verbose_name_plural': 'niveaux de stock',
                'constraints': [models.UniqueConstraint(fields=('site', 'product'), name='stock_level_once', violation_error_message='Cet article a déjà un niveau à ce point d’accueil.'), models.CheckConstraint(condition=models.Q(('quantity__gte', 0)), name='stock_level_not_negative', violation_error_message='Il n’en reste plus assez en stock.')],
            },
        ),
        migrations.CreateModel(
            name='Inventory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='clé de l’envoi')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inventories', to='accounts.site', verbose_name='point d’accueil')),
                ('counted_on', models.DateField(verbose_name='compté le')),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compté par')),
                ('status', models.CharField(choices=[('counted', 'à confirmer'), ('confirmed', 'confirmé'), ('dropped', 'abandonné')], default='counted', max_length=10, verbose_name='état')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='décidé le')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
            ],
            options={
                'verbose_name': 'inventaire',
                'verbose_name_plural': 'inventaires',
                'constraints': [models.UniqueConstraint(fields=('key',), name='inventory_recorded_once', violation_error_message='Cet inventaire est déjà enregistré.'), models.UniqueConstraint(condition=models.Q(('status', 'counted')), fields=('site',), name='inventory_one_at_a_time', violation_error_message='Un inventaire attend déjà d’être confirmé ici.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_by', None), ('closed_on', None), ('reason', ''), ('status', 'counted')), models.Q(models.Q(('status', 'counted'), _negated=True), ('closed_by__isnull', False), ('closed_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='inventory_closed_with_a_reason', violation_error_message='Un inventaire se décide avec un motif, par quelqu’un.')],
            },
        ),
        migrations.CreateModel(
            name='Kit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='nom')),
                ('is_archived', models.BooleanField(default=False, verbose_name='retiré')),
            ],
            options={
                'verbose_name': 'kit',
                'verbose_name_plural': 'kits',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_archived', False)), fields=('name',), name='kit_name_unique', violation_error_message='Un kit porte déjà ce nom.')],
            },
        ),
        migrations.CreateModel(
            name='KitItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='recharges.kit')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kit_items', to='recharges.product', verbose_name='article')),
                ('quantity', models.PositiveSmallIntegerField(verbose_name='quantité')),
            ],
            options={
                'verbose_name': 'article d’un kit',
                'verbose_name_plural': 'articles d’un kit',
                'constraints': [models.UniqueConstraint(fields=('kit', 'product'), name='kit_item_once', violation_error_message='Cet article est déjà dans le kit.'), models.CheckConstraint(condition=models.Q(('quantity__gte', 1), ('quantity__lte', 99)), name='kit_item_from_1_to_99', violation_error_message='Un kit contient de 1 à 99 fois un article.')],
            },
        ),
        migrations.CreateModel(
            name='MovementUnderSales',
            fields=[
            ],
            options={
                'verbose_name': 'mouvement de droits',
                'verbose_name_plural': 'mouvements de droits',
                'proxy': True,
            },
            bases=('beneficiaries.movement',),
        ),
        migrations.CreateModel(
            name='TillSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='till_sessions', to='accounts.site', verbose_name='point d’accueil')),
                ('day', models.DateField(verbose_name='jour')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouverte par')),
                ('opened_at', models.DateTimeField(verbose_name='ouverte à')),
                ('opening_float', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='fond de caisse')),
                ('opening_motive', models.CharField(blank=True, max_length=200, verbose_name='motif d’un autre fond')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='clôturée par')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='clôturée à')),
                ('expected', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='attendu en espèces')),
                ('counted', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='compté en espèces')),
                ('discrepancy_motive', models.CharField(blank=True, max_length=200, verbose_name='motif de l’écart')),
                ('banked', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='déposé en banque')),
                ('carried', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='laissé pour la prochaine ouverture')),
            ],
            options={
                'verbose_name': 'caisse',
                'verbose_name_plural': 'caisses',
                'indexes': [models.Index(fields=['site', 'day'], name='till_session_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('site',), name='till_one_open_per_site', violation_error_message='La caisse de ce point d’accueil est déjà ouverte.'), models.CheckConstraint(condition=models.Q(models.Q(('banked', None), ('carried', None), ('closed_at', None), ('closed_by', None), ('counted', None), ('expected', None)), models.Q(('banked__isnull', False), ('carried__isnull', False), ('closed_at__isnull', False), ('closed_by__isnull', False), ('counted__isnull', False), ('expected__isnull', False)), _connector='OR'), name='till_closed_whole_or_not_at_all', violation_error_message='Une caisse est clôturée avec son compte, ou pas encore.'), models.CheckConstraint(condition=models.Q(('opening_float__gte', 0), models.Q(('counted', None), models.Q(('banked__gte', 0), ('carried__gte', 0), ('counted__gte', 0)), _connector='OR')), name='till_amounts_not_negative', violation_error_message='Une caisse ne contient pas moins que rien.'), models.CheckConstraint(condition=models.Q(('counted', None), ('counted', models.F('expected')), models.Q(('discrepancy_motive', ''), _negated=True), _connector='OR'), name='till_discrepancy_with_a_motive', violation_error_message='Un écart de caisse dit son motif.'), models.CheckConstraint(condition=models.Q(('counted', None), ('counted', django.db.models.expressions.CombinedExpression(models.F('banked'), '+', models.F('carried'))), _connector='OR'), name='till_banked_or_carried', violation_error_message='Ce qui est compté va en banque ou reste en caisse.')],
            },
        ),
        migrations.CreateModel(
            name='Sale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='clé de l’envoi')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='beneficiaries.enrolment', verbose_name='inscription')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='accounts.site', verbose_name='point d’accueil')),
                ('series', models.CharField(max_length=20, verbose_name='série')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('sold_on', models.DateField(verbose_name='jour')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
                ('payment', models.CharField(choices=[('cash', 'Espèces'), ('card', 'Carte bancaire'), ('cheque', 'Chèque'), ('third_party', 'Prise en charge'), ('free', 'Gratuit'), ('not_stated', 'Non précisé')], max_length=20, verbose_name='paiement')),
                ('seller_name', models.CharField(blank=True, max_length=100, verbose_name='conseiller')),
                ('sold_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vendue par')),
                ('till_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sales', to='recharges.tillsession', verbose_name='caisse')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='recharges.sale', verbose_name='annule')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif de l’annulation')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.organisation', verbose_name='prise en charge par')),
                ('cheque_number', models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='n° de chèque')),
                ('allocation', models.CharField(blank=True, choices=[('faulty', 'Remplacement d’un article défectueux'), ('emergency', 'Urgence'), ('operator_gift', 'Don d’un opérateur'), ('other', 'Autre motif')], db_default='', default='', max_length=20, verbose_name='motif de la dotation')),
                ('allocation_note', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='la dotation, en quelques mots')),
                ('override_reason', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='motif de la dérogation')),
                ('overridden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dérogation de')),
                ('overridden', models.TextField(blank=True, db_default='', default='', verbose_name='ce que les plafonds refusaient')),
            ],
            options={
                'verbose_name': 'vente',
                'verbose_name_plural': 'ventes',
                'indexes': [models.Index(fields=['enrolment', 'sold_on'], name='sale_of_an_enrolment'), models.Index(fields=['sold_on'], name='sale_by_day'), django.contrib.postgres.indexes.BrinIndex(fields=['recorded_at'], name='sale_by_instant')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='sale_recorded_once', violation_error_message='Cette vente est déjà enregistrée.'), models.UniqueConstraint(fields=('series', 'number'), name='sale_number_unique', violation_error_message='Ce numéro de reçu est déjà donné.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('reverses', None)), models.Q(('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='sale_reversed_with_a_reason', violation_error_message='Une annulation dit son motif.'), models.CheckConstraint(condition=models.Q(models.Q(('overridden_by', None), ('override_reason', '')), models.Q(models.Q(('override_reason', ''), _negated=True), ('overridden_by__isnull', False)), _connector='OR'), name='sale_overridden_by_somebody_for_a_reason', violation_error_message='Une dérogation dit son motif et qui l’accorde.'), models.CheckConstraint(condition=models.Q(('cheque_number', ''), ('payment', 'cheque'), _connector='OR'), name='sale_cheque_number_of_a_cheque', violation_error_message='Seul un chèque porte un numéro de chèque.'), models.CheckConstraint(condition=models.Q(('allocation', ''), ('payment', 'free'), _connector='OR'), name='sale_allocation_is_free', violation_error_message='Une dotation est gratuite.'), models.CheckConstraint(condition=models.Q(models.Q(('allocation', 'other'), _negated=True), models.Q(('allocation_note', ''), _negated=True), _connector='OR'), name='sale_other_allocation_says_why', violation_error_message='Une dotation pour un autre motif le dit en mots.')],
            },
        ),
        migrations.CreateModel(
            name='SaleLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='recharges.sale')),
                ('kind', models.CharField(choices=[('sold', 'Vente'), ('allocation', 'Dotation exceptionnelle')], db_default='sold', default='sold', max_length=10, verbose_name='nature')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sale_lines', to='recharges.product', verbose_name='article')),
                ('quantity', models.IntegerField(verbose_name='quantité')),
                ('paid', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='payé, pour la ligne')),
                ('public_price', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='prix public, pour un')),
            ],
            options={
                'verbose_name': 'ligne de vente',
                'verbose_name_plural': 'lignes de vente',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paid__gte', 0), ('quantity__gt', 0)), models.Q(('paid__lte', 0), ('quantity__lt', 0)), _connector='OR'), name='sale_line_quantity_not_zero', violation_error_message='La quantité est d’au moins un, le prix n’est pas négatif.'), models.CheckConstraint(condition=models.Q(('public_price__gte', 0)), name='sale_line_public_price_not_negative', violation_error_message='Le prix public n’est pas négatif.'), models.CheckConstraint(condition=models.Q(('kind', 'sold'), models.Q(('kind', 'allocation'), ('paid', 0)), _connector='OR'), name='sale_line_allocation_is_paid_nothing', violation_error_message='Une dotation ne se paie pas.')],
            },
        ),
        migrations.CreateModel(
            name='StockMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(blank=True, editable=False, null=True, verbose_name='clé de l’envoi')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock_movements', to='accounts.site', verbose_name='point d’accueil')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock_movements', to='recharges.product', verbose_name='article')),
                ('kind', models.CharField(choices=[('receipt', 'Réception'), ('loss', 'Perte'), ('breakage', 'Casse'), ('theft', 'Vol'), ('expiry', 'Péremption'), ('transfer_out', 'Transfert, départ'), ('transfer_in', 'Transfert, arrivée'), ('inventory', 'Inventaire'), ('sale', 'Vente'), ('reversal', 'Annulation de vente'), ('check', 'Vérifiée, remise en vente')], max_length=20, verbose_name='mouvement')),
                ('quantity', models.IntegerField(verbose_name='quantité')),
                ('moved_on', models.DateField(verbose_name='jour')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistré le')),
                ('moved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='motif')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='bon de livraison')),
                ('sale_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stock_movements', to='recharges.saleline')),
                ('counterpart', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='recharges.stockmovement', verbose_name='départ du transfert')),
            ],
            options={
                'verbose_name': 'mouvement de stock',
                'verbose_name_plural': 'mouvements de stock',
                'indexes': [models.Index(fields=['product', 'moved_on', 'id'], name='stock_movement_of_a_product')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='stock_movement_recorded_once', violation_error_message='Ce mouvement est déjà enregistré.'), models.UniqueConstraint(fields=('sale_line',), name='stock_movement_once_a_sale_line', violation_error_message='Cette ligne de vente est déjà sortie du stock.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['receipt', 'transfer_in', 'reversal']), ('quantity__gt', 0)), models.Q(('kind__in', ['loss', 'breakage', 'theft', 'expiry', 'transfer_out', 'sale']), ('quantity__lt', 0)), models.Q(('kind', 'inventory'), models.Q(('quantity', 0), _negated=True)), models.Q(('kind', 'check'), ('quantity', 0)), _connector='OR'), name='stock_movement_sign', violation_error_message='La quantité n’a pas le sens de ce mouvement.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['sale', 'reversal']), ('sale_line__isnull', False)), models.Q(models.Q(('kind__in', ['sale', 'reversal']), _negated=True), ('sale_line', None)), _connector='OR'), name='stock_movement_of_a_sale', violation_error_message='Une vente sort du stock par sa ligne, rien d’autre.'), models.CheckConstraint(condition=models.Q(models.Q(('counterpart__isnull', False), ('kind', 'transfer_in')), models.Q(models.Q(('kind', 'transfer_in'), _negated=True), ('counterpart', None)), _connector='OR'), name='stock_movement_arrives_from_somewhere', violation_error_message='Un transfert arrive de quelque part.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['loss', 'breakage', 'theft', 'expiry', 'inventory']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='stock_movement_with_a_reason', violation_error_message='Dites le motif.')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='recharges.product', verbose_name='article')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.site', verbose_name='point d’accueil')),
                ('kind', models.CharField(choices=[('code', 'Code de recharge'), ('iccid', 'Carte SIM'), ('imei', 'Appareil (IMEI)'), ('serial', 'Appareil (numéro de série)')], max_length=10, verbose_name='nature')),
                ('serial', models.CharField(blank=True, max_length=30, verbose_name='numéro')),
                ('code', models.TextField(blank=True, editable=False, verbose_name='code, chiffré')),
                ('fingerprint', models.CharField(editable=False, max_length=64, verbose_name='empreinte')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='utilisable jusqu’au')),
                ('received', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units_received', to='recharges.stockmovement', verbose_name='réception')),
                ('status', models.CharField(choices=[('arriving', 'en réception'), ('in_stock', 'en stock'), ('sold', 'vendue'), ('returned', 'rendue, à vérifier'), ('moving', 'en transfert'), ('lost', 'sortie du stock')], default='arriving', max_length=10, verbose_name='état')),
                ('sale_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='recharges.saleline', verbose_name='vendue par')),
            ],
            options={
                'verbose_name': 'pièce',
                'verbose_name_plural': 'pièces',
                'indexes': [models.Index(condition=models.Q(('status', 'in_stock')), fields=['product', 'site', 'expires_on'], name='unit_first_to_expire')],
                'constraints': [models.UniqueConstraint(fields=('fingerprint',), name='unit_number_unique', violation_error_message='Ce numéro est déjà en stock.'), models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('kind', 'serial'), name='unit_serial_unique', violation_error_message='Une pièce porte déjà ce numéro.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'code'), models.Q(('code', ''), _negated=True)), models.Q(models.Q(('kind', 'code'), _negated=True), ('code', ''), models.Q(('serial', ''), _negated=True)), _connector='OR'), name='unit_has_a_code_or_a_number', violation_error_message='Une recharge a un code, une autre pièce un numéro.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['iccid', 'imei']), _negated=True), models.Q(('kind', 'iccid'), ('serial__regex', '^[0-9]{19,20}$')), models.Q(('kind', 'imei'), ('serial__regex', '^[0-9]{15}$')), _connector='OR'), name='unit_number_well_made', violation_error_message='Ce numéro n’a pas le bon nombre de chiffres.'), models.CheckConstraint(condition=models.Q(models.Q(('sale_line__isnull', False), ('status', 'sold')), models.Q(models.Q(('status', 'sold'), _negated=True), ('sale_line', None)), _connector='OR'), name='unit_sold_iff_on_a_line', violation_error_message='Une pièce vendue l’est par une ligne de vente.')],
            },
        ),
        migrations.CreateModel(
            name='UnitStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='recharges.unit')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='recharges.stockmovement')),
            ],
            options={
                'verbose_name': 'étape d’une pièce',
                'verbose_name_plural': 'étapes des pièces',
                'constraints': [models.UniqueConstraint(fields=('movement', 'unit'), name='unit_step_once_a_movement', violation_error_message='Cette pièce est déjà dans ce mouvement.')],
            },
        ),
        migrations.CreateModel(
            name='InventoryLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inventory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='recharges.inventory')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recharges.product')),
                ('expected', models.IntegerField(verbose_name='attendu')),
                ('counted', models.IntegerField(verbose_name='compté')),
                ('missing', models.ManyToManyField(related_name='+', to='recharges.unit', verbose_name='introuvables')),
            ],
            options={
                'verbose_name': 'ligne d’inventaire',
                'verbose_name_plural': 'lignes d’inventaire',
                'constraints': [models.UniqueConstraint(fields=('inventory', 'product'), name='inventory_line_once_a_product', violation_error_message='Cet article est déjà compté.'), models.CheckConstraint(condition=models.Q(('counted__gte', 0), ('expected__gte', 0)), name='inventory_line_not_negative', violation_error_message='On ne compte pas moins que rien.')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='recharges.sale')),
                ('number', models.PositiveIntegerField(verbose_name='impression n°')),
                ('paper', models.CharField(choices=[('feuille', 'Feuille'), ('80mm', 'Rouleau de 80 mm')], max_length=10, verbose_name='papier')),
                ('printed_at', models.DateTimeField(verbose_name='imprimé le')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imprimé par')),
            ],
            options={
                'verbose_name': 'impression',
                'verbose_name_plural': 'impressions',
                'constraints': [models.UniqueConstraint(fields=('sale', 'number'), name='receipt_print_number_unique', violation_error_message='Ce reçu vient d’être imprimé\u202f: recommencez.'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='receipt_print_from_1', violation_error_message='La première impression porte le numéro 1.')],
            },
        ),
        migrations.CreateModel(
            name='CashCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='recharges.tillsession')),
                ('denomination', models.PositiveIntegerField(choices=[(50000, '500\u202f€'), (20000, '200\u202f€'), (10000, '100\u202f€'), (5000, '50\u202f€'), (2000, '20\u202f€'), (1000, '10\u202f€'), (500, '5\u202f€'), (200, '2\u202f€'), (100, '1\u202f€'), (50, '50\u202fct'), (20, '20\u202fct'), (10, '10\u202fct'), (5, '5\u202fct'), (2, '2\u202fct'), (1, '1\u202fct')], verbose_name='valeur')),
                ('pieces', models.PositiveIntegerField(verbose_name='nombre')),
            ],
            options={
                'verbose_name': 'compte d’une valeur',
                'verbose_name_plural': 'comptes par valeur',
                'constraints': [models.UniqueConstraint(fields=('session', 'denomination'), name='cash_count_once_a_denomination', violation_error_message='Cette valeur est déjà comptée.'), models.CheckConstraint(condition=models.Q(('denomination__in', (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)), ('pieces__gt', 0)), name='cash_count_of_euros', violation_error_message='On compte des billets et des pièces d’euro.')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('sale', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='seal', serialize=False, to='recharges.sale')),
                ('series', models.CharField(max_length=20, verbose_name='série')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('previous', models.CharField(max_length=64, verbose_name='empreinte précédente')),
                ('hash', models.CharField(max_length=64, verbose_name='empreinte')),
            ],
            options={
                'verbose_name': 'empreinte',
                'verbose_name_plural': 'empreintes',
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='seal_number_unique', violation_error_message='Ce reçu est déjà scellé.')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='accounts.site', verbose_name='point d’accueil')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='numéro')),
                ('kind', models.CharField(choices=[('session', 'Caisse'), ('day', 'Jour'), ('month', 'Mois'), ('year', 'Année')], max_length=10, verbose_name='portée')),
                ('session', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='closing', to='recharges.tillsession', verbose_name='caisse')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='période')),
                ('sales', models.PositiveIntegerField(verbose_name='ventes')),
                ('reversals', models.PositiveIntegerField(verbose_name='annulations')),
                ('total', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='total')),
                ('perpetual', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='total perpétuel')),
                ('totals', models.JSONField(verbose_name='totaux')),
                ('receipts', models.JSONField(blank=True, default=list, verbose_name='reçus')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='clôturé par')),
                ('closed_at', models.DateTimeField(verbose_name='clôturé à')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='empreinte précédente')),
                ('hash', models.CharField(blank=True, max_length=64, verbose_name='empreinte')),
            ],
            options={
                'verbose_name': 'clôture',
                'verbose_name_plural': 'clôtures',
                'constraints': [models.UniqueConstraint(fields=('site', 'number'), name='closing_number_unique', violation_error_message='Ce numéro de Z est déjà donné.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'session'), ('session__isnull', False)), models.Q(models.Q(('kind', 'session'), _negated=True), ('session', None)), _connector='OR'), name='closing_session_iff_of_a_session', violation_error_message='Le Z d’une caisse nomme sa caisse, les autres non.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'session'), _negated=True), expressions=[('site', '='), ('kind', '='), ('period', '&&')], name='closing_periods_do_not_overlap', violation_error_message='Cette période est déjà clôturée.')],
            },
        ),
    ]
