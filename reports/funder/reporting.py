"""The financial report of a grant in words: qualitative report, table, annexes, attestation.

Structure: Cerfa 15059*02, without its look. The page and the document show this and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.conf import settings

from pimms.kernel import pdf
from pimms.kernel.templatetags.french import day, euros, hours, percent
from reports import figures, notes
from reports.ccas import sentences
from reports.ccas.breakdowns import Breakdown, breakdown_of
from reports.ccas.discreet import EVERYTHING, Discreet
from reports.models import GrantEdition
from reports.money import Pledged
from reports.notes import Note
from reports.outside.tables import PLACES
from reports.words import counted, paragraphs, typeset

from . import sections
from .counted import Account, Place

_COUNTED = tuple(map(notes.note, ("served", "workshops", "support", "traits")))
_MONEY = (
    (
        "Prévu et réalisé",
        "le prévu est le budget de l’exercice. Le réalisé vient des écritures de la caisse (compte"
        " 707), des subventions accordées pour l’exercice (compte 74), des dépenses et des autres"
        " recettes de l’année, des fonds dédiés (comptes 689 et 789). Le pourcentage est le réalisé"
        " divisé par le prévu.",
    ),
    (
        "Emploi de la subvention",
        "les parts des dépenses de l’exercice que la subvention paie. Une dépense n’est jamais"
        " payée deux fois, et les parts ne dépassent pas le montant accordé.",
    ),
    (
        "Contributions volontaires",
        "un local ou un matériel prêté compte la valeur de ses mois dans l’année ; les heures des"
        " bénévoles, leur nombre par la valeur d’une heure. Les comptes 86 et 87 sont égaux.",
    ),
    (
        "Engagements",
        "comptés comme les chiffres du bilan de l’année, du premier au dernier jour de chaque"
        " engagement.",
    ),
)
# The single figures and the breakdowns that a report to a funder tells of.
_SINGLES = ("people.served", "sales.people", "workshops.people", "support.people")
_PUBLICS = ("people.by_social_status", "people.by_age_band", "people.by_gender")
_ABOUT = {*_SINGLES, *_PUBLICS, "workshops.attendances", "support.sessions", PLACES}
NOTES = tuple(
    replace(note, number=rank, text=note.text) for rank, note in enumerate(_COUNTED, start=1)
) + tuple(
    Note(rank, title, typeset(f"{title} : {text}"))
    for rank, (title, text) in enumerate(_MONEY, start=len(_COUNTED) + 1)
)
SERVED, WORKSHOPS, SUPPORT, TRAITS, REAL, USE, VOLUNTARY, PLEDGES = NOTES


@dataclass(frozen=True)
class Check:
    """Something that must hold in the books, in words, and whether it does."""

    sentence: str
    holds: bool


@dataclass(frozen=True)
class Report:
    """`words` are the paragraphs that the house wrote, by section; `left_out` what is not shown."""

    account: Account
    house: str
    address: str
    siret: str
    drawn_on: date
    words: dict[str, tuple[str, ...]]
    left_out: frozenset[str]
    representative: str
    place: str
    signed_on: date | None
    seal: str = ""
    notes: tuple[Note, ...] = NOTES
    discreet: Discreet = EVERYTHING

    @property
    def title(self) -> str:
        return f"Compte rendu financier {self.account.year}"

    @property
    def is_provisional(self) -> bool:
        """Whether the year was not over when the report was drawn up."""
        return self.drawn_on <= date(self.account.year, 12, 31)

    def shows(self, section: str) -> bool:
        return section not in self.left_out

    @property
    def shown(self) -> dict[str, bool]:
        """For each part that may be left out, under a name that a template can say."""
        return {code: self.shows(code) for code, _ in sections.OPTIONAL}

    @property
    def written(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs, under names that a template can say."""
        return {code.replace("-", "_"): said for code, said in self.words.items()}

    @property
    def served(self) -> str:
        """Nothing is said of a year without activity."""
        year = self.account.activity
        if year.is_empty:
            return ""
        if not self.discreet.may_say(*_SINGLES):
            return sentences.FEW
        return sentences.paragraph(sentences.served(year))

    @cached_property
    def publics(self) -> tuple[Breakdown, ...]:
        """The beneficiaries by type of public."""
        year = self.account.activity
        told = (breakdown_of(figures.named(code), year) for code in _PUBLICS)
        return tuple(replace(self.discreet.over(each), own_note=TRAITS) for each in told if each)

    @cached_property
    def pledges(self) -> tuple[Pledged, ...]:
        return self.discreet.pledges(self.account.pledges, self.account.activity)

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(
            place
            if self.discreet.may_say((PLACES, place.name))
            else replace(place, attendances=None)
            for place in self.account.places
        )

    @property
    def hides(self) -> str:
        """What « masqué » means, where the report is handed over."""
        return typeset(sentences.HIDDEN) if self.discreet.outside else ""

    @property
    def when(self) -> str:
        account, year = self.account, self.account.activity
        said = []
        if account.places:
            held, places = year.workshops.sessions, len(account.places)
            where = "un seul lieu" if places == 1 else counted(places, "lieu", "lieux")
            first, last = day(account.first_on), day(account.last_on)
            when = f"le {first}" if first == last else f"du {first} au {last}"
            said.append(f"{counted(held, 'atelier', 'ateliers')}, {when}, en {where}.")
        if year.support.sessions and self.discreet.may_say("support.sessions"):
            given = year.support.sessions
            said.append(
                f"{counted(given, 'accompagnement individuel', 'accompagnements individuels')} à"
                f" l’accueil ({self.address}), {hours(year.support.hours)} en tout."
            )
        return sentences.paragraph(*said)

    @property
    def kept(self) -> str:
        return sentences.kept(self.pledges)

    @property
    def share(self) -> str:
        grant, products = self.account.share
        return typeset(
            f"La subvention de {euros(grant)} représente {percent(grant, products)} du total des"
            f" produits ({euros(products)})."
        )

    @property
    def spending(self) -> str:
        account = self.account
        said = (
            f"Sur {euros(account.granted)} accordés, {euros(account.received)} ont été reçus et"
            f" {euros(account.spent)} dépensés"
        )
        if account.set_aside:
            said += f" ; {euros(account.set_aside)} sont reportés en fonds dédiés"
        if account.unused:
            said += f" ; il reste {euros(account.unused)}, ni dépensés ni reportés"
        return typeset(f"{said}.")

    @property
    def checks(self) -> tuple[Check, ...]:
        """The equalities of the form, each computed from both of its sides."""
        table = self.account.table
        left = table.charges.total.real + table.surplus.real
        right = table.products.total.real + table.deficit.real
        used, given = table.voluntary_charges.total.real, table.voluntary_products.total.real
        spent = self.account.spent + self.account.set_aside
        granted = self.account.granted
        return (
            _check("Charges et excédent {}, produits et insuffisance {}.", left, right),
            _check("Contributions employées {}, données {}.", used, given),
            _check("Employé ou reporté {}, accordé {}.", spent, granted),
        )

    @property
    def year_of_lists(self) -> int:
        """The year whose lists the accounts open; 0 when the table is of the grant alone."""
        return 0 if self.account.scope == GrantEdition.Scope.GRANT else self.account.year

    @property
    def about(self) -> str:
        """What the table is about."""
        if self.account.scope == GrantEdition.Scope.GRANT:
            return "Charges payées par la subvention"
        return "Charges et produits du programme"


def report(
    account: Account,
    *,
    on: date,
    texts: dict[str, str] | None = None,
    left_out: Iterable[str] = (),
    signed_on: date | None = None,
    seal: str = "",
    discreet: Discreet = EVERYTHING,
) -> Report:
    """What the report says of the grant, drawn up on that day; `texts` by section, `discreet`
    what is not told outside."""
    texts = texts or {}
    return Report(
        account=account,
        house=settings.HOUSE,
        address=settings.HOUSE_ADDRESS,
        siret=settings.HOUSE_SIRET.strip("0") and settings.HOUSE_SIRET,
        drawn_on=on,
        words={code: paragraphs(texts.get(code, "")) for code, _, _ in sections.NARRATIVE},
        left_out=frozenset(left_out),
        representative=typeset(texts.get("representant", "").strip()),
        place=typeset(texts.get("fait-a", "").strip()),
        signed_on=signed_on,
        seal=seal,
        discreet=discreet,
    )


def to_hand_over(account: Account) -> Discreet:
    """What the report does not say to its funder: small counts, and what gives them away."""
    return Discreet.of(
        account.activity, [(place.name, place.attendances) for place in account.places]
    )


def hides_something(account: Account) -> bool:
    """Whether any of what the report to its funder is about is hidden."""
    hidden = to_hand_over(account).hidden
    return any((cell if isinstance(cell, str) else cell[0]) in _ABOUT for cell in hidden)


def _check(sentence: str, one, other) -> Check:
    return Check(typeset(sentence.format(euros(one), euros(other))), one == other)


def document(account: Account, *, enclosed=(), **drawn_up) -> bytes:
    """The report as a PDF, maybe with files inside; `drawn_up` as for `report`."""
    context = {"report": report(account, **drawn_up)}
    return pdf.render("reports/funder/document.html", context, enclosed=enclosed)
