"""Messages that wait, and who forgot a password."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_triggers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.EmailField(max_length=254, verbose_name='destinataire')),
                ('kind', models.CharField(max_length=30, verbose_name='avis')),
                ('subject', models.CharField(max_length=200, verbose_name='objet')),
                ('text', models.TextField(blank=True, verbose_name='texte')),
                ('html', models.TextField(blank=True, verbose_name='texte mis en page')),
                ('about', models.CharField(blank=True, max_length=80, verbose_name='au sujet de')),
                ('posted_at', models.DateTimeField(auto_now_add=True, verbose_name='instant')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='abandonné le')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='ce qui empêche')),
            ],
            options={
                'verbose_name': 'message à envoyer',
                'verbose_name_plural': 'messages à envoyer',
                'indexes': [models.Index(condition=models.Q(('failed_at__isnull', False)), fields=['-failed_at', '-id'], name='letter_failed'), models.Index(fields=['about'], name='letter_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failed_at', None), ('failure', '')), models.Q(('failed_at__isnull', False), models.Q(('failure', ''), _negated=True)), _connector='OR'), name='letter_failed_says_why', violation_error_message='Un message abandonné, et lui seul, dit ce qui empêche.'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('failed_at__isnull', False), _connector='OR'), name='letter_that_waits_has_its_words', violation_error_message='Un message qui attend de partir a un texte.')],
            },
        ),
        migrations.CreateModel(
            name='Forgotten',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='instant')),
            ],
            options={
                'verbose_name': 'mot de passe oublié',
                'verbose_name_plural': 'mots de passe oubliés',
            },
        ),
    ]
