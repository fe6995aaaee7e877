"""Reports to funders, for tests: one frozen for 2015, one written for 2016, a Word form."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from funding.models import Grant
from reports.editions import life
from reports.models import GrantEdition, WordModel
from reports.word import services as word
from tests.support import factories, money

SIGNED = {"representant": "Claire Martin, directrice", "fait-a": "Antony"}


def in_hand(grant: Grant | None = None, **more) -> GrantEdition:
    grant = grant or money.grant()
    fields = {"by": factories.director(), "on": date(grant.year + 1, 1, 16)}
    return life.open_edition(GrantEdition, grant, **fields | more)


def written(edition: GrantEdition, **more) -> GrantEdition:
    """Signed, with a sentence on what was done."""
    texts = SIGNED | {"mise-en-oeuvre": "Trois médiateurs ont tenu l’accueil."}
    fields = {"scope": edition.scope, "texts": texts, "by": factories.director()}
    return life.write(edition, **fields | more)


def reviewed(edition: GrantEdition) -> GrantEdition:
    """It waits to be frozen."""
    return life.review(edition, by=factories.director(), on=date(edition.year + 1, 1, 18))


def freeze(edition: GrantEdition, on: date | None = None) -> GrantEdition:
    """Read over and frozen in the January after its year."""
    given = {"by": factories.director(), "on": on or date(edition.year + 1, 1, 20)}
    life.review(edition, **given)
    return life.freeze(edition, **given)


def frozen(grant: Grant | None = None) -> GrantEdition:
    return freeze(written(in_hand(grant)))


def docx(*paragraphs: str) -> SimpleUploadedFile:
    """A Word file of these paragraphs."""
    document, out = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return SimpleUploadedFile("formulaire.docx", out.getvalue())


def word_model(*paragraphs: str, **more) -> WordModel:
    fields = {"name": "Formulaire de l’État", "funder": money.funder()}
    fields |= {"file": docx(*(paragraphs or ("{{ financeur }}",)))}
    return word.add(**fields | {"by": factories.director(), "on": factories.DAY} | more)


def one_of_each() -> None:
    reviewed(in_hand(frozen(money.grant(year=2015)).grant, reason="Une facture oubliée."))
    in_hand(money.grant(purpose="Ateliers"), on=factories.DAY)
    word_model(funder=None)
