"""The first grid of skills."""

from datetime import date

from django.db import migrations

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
    dependencies = [("workshops", "0002_triggers")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=False)]
