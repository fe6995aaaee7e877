"""What each kind of report says of itself: its figures, what is kept of them, its pages and its
files. Its life is the same for all of them (`life`)."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from funding.models import Grant
from pimms.kernel.pdf import Enclosed
from pimms.kernel.templatetags.french import day, euros, number
from pimms.kernel.text import fold
from reports import ccas, content, exports, figures, funder, notes, sections, services
from reports.ccas.breakdowns import Breakdown
from reports.ccas.word import text_document
from reports.funder import files
from reports.funder import sections as of_grant
from reports.funder.reporting import NOTES
from reports.models import Edition, GrantEdition, Publication
from reports.notes import Note
from reports.words import agree, typeset

from .differences import between, in_words
from .forms import AccountForm, TextsForm


class ReportKind:
    """What is said alike of a year and of the account of a grant.

    `prefix` begins the names of its addresses, `sheets` are those of its workbook, called `book`;
    `says` is what its seal names a figure by that changed, `text` what makes a Word file of it.
    """

    text = None

    def to(self, step: str, pk: int) -> str:
        """The address of a step of its life."""
        return reverse(f"reports:{self.prefix}{step}", args=[pk])

    def page(self, subject: int | Grant) -> str:
        """Where the year or the grant has its versions."""
        return reverse(f"reports:{self.model.about}", args=[getattr(subject, "pk", subject)])

    def frozen(self, edition):
        """The figures as they were frozen."""
        return content.read(edition.content, self.kept).counted

    def file(self, counted, ending: str) -> bytes:
        """The figures in one of the formats that they leave in."""
        if ending == "json":
            return exports.data(self.as_json(counted))
        rows = self.rows(counted)
        if ending == "csv":
            return exports.table(rows)
        return exports.workbook(rows, self.sheets, title=self.book.format(counted))

    def file_name(self, counted, ending: str, *, purpose: str = "", version: int = 0) -> str:
        """`bilan-ccas-2016-v2.pdf`, `bilan-ccas-a-remettre-2016.pdf`."""
        name = "-".join(filter(None, (self.stem(counted), purpose)))
        return exports.named(name, counted.year, ending, version=version)

    def enclosed(self, counted, version: int) -> tuple[Enclosed, ...]:
        """The figures as the files that travel inside the document to archive."""
        return tuple(
            Enclosed(
                self.file_name(counted, ending, version=version),
                self.file(counted, ending),
                f"Les chiffres, en {ending.upper()}",
            )
            for ending in ("json", "csv")
        )


class _OfYear(ReportKind):
    """To the CCAS."""

    model, form, kept = Edition, TextsForm, content.Content
    prefix, noun, says = "", "bilan", "number"
    label, book = "bilan {}", "Bilan {0.year}"
    sections, sheets = sections.ALL, exports.PARTS
    document, hidden_outside = staticmethod(ccas.document), staticmethod(ccas.Discreet.of)
    text = staticmethod(text_document)
    rows, as_json = staticmethod(exports.rows), staticmethod(figures.Year.as_json)

    def subject(self, year: int) -> int:
        return year

    def count(self, edition: Edition, on: date) -> figures.Year:
        return figures.of_year(edition.year)

    def around(self, edition: Edition, on: date) -> dict:
        """What the document takes beside figures and texts."""
        if edition.is_frozen:
            return {"beside": content.read(edition.content).beside}
        return {"beside": services.beside(edition.year, on=on)}

    def to_keep(self, edition: Edition, on: date) -> tuple[figures.Year, content.Content]:
        """The figures and all that is kept with them. Raises ValidationError without any."""
        year = self.count(edition, on)
        if year.is_empty:
            raise ValidationError(f"Rien n’est enregistré pour {edition.year}.")
        return year, content.Content(year, notes.ALL, edition.texts, **self.around(edition, on))

    def facts(self, edition: Edition, on: date) -> dict[str, list[str]]:
        """What is counted of each section, to be read while it is written."""
        told = ccas.report(figures.of_year(edition.year), on=on)
        facts = {sections.FOREWORD: [*told.summary]}
        for part in told.sections:
            numbers = [f"{each.indicator.title} : {each.shown}" for each in part.figures]
            tables = [_in_a_line(each) for each in part.breakdowns]
            facts[part.code] = [*filter(None, part.paragraphs), *map(typeset, numbers + tables)]
        return facts

    def activity(self, year: figures.Year) -> figures.Year:
        return year

    def stem(self, year: figures.Year) -> str:
        return f"bilan-{ccas.NAME}"

    def to_be_read(self, edition: Edition, year: figures.Year, on: date) -> dict:
        """What is read before it is frozen."""
        return {
            "figures": [(each.value, each.label) for each in ccas.key_figures(year)],
            "sentences": ccas.report(year, on=on).summary,
            "hides": bool(self.hidden_outside(year).hidden),
            "details": reverse("reports:figures", args=[edition.year]),
        }

    def since(self, edition: Edition, on: date) -> dict:
        """What last night found of it, and which version the public page shows."""
        public = Publication.objects.standing().filter(edition__year=edition.year)
        night = edition.comparisons.order_by("-compared_at").first()
        rows = night.differences if night else ()
        n, known = len(rows), self.rows(self.frozen(edition)) if rows else ()
        if night is None:
            sentence = "La première comparaison se fera cette nuit."
        elif rows:
            sentence = (
                f"{number(n)} {agree(n, 'chiffre', 'chiffres')} sur {number(night.figures)}"
                f" {agree(n, 'diffère', 'diffèrent')} de ce que les données disent aujourd’hui."
            )
        else:
            sentence = (
                f"Les {number(night.figures)} chiffres, leurs listes et le bilan arrêté disaient la"
                f" même chose le {day(night.compared_at.astimezone(get_current_timezone()))}."
            )
        return {
            "year": edition.year,  # whose lists its figures open
            "public": public.select_related("edition", "published_by").first(),
            "heading": "Comparaison de la nuit",
            "sentence": sentence,
            "heads": ("Arrêté", "Aujourd’hui", "Liste"),
            "rows": in_words(rows, ("frozen", "figure", "list"), known),
        }


@dataclass(frozen=True)
class AccountContent:
    """What a frozen report on a grant keeps, in bytes that do not change."""

    account: funder.Account
    definitions: tuple[Note, ...]
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> funder.Account:
        return self.account


class _OfGrant(ReportKind):
    """To whoever gave it."""

    model, form, kept = GrantEdition, AccountForm, AccountContent
    prefix, noun, says = "grant_", "compte rendu", "title"
    label, book = "compte rendu, {}", "Compte rendu financier"
    sections, sheets = (*of_grant.NARRATIVE, *of_grant.SIGNED), files.PARTS
    document, hidden_outside = staticmethod(funder.document), staticmethod(funder.to_hand_over)
    rows, as_json = staticmethod(files.rows), staticmethod(files.as_json)

    def subject(self, pk: int) -> Grant:
        return get_object_or_404(Grant.objects.select_related("funder", "call"), pk=pk)

    def count(self, edition: GrantEdition, on: date) -> funder.Account:
        return funder.of_grant(edition.grant, scope=edition.scope, on=on)

    def around(self, edition: GrantEdition, on: date) -> dict:
        """What the document takes beside figures and texts."""
        return {"signed_on": edition.frozen_on}

    def to_keep(self, edition: GrantEdition, on: date) -> tuple[funder.Account, AccountContent]:
        """The figures and all that is kept with them. Raises ValidationError when nobody signs."""
        if not edition.texts.get("representant", "").strip():
            raise ValidationError("Dites qui signe l’attestation avant d’arrêter le compte rendu.")
        account = self.count(edition, on)
        return account, AccountContent(account, NOTES, edition.texts)

    def facts(self, edition: GrantEdition, on: date) -> dict[str, list[str]]:
        """What is counted of each part, to be read while it is written; nothing while an account
        of the till is missing."""
        try:
            told = funder.report(self.count(edition, on), on=on)
        except ValidationError:
            return {}
        facts = {"mise-en-oeuvre": told.when, "beneficiaires": told.served, "objectifs": told.kept}
        return {code: [said] for code, said in facts.items() if said}

    def activity(self, account: funder.Account) -> figures.Year:
        return account.activity

    def stem(self, account: funder.Account) -> str:
        words = "".join(c if c.isalnum() else " " for c in fold(account.funder)).split()
        return "-".join((files.NAME, *words))

    def to_be_read(self, edition: GrantEdition, account: funder.Account, on: date) -> dict:
        """What is read before it is frozen."""
        report, table = funder.report(account, on=on), account.table
        served = account.activity.people.served
        return {
            "figures": [
                (euros(account.granted), "accordés"),
                (euros(account.received), "reçus"),
                (euros(account.spent), "dépensés"),
                (euros(table.charges.total.real), "de charges réalisées"),
                (euros(table.products.total.real), "de produits réalisés"),
                (number(served), agree(served, "personne aidée", "personnes aidées")),
            ],
            "sentences": [report.spending, report.kept, report.served],
            "hides": funder.hides_something(account),
            "details": self.page(edition.grant),
        }

    def since(self, edition: GrantEdition, on: date) -> dict:
        """What the books say today otherwise."""
        try:
            rows = between(self, self.frozen(edition), self.count(edition, on))
            sentence = "" if rows else "Les mêmes chiffres que le compte rendu arrêté."
        except ValidationError as missing:  # an account of the till that nobody gave
            rows, sentence = [], missing.messages[0]
        return {
            "heading": "Ce que les comptes disent aujourd’hui",
            "heads": ("Arrêté", "Aujourd’hui"),
            "year": None,
            "rows": rows,
            "sentence": sentence,
        }


def _in_a_line(table: Breakdown) -> str:
    """`Genre : Féminin 288, Masculin 182`: the first four rows of a table."""
    rows = [f"{row[0]} {row[len(table.words)]}" for row in table.rows[:4]]
    return f"{table.title} : {', '.join(rows)}."


YEAR, GRANT = _OfYear(), _OfGrant()


def kind_of(edition: Edition | GrantEdition):
    return GRANT if isinstance(edition, GrantEdition) else YEAR
