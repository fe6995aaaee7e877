"""The grid of skills by version, with its first one, and the measures of people."""

from datetime import date

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# The first grid, from the workshops' programmes: code, name, essential, the three levels in plain words.
SKILLS = [
    ("materiel", "Ordinateur et téléphone", True, [
        "Ne sait pas encore l’allumer ni s’en servir",
        "S’en sert avec de l’aide, se connecte si on lui montre",
        "S’en sert et se connecte au wifi sans aide"]),
    ("internet", "Chercher sur internet", True, [
        "Ne va pas encore sur internet",
        "Trouve une page ou une adresse avec de l’aide",
        "Cherche, trouve et revient sur une page sans aide"]),
    ("courriel", "Messagerie", True, [
        "N’a pas d’adresse ou ne lit pas ses messages",
        "Lit et répond avec de l’aide",
        "Écrit, répond et joint un document sans aide"]),
    ("securite", "Mots de passe et arnaques", True, [
        "Ne sait pas se connecter à un compte",
        "Retrouve ses comptes avec de l’aide, demande en cas de doute",
        "Gère ses mots de passe et reconnaît une arnaque"]),
    ("demarches", "Démarches en ligne", True, [
        "Ne fait pas encore de démarche en ligne",
        "Remplit un formulaire ou son espace personnel avec de l’aide",
        "Fait ses démarches (CAF, impôts, Ameli…) sans aide"]),
    ("documents", "Photos et documents", False, [
        "Ne sait pas enregistrer un document",
        "Photographie, enregistre et retrouve avec de l’aide",
        "Numérise, range et retrouve ses documents sans aide"]),
    ("communiquer", "Appels, messages, visio", False, [
        "Ne fait que recevoir des appels",
        "Écrit un message ou répond en visio avec de l’aide",
        "Appelle, écrit et rejoint une visio sans aide"]),
    ("forfait", "Forfait et crédit", False, [
        "Ne sait pas ce qu’il lui reste de crédit",
        "Suit sa consommation et recharge avec de l’aide",
        "Suit sa consommation et recharge sans aide"]),
]


def write(apps, schema_editor):
    Grid = apps.get_model("workshops", "SkillGrid")
    Skill = apps.get_model("workshops", "Skill")
    grid = Grid.objects.create(name="Bagage numérique minimum", starts_on=date(1990, 1, 1))
    for position, (code, name, is_essential, levels) in enumerate(SKILLS, 1):
        Skill.objects.create(
            grid=grid, code=code, position=position, name=name, is_essential=is_essential,
            levels=levels,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0010_phones'),
        ('workshops', '0007_bookings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SkillMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='clé de l’envoi')),
                ('moment', models.CharField(choices=[('entry', 'À l’entrée'), ('session', 'En séance'), ('exit', 'À la sortie')], max_length=10, verbose_name='moment')),
                ('measured_on', models.DateField(verbose_name='jour')),
                ('levels', models.JSONField(blank=True, verbose_name='niveaux')),
                ('at', models.DateTimeField(verbose_name='noté le')),
            ],
            options={
                'verbose_name': 'mesure de compétences',
                'verbose_name_plural': 'mesures de compétences',
            },
        ),
        migrations.CreateModel(
            name='SkillGrid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='nom')),
                ('starts_on', models.DateField(verbose_name='en vigueur à partir du')),
            ],
            options={
                'verbose_name': 'grille de compétences',
                'verbose_name_plural': 'grilles de compétences',
                'constraints': [models.UniqueConstraint(fields=('starts_on',), name='skill_grid_one_a_day', violation_error_message='Une autre grille commence déjà ce jour-là.')],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('name', models.CharField(max_length=40, verbose_name='compétence')),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), size=3, verbose_name='niveaux')),
                ('is_essential', models.BooleanField(default=False, verbose_name='du bagage minimum')),
                ('grid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='workshops.skillgrid', verbose_name='grille')),
            ],
            options={
                'verbose_name': 'compétence',
                'verbose_name_plural': 'compétences',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='c3315919fb9cab6ab3d30b5b2549d11c07bc1f80', operation='UPDATE', pgid='pgtrigger_grid_keeps_its_words_1c338', table='workshops_skillgrid', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN OLD;", hash='e45b26fb173fef8187d7fd59b749448157dc8389', operation='DELETE', pgid='pgtrigger_grid_stays_fe507', table='workshops_skillgrid', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillgrid',
            trigger=pgtrigger.compiler.Trigger(name='grid_begins_after_the_measures', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT FROM workshops_skillmeasure WHERE measured_on >= NEW.starts_on) THEN\n          RAISE EXCEPTION 'somebody was measured on that day already'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_after_the_measures';\n        END IF;\n        RETURN NEW;\n        ", hash='8a4c04f329800c5f5c79e33b47a123e42bdacc65', operation='INSERT OR UPDATE OF "starts_on"', pgid='pgtrigger_grid_begins_after_the_measures_857b7', table='workshops_skillgrid', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='beneficiary',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skill_measures', to='beneficiaries.beneficiary', verbose_name='personne'),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='mesuré par'),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='workshops.skillmeasure', verbose_name='corrige'),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='grid',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='workshops.skillgrid', verbose_name='grille'),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='registration',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skill_measures', to='workshops.registration', verbose_name='participation'),
        ),
        migrations.AddField(
            model_name='skillmeasure',
            name='support',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skill_measures', to='workshops.supportsession', verbose_name='accompagnement'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(fields=('grid', 'code'), name='skill_code_once_a_grid', violation_error_message='Deux compétences d’une grille ne portent pas le même code.'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(fields=('grid', 'position'), name='skill_position_once_a_grid', violation_error_message='Deux compétences d’une grille n’ont pas le même rang.'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.CheckConstraint(condition=models.Q(('levels__len', 3), models.Q(('levels__contains', ['']), _negated=True)), name='skill_has_three_levels', violation_error_message='Une compétence a trois niveaux, dits en toutes lettres.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_joins_an_unused_grid', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (NEW.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (NEW.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='d4dffe4c6401b7f5731cd80e05a331c2d305d6c7', operation='INSERT', pgid='pgtrigger_skill_joins_an_unused_grid_59e17', table='workshops_skill', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_keeps_its_words', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.grid_id, NEW.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.grid_id, NEW.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN NEW;", hash='07b04f0b57c71f990008817412382d562a9f78db', operation='UPDATE', pgid='pgtrigger_skill_keeps_its_words_c1b73', table='workshops_skill', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skill',
            trigger=pgtrigger.compiler.Trigger(name='skill_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM FROM workshops_skillgrid WHERE id IN (OLD.grid_id) ORDER BY id FOR UPDATE;\nIF EXISTS (SELECT FROM workshops_skillmeasure WHERE grid_id IN (OLD.grid_id)) THEN\n  RAISE EXCEPTION 'this grid has measured somebody'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_grid_frozen_once_used';\nEND IF;\nRETURN OLD;", hash='951b068409b3a8855c0a7abf960584caa97a664d', operation='DELETE', pgid='pgtrigger_skill_stays_c3a6b', table='workshops_skill', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='skillmeasure',
            index=models.Index(fields=['beneficiary', 'measured_on'], name='skill_measure_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='skillmeasure',
            index=models.Index(fields=['measured_on', 'moment'], name='skill_measure_by_day'),
        ),
        migrations.AddConstraint(
            model_name='skillmeasure',
            constraint=models.UniqueConstraint(fields=('key',), name='skill_measure_recorded_once', violation_error_message='Cette mesure est déjà enregistrée.'),
        ),
        migrations.AddConstraint(
            model_name='skillmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('moment__in', ['entry', 'session', 'exit'])), name='skill_measure_moment_known', violation_error_message='Une mesure se fait à l’entrée, en séance ou à la sortie.'),
        ),
        migrations.AddConstraint(
            model_name='skillmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('moment', 'session'), _negated=True), ('registration', None), ('support', None)), models.Q(('moment', 'session'), ('registration', None), ('support__isnull', False)), models.Q(('moment', 'session'), ('registration__isnull', False), ('support', None)), _connector='OR'), name='skill_measure_names_its_session', violation_error_message='Une mesure en séance dit de quelle séance, et elle seule.'),
        ),
        migrations.AddConstraint(
            model_name='skillmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('levels', {}), _negated=True), ('corrects__isnull', False), _connector='OR'), name='skill_measure_measures_something', violation_error_message='Choisissez un niveau pour au moins une compétence.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_fits', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM workshops_skillgrid WHERE id = NEW.grid_id FOR SHARE;\nIF NEW.grid_id IS DISTINCT FROM (\n  SELECT id FROM workshops_skillgrid WHERE starts_on <= NEW.measured_on\n  ORDER BY starts_on DESC LIMIT 1\n) THEN\n  RAISE EXCEPTION 'another grid was in force'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_by_the_grid_of_its_day';\nEND IF;\nIF jsonb_typeof(NEW.levels) <> 'object' THEN\n  RAISE EXCEPTION 'levels by skill are asked for'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';\nEND IF;\nIF EXISTS (\n  SELECT FROM jsonb_each(NEW.levels) l\n  WHERE l.value NOT IN ('1', '2', '3') OR NOT EXISTS (\n    SELECT FROM workshops_skill s WHERE s.grid_id = NEW.grid_id AND s.code = l.key\n  )\n) THEN\n  RAISE EXCEPTION 'a level or a skill is not of the grid'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_within_its_grid';\nEND IF;\nIF NEW.registration_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_registration r JOIN workshops_workshop w ON w.id = r.workshop_id\n  WHERE r.id = NEW.registration_id AND r.beneficiary_id = NEW.beneficiary_id\n    AND r.status = 'present' AND w.held_on = NEW.measured_on\n) OR NEW.support_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_supportsession s\n  WHERE s.id = NEW.support_id AND s.beneficiary_id = NEW.beneficiary_id\n    AND s.held_on = NEW.measured_on\n) THEN\n  RAISE EXCEPTION 'the person was not there'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_of_who_was_there';\nEND IF;\nIF NEW.corrects_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM workshops_skillmeasure m\n  WHERE m.id = NEW.corrects_id AND m.beneficiary_id = NEW.beneficiary_id\n    AND m.moment = NEW.moment AND m.measured_on = NEW.measured_on\n    AND m.registration_id IS NOT DISTINCT FROM NEW.registration_id\n    AND m.support_id IS NOT DISTINCT FROM NEW.support_id\n) THEN\n  RAISE EXCEPTION 'a correction is of the same moment'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'skill_measure_corrects_the_same';\nEND IF;\nRETURN NEW;\n", hash='90e314b630c7dc858634d85f78968bd43ef36bf8', operation='INSERT', pgid='pgtrigger_skill_measure_fits_38fb1', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."measured_on" IS DISTINCT FROM (NEW."measured_on") OR OLD."moment" IS DISTINCT FROM (NEW."moment") OR OLD."registration_id" IS DISTINCT FROM (NEW."registration_id") OR OLD."support_id" IS DISTINCT FROM (NEW."support_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='97d7cdc5e46978e85d6dbda50aa6b686a7ee865b', operation='UPDATE', pgid='pgtrigger_skill_measure_stands_e1cb5', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a825036a83a0e57a3d40be98271162a3c468bfd3', operation='DELETE', pgid='pgtrigger_skill_measure_stays_7f97b', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_is_never_emptied', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'measures are kept' USING ERRCODE = 'restrict_violation';", hash='a302efb1e343bdf4009acc7378b21fed7dcfc747', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_skill_measure_is_never_emptied_e919c', table='workshops_skillmeasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_of_a_standing_file', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT beneficiary_id FROM fresh) ORDER BY id FOR KEY SHARE;\nIF EXISTS (\n  SELECT FROM beneficiaries_beneficiary\n  WHERE id IN (SELECT beneficiary_id FROM fresh) AND merged_into_id IS NOT NULL\n) THEN\n  RAISE EXCEPTION 'this file was merged into another'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'file_takes_more_only_if_standing';\nEND IF;\nRETURN NULL;\n", hash='139f2b19fb498c0991d5c20308ba4718c29f46ad', level='STATEMENT', operation='INSERT', pgid='pgtrigger_skill_measure_of_a_standing_file_afa3e', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_skillmeasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='skillmeasure',
            trigger=pgtrigger.compiler.Trigger(name='skill_measure_is_a_visit', sql=pgtrigger.compiler.UpsertTriggerSql(func='\nPERFORM FROM beneficiaries_beneficiary\nWHERE id IN (SELECT person FROM (SELECT beneficiary_id AS person, measured_on AS day FROM fresh) v) ORDER BY id FOR NO KEY UPDATE;\nUPDATE beneficiaries_beneficiary b SET last_seen_on = v.day\nFROM (SELECT person, max(day) AS day FROM (SELECT beneficiary_id AS person, measured_on AS day FROM fresh) v GROUP BY person) v\nWHERE b.id = v.person AND (b.last_seen_on IS NULL OR b.last_seen_on < v.day);\nRETURN NULL;\n', hash='65393914a19484c7d691bcf0a26f4886c367a99e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_skill_measure_is_a_visit_f68b2', referencing='REFERENCING NEW TABLE AS fresh ', table='workshops_skillmeasure', when='AFTER')),
        ),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
