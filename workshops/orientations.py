"""Where somebody is sent on to after a session of support: La Coop's codes and labels.

Source: La Coop de la médiation numérique, `structure de redirection`.
"""

from django.db.models import TextChoices


class Orientation(TextChoices):
    ADMINISTRATION = "administration", "Administration (mairie, préfecture…)"
    MEDIATION = "mediation_numerique", "Autre structure de médiation numérique"
    OPERATOR = (
        "operateur_ou_organisme_en_charge",
        "Opérateur ou organisme en charge de la démarche",
    )
    SOCIAL = "aide_sociale", "Aide sociale (maison des solidarités, centre social…)"
    JOB = "insertion_professionnelle", "Insertion professionnelle (France Travail…)"
    PAPERWORK = "aide_aux_demarches_administratives", "Aide aux démarches (France Services…)"
    OTHER = "autre", "Autre"
