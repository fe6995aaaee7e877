"""What the programme of Antony stands on: its site, its catalogue, its conventions, its money.

Amounts of the CCAS, the State and the Region, and the three posts, are those that Antony made
public; those of the foundation and of La Poste are made up.
"""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Site, User
from funding.models import Funder, Grant, Post
from partners.models import Amendment, Convention, Organisation
from pimms.kernel import periods
from recharges.models import Cap, Category, Price, Product

from . import accounts, catalogue, districts

FIRST_YEAR, POSTS_SINCE = 2012, date(2016, 1, 1)

CATALOGUE = (
    # reference, name, category, public, solidarity, cap a month, cap over the twelve months
    # (their barcodes, what they cost us, the kit and the other caps: demonstration.catalogue)
    ("MOB-1H", "Forfait mobile 1 h", Category.MOBILE_CREDIT, "22.00", "5.00", 2, None),
    ("MOB-2H", "Forfait mobile 2 h et SMS", Category.MOBILE_CREDIT, "36.00", "8.30", 1, None),
    ("NET-5G", "Forfait internet 5 Go", Category.INTERNET_CREDIT, "20.00", "5.00", 2, None),
    ("NET-10G", "Forfait internet 10 Go", Category.INTERNET_CREDIT, "35.00", "10.00", 2, None),
    ("SIM-PRE", "Carte SIM prête à l’emploi", Category.SIM_CARD, "9.90", "2.00", None, 1),
    ("BOX-4G", "Borne 4G de poche", Category.INTERNET_DEVICE, "59.00", "20.00", None, 1),
    ("TEL-TOUCHES", "Téléphone à touches", Category.PHONE, "35.00", "12.00", None, 1),
    ("TEL-ECRAN", "Smartphone remis à neuf", Category.PHONE, "129.00", "39.00", None, 1),
    ("PC-PORTABLE", "Portable remis à neuf", Category.COMPUTER, "249.00", "90.00", None, 1),
    ("CHARGEUR", "Chargeur universel", Category.OTHER, "12.00", "3.00", None, 2),
)
# Euros of credit that one person may buy in a month. Source: Connexions Solidaires, 2013.
CREDIT_A_MONTH = 30


@dataclass(frozen=True)
class House:
    site: Site
    team: dict[str, User]
    partners: list[tuple[Organisation, User, int]]
    products: dict[str, Product]

    @property
    def director(self) -> User:
        return self.team[accounts.DIRECTOR]

    @property
    def counsellors(self) -> list[User]:
        return [user for user in self.team.values() if not user.is_director]


def found(*, horizon: date, today: date) -> House:
    """The house stands, with all that the demonstration year needs from `horizon` on."""
    site, _ = Site.objects.get_or_create(
        code="A",
        defaults={
            "name": "Pimms d’Antony, place des Baconnets",
            "address": "Place des Baconnets, 92160 Antony",
        },
    )
    house = House(
        site=site,
        team=accounts.open_team(site),
        partners=accounts.open_partners(on=horizon),
        products=_fill_catalogue(since=horizon),
    )
    _agree_with_emmaus_connect(up_to=today.year)
    _fund(up_to=today.year)
    districts.draw(since=horizon)
    return house


def _fill_catalogue(*, since: date) -> dict[str, Product]:
    in_force, products = DateRange(since, None), {}
    for reference, name, category, public, solidarity, a_month, in_all in CATALOGUE:
        product = Product.objects.create(
            reference=reference,
            name=name,
            category=category,
            barcode=catalogue.BARCODES.get(reference, ""),
        )
        products[reference] = product
        for period, price in catalogue.prices(reference, solidarity, since=since):
            Price.objects.create(
                product=product,
                period=period,
                public=public,
                solidarity=price,
                purchase=catalogue.COSTS.get(reference),
            )
        for span, limit in ((Cap.Span.MONTH, a_month), (Cap.Span.ENROLMENT, in_all)):
            if limit:
                Cap.objects.create(
                    product=product,
                    span=span,
                    measure=Cap.Measure.QUANTITY,
                    limit=limit,
                    period=in_force,
                )
    Cap.objects.create(
        categories=[Category.MOBILE_CREDIT, Category.INTERNET_CREDIT],
        span=Cap.Span.MONTH,
        measure=Cap.Measure.EUROS,
        limit=CREDIT_A_MONTH,
        period=in_force,
    )
    return products


def _agree_with_emmaus_connect(*, up_to: int) -> None:
    partner = Organisation.objects.create(name="Emmaüs Connect", kind=Organisation.Kind.ASSO)
    convention = Convention.objects.create(
        organisation=partner,
        subject="Programme Connexions Solidaires",
        signed_on=date(FIRST_YEAR, 1, 16),
        period=periods.year(FIRST_YEAR),
    )
    for number, year in enumerate(range(FIRST_YEAR + 1, up_to + 1), start=1):
        Amendment.objects.create(
            convention=convention,
            number=number,
            signed_on=date(year - 1, 12, 12),
            period=periods.year(year),
        )


def _fund(*, up_to: int) -> None:
    ccas = Funder.objects.create(name="CCAS d’Antony", kind=Funder.Kind.CCAS)
    for year in range(FIRST_YEAR, up_to + 1):
        amount = 5000 if year == FIRST_YEAR else 2500
        Grant.objects.create(funder=ccas, year=year, purpose="Connexions Solidaires", amount=amount)
    others = (
        ("État", Funder.Kind.STATE, "Médiation numérique", 21912),
        ("Région Île-de-France", Funder.Kind.REGION, "Lutte contre l’exclusion numérique", 5000),
        ("Fondation Horizons communs", Funder.Kind.FOUNDATION, "Bagage numérique minimum", 6000),
        ("La Poste", Funder.Kind.COMPANY, "Formation des seniors aux usages numériques", 3000),
    )
    for name, kind, purpose, amount in others:
        funder = Funder.objects.create(name=name, kind=kind)
        for year in sorted({POSTS_SINCE.year, up_to}):
            Grant.objects.create(funder=funder, year=year, purpose=purpose, amount=amount)
    for task in ("accueil", "formation", "animation du réseau des partenaires"):
        Post.objects.create(
            title=f"Médiation numérique : {task}",
            contract=Post.Contract.SUBSIDISED,
            period=DateRange(POSTS_SINCE, None),
        )
