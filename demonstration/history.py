"""The money of the first five years, 2012 to 2016: budget, grants, what they paid, the report.

What the CCAS, the State, the Region, the foundation and La Poste gave stands since the house was
founded (`demonstration.house`); the rest is made up around it. What people did in those years is in
the registers that the house kept, and comes with them.
"""

from datetime import date
from decimal import Decimal
from random import Random

from accounts.models import User
from funding import services
from funding.models import Funder, Grant
from reports import services as reports
from reports.funder import services as reporting

from .house import FIRST_YEAR, House
from .money import comes_in, is_promised, key, was_asked_for

_SEED, LAST_YEAR = 2012, 2016
CCAS, STATE, REGION = Funder.Kind.CCAS, Funder.Kind.STATE, Funder.Kind.REGION
FOUNDATION, COMPANY = Funder.Kind.FOUNDATION, Funder.Kind.COMPANY

# account, label, supplier, planned, spent, and what each grant pays of it
START = (
    ("606", "Quatre ordinateurs, une imprimante", "Bureau Vert", "2500", "2500", {CCAS: "2500"}),
)
FIRST_YEARS = (
    ("607", "Cartes SIM et recharges", "Emmaüs Connect", "4800", "4612.40", {}),
    ("606", "Téléphones de dépannage", "Bureau Vert", "500", "438.20", {CCAS: "400"}),
    ("616", "Assurance du local", "Assurance mutuelle", "380", "372.00", {}),
    ("623", "Dépliants", "Imprimerie du Parc", "250", "241.60", {CCAS: "241.60"}),
    ("641", "Heures d’accueil", "", "3600", "3710.00", {CCAS: "1500"}),
    ("645", "Charges sociales", "URSSAF", "900", "921.30", {CCAS: "358.40"}),
)
POSTS = (
    ("607", "Cartes SIM et recharges", "Emmaüs Connect", "20000", "21180.00", {FOUNDATION: "2100"}),
    ("606", "Souris, câbles et casques", "Bureau Vert", "600", "689.90", {FOUNDATION: "689.90"}),
    ("615", "Entretien des ordinateurs", "Bureau Vert", "350", "318.00", {}),
    ("616", "Assurance du local", "Assurance mutuelle", "450", "447.00", {}),
    ("618", "Guides des ateliers", "Imprimerie du Parc", "420", "405.60", {REGION: "405.60"}),
    ("622", "Intervenants des ateliers", "Réseau Numérique 92", "2600", "2940.00",
     {REGION: "1900", COMPANY: "1040"}),
    ("623", "Dépliants et affiches", "Imprimerie du Parc", "300", "356.40", {CCAS: "180"}),
    ("625", "Déplacements chez les partenaires", "", "400", "372.10", {COMPANY: "372.10"}),
    ("627", "Frais bancaires", "", "120", "114.20", {}),
    ("631", "Taxe sur les salaires", "", "900", "861.00", {}),
    ("641", "Salaires, trois postes de médiation", "", "46200", "45870.00",
     {STATE: "17712", REGION: "2100", FOUNDATION: "3210.10", CCAS: "1500", COMPANY: "1200"}),
    ("645", "Charges sociales, trois postes", "URSSAF", "10400", "10236.50",
     {STATE: "4200", REGION: "594.40", CCAS: "420", COMPANY: "387.90"}),
)  # fmt: skip
# What the ASP pays of the three posts, and what members and neighbours gave.
AID = ("747", "Aide aux postes, ASP", "23400", "23090.00")
GIVEN = (("756", "Cotisations", "300", "290.00"), ("754", "Dons", "150", "215.00"))
VOLUNTARY = {"861": "2640", "864": "900"}
SIGNED = {"representant": "Claire Fontaine, directrice", "fait-a": "Antony"}
TEXTS = SIGNED | {
    "mise-en-oeuvre": "Trois médiateurs en contrat aidé ont tenu l’accueil, animé les ateliers et"
    " fait vivre le réseau des partenaires. La salle des Baconnets et huit ordinateurs leur étaient"
    " réservés.\n\nL’accueil est ouvert du lundi au vendredi ; les ateliers ont lieu le mardi et le"
    " jeudi.",
    "beneficiaires": "Les personnes viennent surtout sur l’orientation d’un travailleur social."
    " Les personnes seules sans emploi et les retraités sont les plus nombreux.",
    "lieux": "Tout se tient place des Baconnets, à Antony.",
    "objectifs": "Les ateliers pour débutants se remplissent le mieux. Les grands débutants"
    " demandent plus de séances que prévu : nous avons doublé celles du jeudi.",
    "indirectes": "Le loyer, les assurances et la direction sont répartis au prorata des heures"
    " d’ouverture consacrées à la médiation numérique.",
    "ecarts": "Les intervenants ont coûté davantage : un cycle de plus pour les débutants.",
    "contributions": "La salle est prêtée par la Ville, qui en estime la valeur. Les heures des"
    " bénévoles sont comptées au Smic.",
    "observations": "Les trois postes sont reconduits pour l’exercice suivant.",
}
FIRST_TEXTS = SIGNED | {
    "mise-en-oeuvre": "L’accueil est tenu quatre demi-journées par semaine. Les travailleurs"
    " sociaux du CCAS adressent les personnes par une fiche, et reçoivent une réponse.",
    "beneficiaires": "Des personnes seules sans emploi, des familles hébergées, des retraités.",
    "lieux": "Place des Baconnets, à Antony.",
    "objectifs": "La demande dépasse toujours les créneaux ouverts.",
    "contributions": "La salle est prêtée par la Ville, qui en estime la valeur. Les heures des"
    " bénévoles sont comptées au Smic.",
}


def tell(house: House) -> None:
    """Five years of money, and the report to the State on the last one, written."""
    rng, by = Random(_SEED), house.director
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        grants = {each.funder.kind: each for each in _grants(year)}
        for grant in grants.values():
            was_asked_for(grant, by=by)
            # The report to the State on the last year has still to be sent.
            is_waited_for = year == LAST_YEAR and grant.funder.kind == STATE
            comes_in(grant, rng, by=by, today=date(year + 1, 6, 29 if is_waited_for else 30))
            if grant.funder.kind in (CCAS, STATE):
                is_promised(grant, by=by)
        rows = POSTS if year == LAST_YEAR else FIRST_YEARS
        _spend(year, (*START, *rows) if year == FIRST_YEAR else rows, grants, rng, by=by)
    for year, kind in ((LAST_YEAR, "added"), (LAST_YEAR + 1, "used")):
        services.set_aside(
            grant=grants[CCAS], year=year, kind=kind, amount=Decimal(400), by=by,
            on=date(year, 12, 31),
        )  # fmt: skip
    _lend(rng, by=by)
    _report_to_the_ccas(LAST_YEAR - 1, house)
    _report_to_the_state(grants[STATE], house)


def _grants(year: int):
    return Grant.objects.filter(year=year).select_related("funder").order_by("pk")


def _spend(year: int, rows: tuple, grants: dict, rng: Random, *, by: User) -> None:
    """A line an account, in December, and who pays it."""
    day, planned = date(year, 12, 15), {}
    for account, label, supplier, plan, spent, parts in rows:
        planned[account] = planned.get(account, Decimal()) + Decimal(plan)
        expense = services.note_expense(
            day=day, label=label, account=account, amount=Decimal(spent), supplier=supplier,
            key=key(rng), by=by, on=day,
        )  # fmt: skip
        for kind, part in parts.items():
            services.attribute(expense, grant=grants[kind], amount=Decimal(part), by=by, on=day)
    for grant in grants.values():
        planned.setdefault(grant.funder.account, Decimal())
        planned[grant.funder.account] += grant.amount
    for account, label, plan, amount in (AID, *GIVEN) if year == LAST_YEAR else GIVEN:
        planned[account] = Decimal(plan)
        services.note_income(
            day=day, label=label, account=account, amount=Decimal(amount), key=key(rng), by=by,
            on=day,
        )  # fmt: skip
    planned |= {code: Decimal(plan) for code, plan in VOLUNTARY.items()}
    missing = _charges(planned) - _products(planned)
    planned["707"] = max(missing, Decimal())
    services.plan(year, amounts=planned, by=by)
    if state := grants.get(STATE):
        amounts = {"641": Decimal(17712), "645": Decimal(4200), "741": state.amount}
        services.plan(year, amounts=amounts, grant=state, by=by)


def _charges(planned: dict) -> Decimal:
    return sum((amount for code, amount in planned.items() if code[0] == "6"), Decimal())


def _products(planned: dict) -> Decimal:
    return sum((amount for code, amount in planned.items() if code[0] == "7"), Decimal())


def _lend(rng: Random, *, by: User) -> None:
    """The town lends the room; volunteers welcome people to the workshops."""
    services.add_resource(
        kind="room", label="Salle des Baconnets", first=date(FIRST_YEAR, 1, 1),
        last=date(LAST_YEAR, 12, 31), given_by="Ville d’Antony", value=Decimal(220), by=by,
    )  # fmt: skip
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        day = date(year, 12, 15)
        services.note_hours(
            day=day, activity="Accueil des ateliers", hours=Decimal(80 + 2 * (year - FIRST_YEAR)),
            rate=Decimal("9.67"), key=key(rng), by=by, on=day,
        )  # fmt: skip


def _report_to_the_ccas(year: int, house: House) -> None:
    """Written, read over by a colleague, frozen."""
    by, grant = house.director, _grants(year).get(funder__kind=CCAS)
    edition = reporting.open_edition(grant, by=by, on=date(year + 1, 1, 5))
    edition = reporting.write(edition, scope=edition.scope, texts=FIRST_TEXTS, by=by)
    reports.review(edition, by=house.counsellors[0], on=date(year + 1, 1, 12))
    reporting.freeze(edition, by=by, on=date(year + 1, 1, 15))


def _report_to_the_state(grant: Grant, house: House) -> None:
    """Written, without a day to send it by: it is frozen once the register of the year is there."""
    services.correct(
        grant, amount=grant.amount, granted_on=grant.granted_on, conditions=grant.conditions,
        by=house.director,
    )  # fmt: skip
    edition = reporting.open_edition(grant, by=house.director, on=date(grant.year + 1, 1, 12))
    reporting.write(edition, scope=edition.scope, texts=TEXTS, by=house.director)
