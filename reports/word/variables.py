"""What a Word model may name, and what each stands for; values are written as people read them."""

from funding.statement import Side
from pimms.kernel.templatetags.french import day, euros, number, percent
from reports.ccas.breakdowns import HIDDEN, parts_of
from reports.figures import INDICATORS, Indicator
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
    *((each.variable, each.title) for each in INDICATORS if not each.is_breakdown),
    ("representant", "Qui signe"),
    ("fait_a", "Où"),
    ("date", "Jour du document"),
)
TEXTS = tuple(
    (f"texte_{code.replace('-', '_')}", f"Votre texte, «\u202f{title}\u202f»")
    for code, title, _ in sections.NARRATIVE
)
# `public` and `personnes` are what the first models called them.
_CELLS = ("intitule", "nombre", "part", "public", "personnes")
_ACCOUNT = ("compte", "libelle", "prevu", "realise", "pourcentage")
LISTS = (
    ("charges", "Les comptes de charges", _ACCOUNT),
    ("produits", "Les comptes de produits", _ACCOUNT),
    ("engagements", "Objectifs", ("intitule", "objectif", "realise", "pourcentage")),
    *((each.variable, each.title, _CELLS) for each in INDICATORS if each.is_breakdown),
    ("lieux", "Lieux des ateliers", ("lieu", "ateliers", "presences")),
)


def example() -> dict:
    """Every variable with its own name in it: what a model is tried with."""
    rows = {name: [{column: column for column in columns}] for name, _, columns in LISTS}
    return {name: name for name, _ in PLAIN + TEXTS} | rows


def values(report: Report) -> dict:
    """Every variable, for one grant."""
    account = report.account
    grant, products = account.share
    return (
        {
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
            "lieux": [
                {
                    "lieu": place.name or "Lieu non noté",
                    "ateliers": number(place.sessions),
                    "presences": HIDDEN if place.attendances is None else number(place.attendances),
                }
                for place in report.places
            ],
        }
        | _figures(report)
        | {
            f"texte_{code.replace('-', '_')}": "\n".join(report.words[code])
            for code, _, _ in sections.NARRATIVE
        }
    )


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


def _figures(report: Report) -> dict:
    """Each figure of the year, and each breakdown as rows; outside, without what is hidden. What a
    year frozen before did not count is a dash, or no row."""
    return {
        each.variable: _rows(each, report) if each.is_breakdown else _single(each, report)
        for each in INDICATORS
    }


def _single(indicator: Indicator, report: Report) -> str:
    year = report.account.activity
    if not indicator.is_in(year):
        return "—"
    if not report.discreet.may_tell(indicator.name):
        return HIDDEN
    return indicator.shown(indicator.unit.written(indicator.value(year)))


def _rows(indicator: Indicator, report: Report) -> list[dict]:
    """A share tells the whole as well, so it goes with it."""
    discreet, year = report.discreet, report.account.activity
    cells, hidden = indicator.cells(year), discreet.codes(indicator.name)
    tells_any = discreet.may_tell(indicator.name)
    says_shares = tells_any and discreet.says_whole(indicator)
    rows = []
    for cell, part in zip(cells, parts_of(indicator, year, cells), strict=True):
        is_told = tells_any and cell.code not in hidden
        counted = indicator.shown(indicator.unit.written(cell.value)) if is_told else HIDDEN
        share = part if is_told and says_shares else HIDDEN
        words = (cell.label, counted, share, cell.label, counted)
        rows.append(dict(zip(_CELLS, words, strict=True)))
    return rows
