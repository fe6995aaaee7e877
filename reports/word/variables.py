"""What a Word model may name, and what each stands for; values are written as people read them."""

from funding.statement import Side
from pimms.kernel.templatetags.french import day, euros, number, percent
from reports.ccas.breakdowns import HIDDEN
from reports.funder import sections
from reports.funder.reporting import Report

PLAIN = (
    ("association", "Nom de l’association"),
    ("adresse", "Son adresse"),
    ("siret", "Son Siret"),
    ("financeur", "Nom du financeur"),
    ("objet", "Objet de la subvention"),
    ("convention", "Numéro de convention"),
    ("exercice", "Année"),
    ("accordee_le", "Jour de la décision"),
    ("montant_accorde", "Montant accordé"),
    ("montant_recu", "Montant reçu"),
    ("depense", "Dépenses payées par la subvention"),
    ("reporte", "Reporté en fonds dédiés"),
    ("reste", "Ni dépensé ni reporté"),
    ("total_charges", "Total des charges réalisées"),
    ("total_produits", "Total des produits réalisés"),
    ("part", "Part de la subvention dans les produits"),
    ("personnes", "Personnes aidées dans l’année"),
    ("ateliers", "Ateliers tenus"),
    ("presences", "Présences en atelier"),
    ("accompagnements", "Accompagnements individuels"),
    ("heures", "Heures d’accompagnement"),
    ("representant", "Qui signe"),
    ("fait_a", "Où"),
    ("date", "Jour du document"),
)
TEXTS = tuple(
    (f"texte_{code.replace('-', '_')}", f"Votre texte, «\u202f{title}\u202f»")
    for code, title, _ in sections.NARRATIVE
)
_ACCOUNT = ("compte", "libelle", "prevu", "realise", "pourcentage")
LISTS = (
    ("charges", "Les comptes de charges", _ACCOUNT),
    ("produits", "Les comptes de produits", _ACCOUNT),
    ("engagements", "Objectifs", ("intitule", "objectif", "realise", "pourcentage")),
    ("publics", "Bénéficiaires par situation", ("public", "personnes", "part")),
    ("ages", "Bénéficiaires par âge", ("public", "personnes", "part")),
    ("lieux", "Lieux des ateliers", ("lieu", "ateliers", "presences")),
)


def example() -> dict:
    """Every variable with its own name in it: what a model is tried with."""
    rows = {name: [{column: column for column in columns}] for name, _, columns in LISTS}
    return {name: name for name, _ in PLAIN + TEXTS} | rows


def values(report: Report) -> dict:
    """Every variable, for one grant."""
    account, year = report.account, report.account.activity
    grant, products = account.share
    return {
        "association": report.house,
        "adresse": report.address,
        "siret": report.siret,
        "financeur": account.funder,
        "objet": account.purpose,
        "convention": account.reference,
        "exercice": str(account.year),
        "accordee_le": day(account.granted_on),
        "montant_accorde": euros(account.granted),
        "montant_recu": euros(account.received),
        "depense": euros(account.spent),
        "reporte": euros(account.set_aside),
        "reste": euros(account.unused),
        "total_charges": euros(account.table.charges.total.real),
        "total_produits": euros(products),
        "part": percent(grant, products),
        "personnes": _told(report, "served", number(year.people.served)),
        "ateliers": number(year.workshops.sessions),
        "presences": _told(report, "attendances", number(year.workshops.attendances)),
        "accompagnements": _told(report, "support", number(year.support.sessions)),
        "heures": _told(report, "support", number(year.support.hours, 2)),
        "representant": report.representative,
        "fait_a": report.place,
        "date": day(report.signed_on or report.drawn_on),
        "charges": _accounts(account.table.charges),
        "produits": _accounts(account.table.products),
        "engagements": [
            {
                "intitule": each.label,
                "objectif": number(each.target),
                "realise": HIDDEN
                if each.done is None
                else number(each.done, 0 if each.done == int(each.done) else 2),
                "pourcentage": HIDDEN if each.done is None else percent(each.done, each.target),
            }
            for each in report.pledges
        ],
        "publics": _people(report, "status", year.people.by_social_status),
        "ages": _people(report, "age", year.people.by_age_band),
        "lieux": [
            {
                "lieu": place.name or "Lieu non noté",
                "ateliers": number(place.sessions),
                "presences": HIDDEN if place.attendances is None else number(place.attendances),
            }
            for place in report.places
        ],
    } | {
        f"texte_{code.replace('-', '_')}": "\n".join(report.words[code])
        for code, _, _ in sections.NARRATIVE
    }


def _accounts(side: Side) -> list[dict]:
    """The headings that are not empty, as the form prints them."""
    return [
        {
            "compte": line.code,
            "libelle": line.label,
            "prevu": euros(line.planned),
            "realise": euros(line.real),
            "pourcentage": percent(line.real, line.planned),
        }
        for line in side.shown
    ]


def _told(report: Report, cell, written: str) -> str:
    return written if report.discreet.may_say(cell) else HIDDEN


def _people(report: Report, breakdown: str, lines) -> list[dict]:
    """A share tells the whole as well, so it goes with it."""
    served, may = report.account.activity.people.served, report.discreet.may_say
    return [
        {
            "public": line.label,
            "personnes": _told(report, (breakdown, line.code), number(line.count)),
            "part": percent(line.count, served)
            if may("served", (breakdown, line.code))
            else HIDDEN,
        }
        for line in lines
    ]
