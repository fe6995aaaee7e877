"""The chart of accounts of a French association, as far as the programme uses it.

Source: the table of Cerfa 15059*02. Numbers under 74 are the house's own, one for each kind of
giver that the table tells apart.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """Two figures, a name, and the accounts below it (itself when there are none)."""

    code: str
    label: str
    accounts: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        return self.accounts or ((self.code, self.label),)


CHARGES = (
    Heading(
        "60",
        "Achats",
        (("607", "Recharges, cartes et appareils"), ("606", "Autres fournitures")),
    ),
    Heading(
        "61",
        "Services extérieurs",
        (
            ("613", "Locations"),
            ("615", "Entretien et réparation"),
            ("616", "Assurance"),
            ("618", "Documentation"),
        ),
    ),
    Heading(
        "62",
        "Autres services extérieurs",
        (
            ("622", "Rémunérations intermédiaires et honoraires"),
            ("623", "Publicité, publication"),
            ("625", "Déplacements, missions"),
            ("627", "Services bancaires, autres"),
        ),
    ),
    Heading(
        "63",
        "Impôts et taxes",
        (("631", "Impôts et taxes sur rémunération"), ("635", "Autres impôts et taxes")),
    ),
    Heading(
        "64",
        "Charges de personnel",
        (
            ("641", "Rémunération des personnels"),
            ("645", "Charges sociales"),
            ("648", "Autres charges de personnel"),
        ),
    ),
    Heading("65", "Autres charges de gestion courante"),
    Heading("66", "Charges financières"),
    Heading("67", "Charges exceptionnelles"),
    Heading(
        "68",
        "Dotations et reports",
        (("681", "Dotations aux amortissements"), ("689", "Reports en fonds dédiés")),
    ),
    Heading("69", "Impôts sur les bénéfices"),
)
PRODUCTS = (
    Heading(
        "70",
        "Ventes et prestations",
        (("707", "Ventes solidaires"), ("706", "Prestations de services")),
    ),
    Heading("73", "Dotations et produits de tarification"),
    Heading(
        "74",
        "Subventions d’exploitation",
        (
            ("741", "État"),
            ("742", "Région"),
            ("743", "Département"),
            ("744", "Commune, CCAS"),
            ("747", "ASP, emplois aidés"),
            ("748", "Aides privées"),
            ("749", "Autres établissements publics"),
        ),
    ),
    Heading(
        "75",
        "Autres produits de gestion courante",
        (("754", "Dons manuels"), ("756", "Cotisations"), ("758", "Autres produits")),
    ),
    Heading("76", "Produits financiers"),
    Heading("77", "Produits exceptionnels"),
    Heading(
        "78",
        "Reprises et reports",
        (("781", "Reprises sur amortissements"), ("789", "Utilisations de fonds dédiés")),
    ),
    Heading("79", "Transferts de charges"),
)
VOLUNTARY_CHARGES = (
    Heading(
        "86",
        "Emplois des contributions volontaires",
        (
            ("860", "Secours en nature"),
            ("861", "Mise à disposition gratuite de biens et services"),
            ("862", "Prestations"),
            ("864", "Personnel bénévole"),
        ),
    ),
)
VOLUNTARY_PRODUCTS = (
    Heading(
        "87",
        "Contributions volontaires en nature",
        (("870", "Bénévolat"), ("871", "Prestations en nature"), ("875", "Dons en nature")),
    ),
)
# What is used on the left was given on the right: both sides are equal because they are one.
GIVEN_AS = {"860": "875", "861": "871", "862": "871", "864": "870"}

SALES, DEDICATED, RELEASED = "707", "689", "789"
COMPUTED = {SALES, DEDICATED, RELEASED, "741", "742", "743", "744", "748", "749"}
# The same, and the headings that hold one of them: no list of lines written down says them whole.
MADE_OF_OTHERS = COMPUTED | {"68", "70", "74", "78"}


def accounts(headings) -> list[tuple[str, str]]:
    return [line for heading in headings for line in heading.lines]


LABELS = dict(accounts(CHARGES + PRODUCTS + VOLUNTARY_CHARGES + VOLUNTARY_PRODUCTS))


def name_of(code: str) -> str:
    """`607 Recharges, cartes et appareils`, of an account or a heading; nothing when unknown."""
    headings = CHARGES + PRODUCTS + VOLUNTARY_CHARGES + VOLUNTARY_PRODUCTS
    names = LABELS | {heading.code: heading.label for heading in headings}
    return f"{code} {names[code]}" if code in names else ""


def _typed(headings) -> list[tuple[str, str]]:
    return [(code, f"{code} {label}") for code, label in accounts(headings) if code not in COMPUTED]


# What somebody may write down; the others come from sales, grants and dedicated funds.
EXPENSES, INCOMES = _typed(CHARGES), _typed(PRODUCTS)
# What may be planned: everything, save the 87, which follow the 86.
PLANNED = [
    (code, f"{code} {label}") for code, label in accounts(CHARGES + PRODUCTS + VOLUNTARY_CHARGES)
]
