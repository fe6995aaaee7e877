"""The national themes of digital mediation, with La Coop's codes and labels.

Source: La Coop de la médiation numérique, commit 46aa33b; `autre` is ours.
"""

from django.db.models import TextChoices


class Theme(TextChoices):
    DIAGNOSIS = "diagnostic_numerique", "Diagnostic numérique"
    EQUIPMENT = "prendre_en_main_du_materiel", "Prendre en main du matériel"
    REPAIR = "maintenance_de_materiel", "Maintenance de matériel"
    CONTENTS = "gere_ses_contenus_numeriques", "Gérer ses contenus numériques"
    INTERNET = "navigation_sur_internet", "Navigation sur internet"
    EMAIL = "email", "E-mail"
    OFFICE = "bureautique", "Bureautique"
    SOCIAL_MEDIA = "reseaux_sociaux", "Réseaux sociaux, communication"
    HEALTH = "sante", "Santé"
    BANKING = "banque_et_achats_en_ligne", "Banque et achats en ligne"
    BUSINESS = "entrepreneuriat", "Accompagner un professionnel"
    JOB = "insertion_professionnelle", "Insertion professionnelle"
    SECURITY = "securite_numerique", "Prévention en sécurité numérique"
    PARENTING = "parentalite", "Parentalité"
    SCHOOL = "scolarite_et_numerique", "Scolarité et numérique"
    CREATION = "creer_avec_le_numerique", "Créer avec le numérique"
    CULTURE = "culture_numerique", "Culture numérique"
    AI = "intelligence_artificielle", "Intelligence artificielle (IA)"
    PAPERWORK = "aide_aux_demarches_administratives", "Aide aux démarches administratives"
    OTHER = "autre", "Autre"


def in_words(codes: list[str]) -> str:
    """The themes as a person reads them: `E-mail, Santé`."""
    return ", ".join(Theme(code).label for code in codes)
