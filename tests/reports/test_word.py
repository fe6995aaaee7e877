"""A funder's own form: brought in, tried, filled; what it does wrong is said in one sentence."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from reports import funder
from reports.word import filling, variables
from tests.support import funders, money
from tests.support.pages import text


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel("2017-01-25 10:00", tick=False):
        yield


def words_of(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def refused(*paragraphs) -> str:
    with pytest.raises(ValidationError) as refusal:
        funders.word_model(*paragraphs)
    return " ".join(refusal.value.messages)


def test_a_form_is_filled_with_what_the_report_says(year, client, sign_in):
    sign_in("director")
    edition = funders.written(funders.in_hand(money.grant(purpose="Ateliers", reference="92-7")))
    model = funders.word_model(
        "{{ financeur }} {{ exercice }}, {{ montant_accorde }}, {{ convention }}",
        "{{ texte_mise_en_oeuvre }}",
        "{% for ligne in publics %}{{ ligne.public }} : {{ ligne.personnes }}. {% endfor %}",
    )
    answer = client.get(reverse("reports:fill_word_model", args=[edition.grant_id, model.key]))
    assert "compte-rendu-etat-2016.docx" in answer["Content-Disposition"]
    first, second, third = words_of(answer.content)
    assert first == "État 2016, 21\u202f912,00\u202f€, 92-7"
    assert second == "Trois médiateurs ont tenu l’accueil."
    assert " : " in third


def test_every_variable_of_the_list_has_its_value(year):
    account = funder.of_grant(money.grant(purpose="Ateliers"), scope="grant", on=date(2017, 1, 20))
    values = variables.values(funder.report(account, on=date(2017, 1, 20)))
    assert set(values) == set(variables.example())
    for name, _, columns in variables.LISTS:
        assert all(set(row) == set(columns) for row in values[name])


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        ("{{ montant }}", "une variable qui n’existe pas «\u202fmontant\u202f»"),
        ("{% for ligne in charges %}{{ ligne.libelle }}", "n’est pas refermée"),
        ("{{ 'a' * 999999999 }}", "il ne peut que nommer des variables"),
        ("{{ financeur.__class__.__mro__ }}", "il ne peut que nommer des variables"),
        ("{% for n in range(10) %}{{ n }}{% endfor %}", "une variable qui n’existe pas"),
    ],
)
def test_a_form_that_cannot_be_filled_is_refused_when_it_comes_in(db, paragraph, sentence):
    assert sentence in refused(paragraph)


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w:document")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "n’est pas un document Word"),
        (b"PK\x03\x04rien", "n’est pas un document Word"),
        (broken(), "ne s’ouvre pas"),
        (b"PK" + b"0" * (5 * 1024 * 1024), "dépasse 5\u00a0mégaoctets"),
    ],
)
def test_what_is_no_word_file_is_one_sentence_on_the_page(db, client, sign_in, content, sentence):
    sign_in("director")
    file = SimpleUploadedFile("formulaire.docx", content)
    answer = client.post(reverse("reports:new_word_model"), {"name": "Région", "file": file})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_small_file_that_holds_a_huge_one_is_not_opened(db):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * (filling.UNPACKED + 1))
    with pytest.raises(ValidationError, match="devient trop grand"):
        filling.fill(io.BytesIO(out.getvalue()), {})


MANY = {"lignes": [{"mot": "mot"}] * 400}
IN_A_LOOP = "{% for a in lignes %}{% for b in lignes %}{{ b.mot }} {% endfor %}{% endfor %}"


def test_a_form_that_takes_more_than_its_time_is_ended(monkeypatch):
    monkeypatch.setattr(filling, "SECONDS", 1)
    monkeypatch.setattr(filling, "UNPACKED", 10**9)
    with pytest.raises(ValidationError, match="n’en finit pas"):
        filling.fill(funders.docx(IN_A_LOOP * 8), MANY)


def test_a_form_that_would_become_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(filling, "UNPACKED", 3_000_000)
    assert filling.fill(funders.docx("{{ lignes.0.mot }}"), MANY)
    with pytest.raises(ValidationError, match="devient trop grand"):
        filling.fill(funders.docx(IN_A_LOOP * 6), MANY)


@pytest.mark.parametrize("paragraph", ["{{ financeur.0.1.2 }}", "{{ financeur[99] }}"])
def test_a_form_that_asks_for_what_a_value_has_not_is_one_sentence(db, paragraph):
    assert "variable" in refused(paragraph) or "Word" in refused(paragraph)


def test_what_no_xml_can_say_is_left_out(db):
    filled = filling.fill(funders.docx("{{ objet }}"), {"objet": "Ateliers\x0b d’été\x00"})
    assert words_of(filled) == ["Ateliers d’été"]


def test_a_form_serves_its_funder_and_is_offered_until_it_is_taken_out(db, client, sign_in):
    sign_in("director")
    ours, theirs = money.grant(), money.grant(funder=money.funder("Région", "region"))
    model = funders.word_model()
    page = reverse("reports:grant", args=[ours.pk])
    assert "Formulaire de l’État" in text(client.get(page))
    assert "Formulaire" not in text(client.get(reverse("reports:grant", args=[theirs.pk])))
    fill = reverse("reports:fill_word_model", args=[theirs.pk, model.key])
    assert client.get(fill).status_code == 404
    client.post(reverse("reports:end_word_model", args=[model.key]))
    assert "Formulaire de l’État" not in text(client.get(page))


def test_what_was_typed_stays_text(db):
    filled = filling.fill(funders.docx("{{ objet }}"), {"objet": "<w:p>A & B</w:p>"})
    assert words_of(filled) == ["<w:p>A & B</w:p>"]
