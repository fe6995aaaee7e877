"""The national schema « lieux de médiation numérique » v1.0.2: its fields, and what they may hold.

Source: LaMednum, standard-mediation-num, schema.json. Where the national library that reads such
files (anct-cartographie-nationale, lieux-de-mediation-numerique 2.3.0) is narrower, so are we: it
refuses a whole file for one place.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pimms.kernel.text import squash

VERSION = "1.0.2"
LIBRARY_VERSION = "2.3.0"
FIRST_DAY = date(2000, 1, 1)
SHORTEST_NAME = 3  # letters and digits

# The typologies that we meet here, offered by our form; the schema itself admits other codes.
KINDS = (
    ("PIMMS", "Pimms"),
    ("RFS", "France services"),
    ("CCAS", "Centre communal d’action sociale"),
    ("DEPT", "Service social du département"),
    ("MDS", "Maison des solidarités"),
    ("ASSO", "Association"),
    ("CS", "Centre social"),
    ("CSC", "Centre socioculturel"),
    ("EVS", "Espace de vie sociale"),
    ("BIB", "Bibliothèque, médiathèque"),
    ("EPN", "Espace public numérique"),
    ("MJC", "Maison des jeunes et de la culture"),
    ("MQ", "Maison de quartier"),
    ("ML", "Mission locale"),
    ("FT", "France travail"),
    ("CAF", "Caisse d’allocations familiales"),
    ("LA_POSTE", "La Poste"),
    ("MUNI", "Mairie"),
    ("PAD", "Point d’accès au droit"),
    ("OACAS", "Communauté Emmaüs"),
    ("OF", "Organisme de formation"),
    ("Autre", "Autre"),
)
SERVICES = (
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Insertion professionnelle via le numérique",
    "Utilisation sécurisée du numérique",
    "Parentalité et éducation avec le numérique",
    "Loisirs et créations numériques",
    "Compréhension du monde numérique",
    "Accès internet et matériel informatique",
    "Acquisition de matériel informatique à prix solidaire",
)
PUBLICS = ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")
SPECIAL_CARE = (
    "Surdité",
    "Handicaps moteurs",
    "Handicaps mentaux",
    "Illettrisme",
    "Langues étrangères (anglais)",
    "Langues étrangères (autres)",
    "Déficience visuelle",
)
FEES = ("Gratuit", "Gratuit sous condition", "Payant")
PROGRAMMES = (
    "Aidants Connect",
    "Bibliothèques numérique de référence",
    "Certification PIX",
    "Conseillers numériques",
    "Emmaüs Connect",
    "France Services",
    "Grande école du numérique",
    "La Croix Rouge",
    "Point d'accès numérique CAF",
    "Promeneurs du net",
    "Relais numérique (Emmaüs Connect)",
)
LABELS = (
    "Formé à « Mon Espace Santé »",
    "Formé à « DUPLEX » (illettrisme)",
    "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
    "Collectif ressources et acteurs réemploi (Normandie)",
    "Étapes numériques(La Poste)",  # without a space, as the schema has it
    "Fabriques de Territoire",
    "Les Éclaireurs du numérique (Drôme)",
    "Mes Papiers (Métropole de Lyon)",
    "ORDI 3.0",
    "SUD LABS (PACA)",
)
ACCESS = (
    "Se présenter",
    "Téléphoner",
    "Contacter par mail",
    "Prendre un RDV en ligne",
    "Ce lieu n'accueille pas de public",
    "Envoyer un mail avec une fiche de prescription",
)
WAYS = (
    "En autonomie",
    "Accompagnement individuel",
    "Dans un atelier collectif",
    "À distance",
)
ROAMING = ("Itinérant", "Fixe")

# Every typology that the library reads: a place of another leaves in CSV with it, in JSON without.
KNOWN_KINDS = frozenset({
    "ACI", "ACIPHC", "AFPA", "AI", "ASE", "ASSO", "ASSO_CHOMEUR", "Autre", "AVIP", "BIB", "CAARUD",
    "CADA", "CAF", "CAP_EMPLOI", "CAVA", "CC", "CCAS", "CCONS", "CD", "CDAS", "CFP", "CHRS", "CHU",
    "CIAS", "CIDFF", "CITMET", "CMP", "CMS", "CPAM", "CPH", "CS", "CSAPA", "CSC", "DEETS", "DEPT",
    "DIPLP", "E2C", "EA", "EATT", "EI", "EITI", "ENM", "EPCI", "EPI", "EPIDE", "EPN", "ES", "ESAT",
    "ESS", "ETTI", "EVS", "FABLAB", "FABRIQUE", "FAIS", "FT", "GEIQ", "HUDA", "LA_POSTE", "MDE",
    "MDH", "MDEF", "MDPH", "MDS", "MJC", "ML", "MQ", "MSA", "MSAP", "MUNI", "OACAS", "ODC", "OF",
    "OIL", "OPCS", "PAD", "PENSION", "PI", "PIJ_BIJ", "PIMMS", "PJJ", "PLIE", "PREF", "PREVENTION",
    "REG", "RELAIS_LECTURE", "RESSOURCERIE", "RFS", "RS_FJT", "SCP", "SPIP", "TIERS_LIEUX", "UDAF",
})  # fmt: skip
# What others write for a value: earlier versions of the schema, and other programs' spelling.
VARIANTS = {
    "PE": "FT",
    "Formé à « DUPLEX » (illetrisme)": "Formé à « DUPLEX » (illettrisme)",
    "Conseiller numérique": "Conseillers numériques",
    "France Service": "France Services",
    "Point numérique CAF": "Point d'accès numérique CAF",
}
# What the library spells otherwise than the schema.
OF_THE_LIBRARY = {"Étapes numériques(La Poste)": "Étapes numériques (La Poste)"}

TEXT, NUMBER, DAY = "text", "number", "day"
_EMAIL = r"[^@\s|]+@[^@\s|]+\.[^@\s|]+"
_URL = r"https?://[^\s|/?#@:\[\]]+(:\d+)?([/?#][^\s|]*)?"
_PLAIN_URL = r"https?://[A-Za-z0-9.-]+(/[\w+~,%@/.-]*)?(\?[\w+&=;%@.-]*)?(#[\w!/.]*)?"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿœŒŸ\u00a0\u202f"
_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_HOURS = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = rf"{_DAYS}(?:[-,]{_DAYS})* (?:off|{_HOURS}(?:,{_HOURS})*)"
_OPENING = rf"(?:24/7|{_RULE}(?:; ?{_RULE})*)(?: ?\".*\")?"
_ON_A_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
# The same, found anywhere in the text by the database.
NO_HOUR = r"(2[5-9]|[3-9]\d):\d\d|24:(0[1-9]|[1-9]\d)|\d\d:[6-9]\d|24:00-"


@dataclass(frozen=True)
class Field:
    """A column of the schema, and the attribute of `Place` that it fills."""

    name: str
    attribute: str
    required: bool = False
    several: bool = False
    what: str = TEXT
    pattern: str = ""
    values: tuple[str, ...] = ()
    longest: int = 250
    example: str = ""


FIELDS = (
    Field("id", "local_id", required=True, longest=100),
    Field(
        "pivot",
        "pivot",
        required=True,
        pattern=r"\d{14}|W[a-zA-Z0-9]{9}",  # nine digits are not read by the national library
        longest=14,
        example="43493312300029",
    ),
    Field("nom", "name", required=True, longest=200),
    Field(
        "commune",
        "commune_name",
        required=True,
        pattern=rf"[{_LETTERS}\d\s'’-]+",
        longest=100,
        example="Châtenay-Malabry",
    ),
    Field("code_postal", "postal_code", required=True, pattern=r"\d{5}", example="92160"),
    Field("code_insee", "insee_code", pattern=r"([013-9]\d|2[AB1-9])\d{3}", example="92002"),
    Field(
        "adresse",
        "address",
        required=True,
        pattern=rf"[{_LETTERS}\d\s\-,()°.&:+–;'’/]+",
        example="20 bis rue Velpeau",
    ),
    Field("complement_adresse", "more_address"),
    Field("latitude", "latitude", what=NUMBER, example="48.7539"),
    Field("longitude", "longitude", what=NUMBER, example="2.2970"),
    Field("typologie", "kinds", several=True, pattern=r"[A-Z][A-Z0-9_]+|Autre", example="PIMMS"),
    Field(
        "telephone",
        "phone",
        pattern=r"\+33[1-9]\d{8}|\+(590|594|262|596|269|687|689|508|681)([1-9]\d{8}|\d{6})",
        example="+33146661234",
    ),
    Field("courriels", "emails", several=True, pattern=_EMAIL, example="accueil@pimms.example"),
    Field("site_web", "websites", several=True, pattern=_URL, example="https://pimms.example"),
    Field(
        "horaires",
        "opening",
        pattern=_OPENING,
        longest=300,
        example="Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
    ),
    Field("presentation_resume", "summary", longest=280),
    Field("presentation_detail", "details", longest=5000),
    Field("source", "source", longest=200),
    Field("itinerance", "roaming", several=True, values=ROAMING),
    Field("structure_parente", "parent", longest=200),
    Field("date_maj", "updated_on", required=True, what=DAY, example="2026-03-15"),
    Field("services", "services", several=True, values=SERVICES),
    Field("publics_specifiquement_adresses", "publics", several=True, values=PUBLICS),
    Field("prise_en_charge_specifique", "special_care", several=True, values=SPECIAL_CARE),
    Field("frais_a_charge", "fees", several=True, values=FEES),
    Field("dispositif_programmes_nationaux", "programmes", several=True, values=PROGRAMMES),
    Field("formations_labels", "labels", several=True, values=LABELS),
    Field("autres_formations_labels", "other_labels", several=True),
    Field("modalites_acces", "access", several=True, values=ACCESS),
    Field("modalites_accompagnement", "ways", several=True, values=WAYS),
    Field("fiche_acces_libre", "accessibility", pattern=_PLAIN_URL, longest=300),
    Field("prise_rdv", "booking", pattern=_PLAIN_URL, longest=300),
)
NAMES = tuple(each.name for each in FIELDS)
BY_ATTRIBUTE = {each.attribute: each for each in FIELDS}


def check(each: Field, value, *, on: date | None = None) -> tuple[object, str]:
    """The value as `Place` keeps it, and what is wrong with it in a few words, or nothing.

    A day after `on` is wrong.
    """
    if each.several:
        return _check_several(each, value)
    if isinstance(value, list | dict | bool):
        return None if each.what != TEXT else "", "n’admet qu’une valeur"
    text = "" if value is None else str(value).strip()
    if not text:
        empty = None if each.what != TEXT else ""
        return empty, "manque" if each.required else ""
    if each.what == NUMBER:
        return _as_number(each, text)
    if each.what == DAY:
        return _as_day(text, on)
    return text, _wrong(each, text)


def _check_several(each: Field, value) -> tuple[list[str], str]:
    closed = each.values or each.attribute == "kinds"  # no value of theirs has a semicolon
    parting = "[|;]" if closed else "[|]"
    given = value if isinstance(value, list) else re.split(parting, str(value or ""))
    if any(isinstance(part, list | dict) for part in given):
        return [], "n’admet qu’une liste de textes"
    parts = [_meant(each, str(part).strip()) for part in given]
    parts = list(dict.fromkeys(part for part in parts if part))
    wrong = next((words for part in parts if (words := _wrong(each, part))), "")
    return parts, wrong


def _meant(each: Field, text: str) -> str:
    """The schema's own spelling of a value that is written otherwise; what is not known, as it is.

    Case, accents and signs do not count, nor does what explains a value behind it.
    """
    text = VARIANTS.get(text, text)
    if not each.values or text in each.values:
        return text
    spelling = {squash(value): value for value in each.values}
    tried = (text, text.partition(":")[0], text.partition("(")[0])
    return next((spelling[squash(one)] for one in tried if squash(one) in spelling), text)


def _wrong(each: Field, text: str) -> str:
    if "\x00" in text:
        return "contient un caractère interdit"
    if text.startswith(("=", "@", "\t")):
        return "ne peut commencer ainsi\u202f: un tableur l’exécuterait"
    if len(text) > each.longest:
        return f"dépasse {each.longest} caractères"
    if each.values and text not in each.values:
        return f"n’admet pas «\u202f{text}\u202f»"
    if each.pattern and not re.fullmatch(each.pattern, text, re.ASCII):
        return f"s’écrit comme {each.example}" if each.example else "commence par https://"
    if each.attribute == "pivot" and not text.strip("0"):
        return "n’est fait que de zéros"
    if each.attribute == "name" and len(squash(text)) < SHORTEST_NAME:
        return "a moins de trois lettres"
    return impossible_hours(text) if each.attribute == "opening" else ""


def impossible_hours(opening: str) -> str:
    """What is wrong with hours that no clock has, or nothing: `25:61`, `09:75`, `24:30`."""
    for first, last in re.findall(r"(\d{2}:\d{2})-(\d{2}:\d{2})", opening.partition('"')[0]):
        for hour, also in ((first, ()), (last, ("24:00",))):
            if hour not in also and not re.fullmatch(_ON_A_CLOCK, hour):
                return f"dit une heure qui n’existe pas\u202f: {hour}"
    return ""


def _as_number(each: Field, text: str):
    most = 90 if each.name == "latitude" else 180
    try:
        number = Decimal(text).quantize(Decimal("0.000001"))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > most:
        return None, f"s’écrit comme {each.example}"
    return number, ""


def _as_day(text: str, on: date | None):
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}(-\d\d){2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None:
        return None, "s’écrit AAAA-MM-JJ"
    if day < FIRST_DAY:
        return day, "est d’avant l’an 2000"
    return day, "est un jour à venir" if on and day > on else ""
