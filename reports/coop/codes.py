"""Our codes in the words of La Coop de la médiation numérique: one table each.

Source: the public code of La Coop (inclusion-numerique/coop-mediation-numerique), its export of
activities « buildAccompagnementsWorksheet » for the columns and their order, its `cra/fields` and
`beneficiaire` labels for the words. Its export has one row for each accompaniment.
"""

from beneficiaries.models import Beneficiary
from workshops.levels import Autonomy, Equipment, Level
from workshops.orientations import Orientation
from workshops.procedures import Channel, Procedure
from workshops.themes import Theme

INDIVIDUAL, COLLECTIVE = "Accompagnement individuel", "Atelier collectif"
KINDS = (INDIVIDUAL, COLLECTIVE)

AT_OURS, ELSEWHERE, AT_HOME, REMOTE = "Lieu d’activité", "Autre lieu", "À domicile", "À distance"
CHANNELS = (AT_OURS, ELSEWHERE, AT_HOME, REMOTE)
OF_SUPPORT = {Channel.HERE: AT_OURS, Channel.HOME: AT_HOME, Channel.REMOTE: REMOTE}

# `autre` is ours and has no word there: it is left out, and said to be missing.
THEMES = {theme: theme.label for theme in Theme if theme != Theme.OTHER} | {
    Theme.SOCIAL_MEDIA: "Réseaux sociaux communication"
}
PROCEDURES = {each: each.label for each in Procedure}
EQUIPMENT = {each: each.label for each in Equipment} | {Equipment.NONE: "Pas de matériel"}

# So many stars of three, written « 2/3 ». Our first level counts with the beginners.
LEVELS = {Level.FIRST_STEPS: 1, Level.BEGINNER: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3}
AUTONOMY = {Autonomy.GUIDED: 1, Autonomy.PARTLY: 2, Autonomy.AUTONOMOUS: 3}
STARS = ("1/3", "2/3", "3/3")

REDIRECTIONS = {
    Orientation.ADMINISTRATION: "Administration (mairie, préfecture…)",
    Orientation.MEDIATION: "Autre structure de médiation numérique",
    Orientation.OPERATOR: "Opérateur ou organisme en charge de la démarche administrative",
    Orientation.SOCIAL: "Structure d’aide sociale (maison des solidarités, centre social…)",
    Orientation.JOB: "Structure d’insertion professionnelle (France Travail, mission"
    " locale, chambre de commerce…)",
    Orientation.PAPERWORK: "Structure d’aide aux démarches administratives (France Services…)",
    Orientation.OTHER: "Autre",
}

GENDERS = {each: each.label for each in Beneficiary.Gender}
STATUSES = {each: each.label for each in Beneficiary.SocialStatus}
NOT_STATED = "Non communiqué"

# The age that each band ends before, and its words; the age is the year less the year of birth.
_BANDS = (
    (12, "Moins de 12 ans"),
    (18, "12 - 17 ans"),
    (25, "18 - 24 ans"),
    (40, "25 - 39 ans"),
    (60, "40 - 59 ans"),
    (70, "60 - 69 ans"),
    (999, "70 ans et plus"),
)
AGE_BANDS = (*(words for _, words in _BANDS), NOT_STATED)

# Minutes that each range of its statistics ends before.
_LENGTHS = (
    (30, "Moins de 30 min"),
    (60, "30 min à 1 h"),
    (120, "1 h à 2 h"),
    (10**6, "2 h et plus"),
)
LENGTHS = tuple(words for _, words in _LENGTHS)

ROLE = "Médiateur"
# In the order of La Coop's export. Without identities, « Bénéficiaire » says only whether somebody
# has a file, and the notes stay here.
COLUMNS = (
    "Date",
    "Enregistré le",
    "Dernière modification le",
    "Prénom du médiateur",
    "Nom du médiateur",
    "Rôle",
    "Type",
    "Participants",
    "Bénéficiaire",
    "Canaux d’accompagnement",
    "Nom du lieu",
    "Adresse",
    "Commune",
    "Code postal",
    "Code Insee",
    "Durée (min)",
    "Nom de l’atelier",
    "Matériel numérique utilisé",
    "Thématique(s) d’accompagnement",
    "Tags",
    "Nom de la démarche administrative",
    "Niveau d’autonomie (ou de l’atelier)",
    "Bénéficiaire réorienté",
    "Structure de redirection",
    "Commune du bénéficiaire",
    "Code postal du bénéficiaire",
    "Code Insee du bénéficiaire",
    "Genre du bénéficiaire",
    "Tranche d’âge du bénéficiaire",
    "Statut du bénéficiaire",
    "Notes supplémentaires",
    "ID CRA",
)
FOLLOWED, ANONYMOUS = "Bénéficiaire suivi", "Bénéficiaire anonyme"


def age_band(born_in: int | None, *, year: int) -> str:
    """`25 - 39 ans`, by the age reached in that year."""
    if born_in is None:
        return NOT_STATED
    return next(words for limit, words in _BANDS if year - born_in < limit)


def length(minutes: int) -> str:
    return next(words for limit, words in _LENGTHS if minutes < limit)
