"""How much somebody must know to follow a workshop, and what is used in it: La Coop's codes.

Source: La Coop de la médiation numérique, commit 46aa33b; `grand_debutant` is ours.
"""

from django.db.models import TextChoices


class Level(TextChoices):
    FIRST_STEPS = "grand_debutant", "Grand débutant"
    BEGINNER = "debutant", "Débutant"
    INTERMEDIATE = "intermediaire", "Intermédiaire"
    ADVANCED = "avance", "Avancé"


class Equipment(TextChoices):
    COMPUTER = "ordinateur", "Ordinateur"
    PHONE = "telephone", "Téléphone"
    TABLET = "tablette", "Tablette"
    OTHER = "autre", "Autre"
    NONE = "aucun", "Aucun"


class Autonomy(TextChoices):
    """How somebody manages alone, as noted at a session of support."""

    GUIDED = "entierement_accompagne", "Avec guidage"
    PARTLY = "partiellement_autonome", "Autonome avec guidage en cas de besoin"
    AUTONOMOUS = "autonome", "Autonome"


def equipment_in_words(codes: list[str]) -> str:
    """`Ordinateur, Tablette`."""
    return ", ".join(Equipment(code).label for code in codes)
