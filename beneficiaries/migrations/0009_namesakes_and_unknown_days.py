from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_desk_locks'),
        ('beneficiaries', '0008_who_is_who'),
        ('kernel', '0006_sending_while_it_lasts'),
        ('partners', '0005_telephones_and_postal_codes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='beneficiary',
            name='beneficiary_is_nobody_else',
        ),
        migrations.AddField(
            model_name='beneficiary',
            name='born_day_unknown',
            field=models.BooleanField(db_default=False, default=False, verbose_name='jour de naissance inconnu'),
        ),
        migrations.AddField(
            model_name='beneficiary',
            name='namesake',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='rang parmi ses homonymes'),
        ),
        migrations.AddField(
            model_name='referral',
            name='born_day_unknown',
            field=models.BooleanField(db_default=False, default=False, verbose_name='jour de naissance inconnu'),
        ),
        migrations.AddIndex(
            model_name='beneficiary',
            index=models.Index(condition=models.Q(('postal_code', ''), _negated=True), fields=['postal_code'], name='beneficiary_by_postal_code'),
        ),
        migrations.AddConstraint(
            model_name='beneficiary',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_into', None)), fields=('last_key', 'first_key', 'born_on', 'namesake'), name='beneficiary_is_nobody_else', violation_error_message='Cette personne a déjà un dossier\u202f: mêmes nom, prénom et date de naissance.'),
        ),
        migrations.AddConstraint(
            model_name='beneficiary',
            constraint=models.CheckConstraint(condition=models.Q(('born_day_unknown', False), models.Q(('born_on__day', 1), ('born_on__month', 1)), _connector='OR'), name='beneficiary_birth_day_unknown', violation_error_message='Quand le jour de naissance est inconnu, le 1er janvier tient lieu de date.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('born_day_unknown', False), models.Q(('born_on__day', 1), ('born_on__month', 1)), _connector='OR'), name='referral_birth_day_unknown', violation_error_message='Quand le jour de naissance est inconnu, le 1er janvier tient lieu de date.'),
        ),
    ]
