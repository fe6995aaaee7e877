"""What a step with an administration was about, and by which channel somebody was helped.

Source: La Coop de la médiation numérique, `thématiques administratives` and `type de lieu`.
"""

from django.db.models import TextChoices


class Procedure(TextChoices):
    PAPERS = "papiers_elections_citoyennete", "Papiers - Élections - Citoyenneté"
    FAMILY = "famille_scolarite", "Famille - Scolarité"
    HEALTH = "social_sante", "Social - Santé"
    WORK = "travail_formation", "Travail - Formation - Entreprise"
    HOUSING = "logement", "Logement"
    TRANSPORT = "transports_mobilite", "Transports - Mobilité"
    MONEY = "argent_impots", "Argent - Impôts"
    JUSTICE = "justice", "Justice"
    FOREIGNERS = "etrangers_europe", "Étrangers - Europe"
    LEISURE = "loisirs_sports_culture", "Loisirs - Sports - Culture"
    ASSOCIATIONS = "associations", "Associations"


class Channel(TextChoices):
    HERE = "lieu_activite", "Au Pimms"
    REMOTE = "a_distance", "À distance, par téléphone"
    HOME = "domicile", "À son domicile"


def in_words(codes: list[str]) -> str:
    """`Logement, Argent - Impôts`."""
    return ", ".join(Procedure(code).label for code in codes)
