"""What is printed for people: every language says everything, and says when nobody read it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.timezone import now

from beneficiaries.forms.people import LANGUAGES as PREFERRED
from pimms.kernel import languages
from pimms.languages import reviewing
from tests.support import factories
from tests.support.pages import text

FRENCH = languages.written("fr")
CODES = sorted(languages.LANGUAGES)
DAY = date(2016, 3, 15)
# Words of offices, for which there is a plainer one.
HARD = re.compile(
    r"\b(bénéficiaire|susmentionné|afférent|modalités|dispositif|procéder|effectuer|solliciter|"
    r"ultérieur|préalable|nonobstant|conformément|présent(e)? (lettre|document)|traitement|"
    r"consentement|veuillez|justificatif|échéance|résilier|souscrire)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_everything_with_the_same_names(code):
    own = languages.written(code)
    assert list(own) == list(FRENCH)
    for key, words in own.items():
        assert words.strip()
        assert languages.names_in(words) == languages.names_in(FRENCH[key]), key


@pytest.mark.parametrize("code", CODES)
def test_no_translation_is_french_left_behind(code):
    own = languages.written(code)
    same = [key for key, words in own.items() if words == FRENCH[key] and key != "total"]
    assert same == []


@pytest.mark.parametrize("key", list(FRENCH))
def test_french_is_plain(key):
    assert not HARD.search(FRENCH[key])
    for sentence in re.split(r"[.?!]\s", FRENCH[key]):
        assert len(sentence.split()) <= 20


def test_the_languages_are_those_that_a_file_can_name():
    assert {each.french for each in languages.LANGUAGES.values()} <= set(PREFERRED)
    assert languages.code_of("Arabe") == "ar"
    assert languages.code_of("Wolof") == languages.code_of("") == "fr"


def printed(code, template):
    words = languages.words_of(code)
    return Template("{% load said %}" + template).render(
        Context({"words": words, "day": DAY, "amount": Decimal("12.00")})
    )


@pytest.mark.django_db
def test_french_stands_alone_where_there_is_no_other_language():
    assert printed("fr", '{% said "hello" %}{% star %}') == "Bonjour,"


@pytest.mark.django_db
def test_the_other_language_stands_below_with_its_direction_and_its_dates():
    html = printed("ar", '{% said "prices_until" day=day %}')
    assert 'lang="ar" dir="rtl"' in html
    assert "mardi 15\u00a0mars 2016" in html
    assert "15 مارس 2016" in html
    assert "12,00\u202f€" in printed("uk", '{% said "saved" amount=amount %}').split("lang=")[1]


@pytest.mark.django_db
def test_an_address_keeps_its_order_among_arabic_words():
    said = languages.words_of("ar").say("next_question", address="1 place du Marché")
    assert "<bdi>\u20681 place du Marché\u2069</bdi>" in said


@pytest.mark.django_db
def test_what_is_filled_in_is_text():
    words = languages.words_of("en")
    assert "&lt;b&gt;" in words.say("appointment_with", host="<b>")


@pytest.mark.django_db
def test_a_translation_says_that_nobody_read_it_over_until_somebody_has():
    said = '{% said "hello" %}{% star %}'
    before = printed("uk", said)
    assert "*" in before
    assert FRENCH["unreviewed"] in before
    assert languages.written("uk")["unreviewed"] in before
    reviewing.review("uk", "hello", text="Вітаємо!", by=factories.director(), at=now())
    after = printed("uk", said)
    assert "Вітаємо!" in after
    assert "*" not in after


@pytest.mark.django_db
def test_words_are_read_over_again_when_the_french_changes(monkeypatch):
    reviewing.review("uk", "hello", text="Вітаємо!", by=factories.director(), at=now())
    monkeypatch.setitem(FRENCH, "hello", "Bonsoir,")
    assert not languages.words_of("uk").is_reviewed("hello")


@pytest.mark.django_db
def test_the_director_reads_over_and_puts_right(client, sign_in):
    sign_in("director")
    assert "0 phrase relue" in text(client.get(reverse("languages:languages")))
    page = reverse("languages:language", args=["ar"])
    assert languages.written("ar")["hello"] in client.get(page).content.decode()
    review = reverse("languages:review", args=["ar", "prices_until"])
    refused = client.post(review, {"text": "حتى {jour}"}, follow=True)
    assert "{day}" in text(refused)
    assert "Gardez les mots entre accolades" in text(
        client.post(review, {"text": "{"}, follow=True)
    )
    done = client.post(review, {"text": "الأسعار حتى {day}"}, follow=True)
    assert "C’est relu." in text(done)
    assert "1 phrase relue" in text(client.get(page))
    assert client.forge(reverse("languages:review", args=["xx", "hello"])).status_code == 404
