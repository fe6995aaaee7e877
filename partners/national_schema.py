"""The national schema « lieux de médiation numérique » v1.0.2: its fields, and what they may hold.

Source: LaMednum, standard-mediation-num, schema.json. Several values of a field are joined by
« | » in CSV and are a list in JSON. A line that does not follow the schema is told field by field.
"""

import csv
import json
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO

VERSION = "1.0.2"

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

_TEXT, _NUMBER, _DAY = "text", "number", "day"
_EMAIL = r"[^@\s|]+@[^@\s|]+\.[^@\s|]+"
_URL = r"https?://[^\s|]+"
_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_HOURS = r"\d{2}:\d{2}-\d{2}:\d{2}"
_RULE = rf"{_DAYS}(?:[-,]{_DAYS})* (?:off|{_HOURS}(?:,{_HOURS})*)"
_OPENING = rf"(?:24/7|{_RULE}(?:; ?{_RULE})*)(?: ?\".*\")?"


@dataclass(frozen=True)
class Field:
    """A column of the schema, and the attribute of `Place` that it fills."""

    name: str
    attribute: str
    required: bool = False
    several: bool = False
    what: str = _TEXT
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
        pattern=r"[a-zA-Z0-9]{9,14}",
        longest=14,
        example="43493312300029",
    ),
    Field("nom", "name", required=True, longest=200),
    Field("commune", "commune_name", required=True, longest=100),
    Field("code_postal", "postal_code", required=True, pattern=r"\d{5}", example="92160"),
    Field("code_insee", "insee_code", pattern=r"([013-9]\d|2[AB1-9])\d{3}", example="92002"),
    Field("adresse", "address", required=True),
    Field("complement_adresse", "more_address"),
    Field("latitude", "latitude", what=_NUMBER, example="48.7539"),
    Field("longitude", "longitude", what=_NUMBER, example="2.2970"),
    Field("typologie", "kinds", several=True, pattern=r"[A-Z][A-Z0-9_]+|Autre", example="PIMMS"),
    Field(
        "telephone",
        "phone",
        pattern=r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)(\d){6,9}",
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
    Field("date_maj", "updated_on", required=True, what=_DAY, example="2026-03-15"),
    Field("services", "services", several=True, values=SERVICES),
    Field("publics_specifiquement_adresses", "publics", several=True, values=PUBLICS),
    Field("prise_en_charge_specifique", "special_care", several=True, values=SPECIAL_CARE),
    Field("frais_a_charge", "fees", several=True, values=FEES),
    Field("dispositif_programmes_nationaux", "programmes", several=True, values=PROGRAMMES),
    Field("formations_labels", "labels", several=True, values=LABELS),
    Field("autres_formations_labels", "other_labels", several=True),
    Field("modalites_acces", "access", several=True, values=ACCESS),
    Field("modalites_accompagnement", "ways", several=True, values=WAYS),
    Field("fiche_acces_libre", "accessibility", pattern=_URL, longest=300),
    Field("prise_rdv", "booking", pattern=_URL, longest=300),
)
NAMES = tuple(each.name for each in FIELDS)
BY_ATTRIBUTE = {each.attribute: each for each in FIELDS}


@dataclass
class Reading:
    """What a file holds: the places, as attributes of `Place`, and all that is wrong with it."""

    places: list[dict] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def check(each: Field, value) -> tuple[object, str]:
    """The value as `Place` keeps it, and what is wrong with it in a few words, or nothing."""
    if each.several:
        return _check_several(each, value)
    if isinstance(value, list | dict | bool):
        return None if each.what != _TEXT else "", "n’admet qu’une valeur"
    text = "" if value is None else str(value).strip()
    if not text:
        empty = None if each.what != _TEXT else ""
        return empty, "manque" if each.required else ""
    if each.what == _NUMBER:
        return _as_number(each, text)
    if each.what == _DAY:
        return _as_day(text)
    return text, _wrong(each, text)


def _check_several(each: Field, value) -> tuple[list[str], str]:
    given = value if isinstance(value, list) else str(value or "").split("|")
    if any(isinstance(part, list | dict) for part in given):
        return [], "n’admet qu’une liste de textes"
    parts = [str(part).strip() for part in given]
    parts = list(dict.fromkeys(part for part in parts if part))
    wrong = next((words for part in parts if (words := _wrong(each, part))), "")
    return parts, wrong


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


def _as_day(text: str):
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text), ""
    except ValueError:
        pass
    return None, "s’écrit AAAA-MM-JJ"


def read(content: bytes) -> Reading:
    """The places of a CSV or JSON file. Everything that is wrong is told, line by line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Reading(faults=["Le fichier n’est pas en UTF-8."])
    try:
        rows = _json_rows(text) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text)
    except ValueError as refusal:
        return Reading(faults=[str(refusal)])
    reading, ids = Reading(), set()
    for number, row in rows:
        place, wrong = {}, []
        for each in FIELDS:
            place[each.attribute], words = check(each, row.get(each.name))
            if words:
                wrong.append(f"{each.name} {words}")
        if place["local_id"] and place["local_id"] in ids:
            wrong.append("id déjà pris plus haut")
        ids.add(place["local_id"])
        reading.places.append(place)
        if wrong:
            reading.faults.append(f"Ligne {number}\u202f: {', '.join(wrong)}.")
    if not reading.places and not reading.faults:
        reading.faults.append("Le fichier ne contient aucun lieu.")
    return reading


def _csv_rows(text: str):
    reader = csv.DictReader(StringIO(text, newline=""))
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as broken:
        raise ValueError("Ce fichier n’est ni du CSV ni du JSON lisible.") from broken
    _known(set(reader.fieldnames or ()))
    if any(None in row for _, row in rows):
        raise ValueError("Une ligne a plus de cellules que d’en-têtes.")
    return rows


def _json_rows(text: str):
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise ValueError("Ce fichier n’est ni du CSV ni du JSON lisible.") from broken
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("Le JSON est une liste de lieux.")
    _known({name for row in rows for name in row})
    return list(enumerate(rows, start=1))


def _known(names: set[str]) -> None:
    missing = [each.name for each in FIELDS if each.required and each.name not in names]
    if missing:
        raise ValueError(f"Il manque les colonnes\u202f: {', '.join(missing)}.")
    if unknown := sorted(str(name) for name in names - set(NAMES)):
        raise ValueError(f"Le schéma ne connaît pas\u202f: {', '.join(unknown)[:200]}.")


def as_row(place) -> dict[str, object]:
    """A place by the schema's names; lists stay lists, what is not known is left out."""
    row = {}
    for each in FIELDS:
        value = getattr(place, each.attribute)
        if value in (None, "", []):
            continue
        if each.what == _NUMBER:
            value = float(value)
        row[each.name] = value.isoformat() if each.what == _DAY else value
    return row


def as_csv(places) -> str:
    """The whole directory, one line a place, as the schema asks: commas, UTF-8, « | »."""
    out = StringIO(newline="")
    writer = csv.DictWriter(out, NAMES, lineterminator="\n")
    writer.writeheader()
    for place in places:
        row = as_row(place)
        writer.writerow(
            {name: "|".join(each) if isinstance(each, list) else each for name, each in row.items()}
        )
    return out.getvalue()


def as_json(places) -> str:
    return json.dumps([as_row(place) for place in places], ensure_ascii=False, indent=1)
