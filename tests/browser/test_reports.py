"""The director draws up a report to the CCAS and one to a funder: begins, writes, freezes them."""

from urllib.parse import unquote

import pytest
from django.utils.timezone import localdate


def whole(visitor, name) -> None:
    """Nothing that axe-core finds, nothing too wide on a screen or a telephone, and pictures."""
    for width in (1280, 390):
        visitor.resize(width)
        assert visitor.barriers() == [], name
        assert visitor.misfits() == [], name
        visitor.photograph(f"report-{name}-{width}")
    visitor.resize(1280)


def press(page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def follow(page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).click()


def handed(page, words: str) -> tuple[str, bytes]:
    """The document that the link gives, and its name."""
    link = page.get_by_role("link", name=words, exact=True)
    answer = page.request.get(page.evaluate("link => link.href", link.element_handle()))
    assert answer.body().startswith(b"%PDF")
    return unquote(answer.headers["content-disposition"]), answer.body()


def freeze(page, edition: str, visitor, name: str) -> None:
    """Asked once, with the figures; once frozen, what is handed over comes first."""
    follow(page, "Arrêter le bilan…")
    assert "Ce qui sera gardé" in page.inner_text("main")
    assert "personnes aidées" in page.inner_text(".stats")
    whole(visitor, f"{name}-asked")
    follow(page, "Revenir au texte")
    assert page.url.endswith(edition)
    follow(page, "Arrêter le bilan…")
    press(page, "Arrêter avec ces chiffres")
    assert page.url.endswith(edition)
    assert "ne change plus" in page.inner_text("main")
    whole(visitor, f"{name}-frozen")
    assert page.locator("main a.btn-primary, header a.btn-primary").first.inner_text() == (
        "PDF à remettre"
    )
    named, _ = handed(page, "PDF à remettre")
    assert "a-remettre" in named


@pytest.fixture
def director(walk_in):
    return walk_in("director")


def test_a_report_to_the_ccas_is_begun_written_read_over_and_frozen(director):
    page, year = director.page, localdate().year - 2
    director.open("/bilans/")
    page.get_by_role("link", name=f"Bilan {year}").click()
    page.wait_for_url(f"**/bilans/{year}/")
    whole(director, "year")
    press(page, "Écrire ce bilan")
    edition = page.url.removeprefix(director.origin)
    page.fill("textarea[name=accompagnements]", "Neuf matinées, une par personne.")
    press(page, "Enregistrer les textes")
    assert "Les textes sont enregistrés." in page.inner_text("body")
    whole(director, "written")
    handed(page, "Voir le PDF à remettre")
    press(page, "Marquer comme relu")
    assert "Relu le" in page.inner_text("main")
    freeze(page, edition, director, "ccas")
    assert "Neuf matinées, une par personne." in page.inner_text("main")


def test_a_report_to_a_funder_is_begun_written_read_over_and_frozen(director):
    page, year = director.page, localdate().year - 1
    director.open(f"/financements/{year}/")
    follow(page, "CCAS d’Antony")
    follow(page, "Compte rendu financier")
    whole(director, "grant")
    press(page, "Écrire ce compte rendu")
    edition = page.url.removeprefix(director.origin)
    page.fill("textarea[name=mise-en-oeuvre]", "L’accueil est ouvert cinq matinées.")
    page.fill("[name=representant]", "Claire Morel, directrice")
    press(page, "Enregistrer les textes")
    assert "Les textes sont enregistrés." in page.inner_text("body")
    whole(director, "account")
    handed(page, "Voir le PDF à remettre")
    press(page, "Marquer comme relu")
    freeze(page, edition, director, "funder")
    assert "L’accueil est ouvert cinq matinées." in page.inner_text("main")
