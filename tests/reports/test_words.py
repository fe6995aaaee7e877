"""Sentences agree with their numbers; charts draw what they are given."""

import re
from dataclasses import replace
from datetime import date

import pytest

from pimms.kernel import charts
from pimms.kernel.charts import Bar
from reports import figures
from reports.ccas import sentences
from reports.words import agree, counted, listed, of_place, typeset
from tests.support import factories


@pytest.mark.parametrize(("n", "word"), [(0, "jour"), (1, "jour"), (1.9, "jour"), (2, "jours")])
def test_the_plural_begins_at_two(n, word):
    assert agree(n, "jour", "jours") == word


def test_a_number_is_never_parted_from_its_noun():
    assert counted(1215, "article", "articles") == "1\u202f215\u00a0articles"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Antony", "d’Antony"),
        ("Évry-Courcouronnes", "d’Évry-Courcouronnes"),
        ("L'Haÿ-les-Roses", "de L'Haÿ-les-Roses"),
        ("Massy", "de Massy"),
        ("Le Plessis-Robinson", "du Plessis-Robinson"),
        ("Les Ulis", "des Ulis"),
        ("La Courneuve", "de La Courneuve"),
    ],
)
def test_a_town_is_joined_as_french_joins_it(name, said):
    assert of_place(name) == said


def test_a_list_ends_with_and():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b et c"


def test_high_signs_have_a_narrow_space():
    assert typeset("a : b ; « c » 5 %") == "a\u202f: b\u202f; «\u202fc\u202f» 5\u202f%"


@pytest.fixture
def one(db):
    """A year in which one person was helped once, in each way."""
    awa = factories.person()
    factories.sale(factories.enrolment(awa))
    factories.seat(beneficiary=awa)
    awa.registrations.update(status="present")
    factories.support(awa, minutes=1)
    factories.referral(awa)
    return figures.of_year(2016)


def plain(sentence):
    return re.sub(r"[\u00a0\u202f]", " ", sentence)


def test_a_year_of_one_is_told_in_the_singular(one):
    assert plain(sentences.served(one)) == (
        "En 2016, nous avons aidé 1 personne : 1 a acheté au tarif solidaire, 1 est venue en"
        " atelier et 1 a été accompagnée individuellement."
    )
    assert plain(sentences.at_home(one, factories.antony())).startswith(
        "1 personne aidée habite Antony (100,0 %)"
    )
    assert plain(sentences.referred(one)) == ("1 orientation nous est parvenue de CCAS d’Antony.")
    assert plain(sentences.answered(one)) == "1 a été acceptée."
    assert "1 article vendu à 1 personne, en 1 ligne de vente" in plain(sentences.saved(one))
    assert plain(sentences.workshops(one)) == (
        "1 atelier, 2 h en tout, a réuni 1 personne : 1 présence et 0 absence, soit 1,0 présence"
        " par atelier."
    )
    assert "0,02 h en tout, 1 minute en moyenne" in plain(sentences.support(one))


def test_a_year_of_nothing_is_told_without_numbers(db):
    year = figures.of_year(2016)

    assert sentences.served(year).startswith("En 2016, personne n’a acheté")
    assert sentences.enrolled(year) == "Aucune inscription n’était en cours."
    assert sentences.referred(year) == "Aucune orientation n’a été reçue."
    assert sentences.saved(year) == "Rien n’a été vendu au tarif solidaire dans l’année."
    assert sentences.workshops(year) == "Aucun atelier n’a eu lieu dans l’année."
    assert sentences.support(year).startswith("Aucun accompagnement individuel")
    assert sentences.departments(year) == "Personne n’a été aidé dans l’année."
    assert sentences.economy(year) == sentences.answered(year) == ""
    assert sentences.at_home(year, factories.antony()) == sentences.not_stated(year) == ""


def test_nobody_from_the_home_commune_is_said_in_words(one):
    elsewhere = tuple(replace(line, code="91377", label="Massy") for line in one.people.by_commune)
    year = replace(one, people=replace(one.people, by_commune=elsewhere))

    assert plain(sentences.at_home(year, factories.antony())) == (
        "Aucune personne aidée n’habite Antony ; les autres viennent surtout de Massy (1)."
    )


def test_an_enrolment_of_the_year_before_opens_nothing(db):
    factories.enrolment(starts_on=date(2015, 6, 1))

    assert plain(sentences.enrolled(figures.of_year(2016))) == (
        "Personne n’a ouvert ses douze mois de tarif solidaire dans l’année ; 1 inscription"
        " était en cours."
    )


def test_a_bar_is_as_long_as_its_value():
    drawing = charts.bars((Bar("Antony", 200, "200"), Bar("Massy", 50, "50"), Bar("Orly", 0, "0")))
    sides = re.findall(r"M ([\d.]+) [\d.]+ L ([\d.]+) ", drawing)[:3]
    antony, massy, orly = (float(right) - float(left) for left, right in sides)

    assert antony == pytest.approx(4 * massy, abs=0.1)
    assert orly == 0
    assert all(f">{word}</text>" in drawing for word in ("Antony", "Massy", "200", "50", "0"))


def test_a_value_too_small_to_see_is_still_drawn():
    drawing = charts.bars((Bar("Antony", 100_000, "100 000"), Bar("Massy", 1, "1")))
    left, right = re.findall(r"M ([\d.]+) [\d.]+ L ([\d.]+) ", drawing)[1]

    assert float(right) - float(left) == pytest.approx(0.5, abs=0.02)


def test_the_same_rows_make_the_same_drawing_and_names_are_only_text():
    rows = (Bar("$x^2$ <b>& co</b>", 1, "1"),)
    first = charts.bars(rows)
    charts.bars.cache_clear()

    assert charts.bars(rows) == first
    assert "$x^2$ &lt;b&gt;&amp; co&lt;/b&gt;" in first
