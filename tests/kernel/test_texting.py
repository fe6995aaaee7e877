"""Text messages in the alphabet that a network carries, and what they cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimms.kernel.texting import clipped, parts, plain

# 3GPP TS 23.038, table 6.2.1.1, row by row (the escape aside), and table 6.2.1.1 of the extension.
ALPHABET = [
    "@Δ 0¡P¿p", "£_!1AQaq", "$Φ\"2BRbr", "¥Γ#3CScs", "èΛ¤4DTdt", "éΩ%5EUeu", "ùΠ&6FVfv", "ìΨ'7GWgw",
    "òΣ(8HXhx", "ÇΘ)9IYiy", "\nΞ*:JZjz", "Ø+;KÄkä", "øÆ,<LÖlö", "\ræ-=MÑmñ", "Åß.>NÜnü", "åÉ/?O§oà",
]  # fmt: skip
EXTENSION = "\f^{}\\[~]|€"


def test_the_alphabet_is_the_networks():
    letters = "".join(ALPHABET)
    assert len(set(letters)) == 127
    assert parts(letters) == 1
    assert plain(letters) == letters
    for letter in letters:
        assert (parts(letter * 160), parts(letter * 161), parts(letter * 307)) == (1, 2, 3)
    for letter in EXTENSION:
        assert (parts(letter * 80), parts(letter * 81)) == (1, 2)
        # 153 septets hold 76 of them, and none is split over two parts
        assert (parts(letter * 152), parts(letter * 153)) == (2, 3)


def test_a_letter_outside_it_makes_the_whole_text_cost_more():
    assert parts("a" * 159 + "ê") == 3
    assert (parts("ê" * 70), parts("ê" * 71), parts("ê" * 135)) == (1, 2, 3)
    assert parts("\U0001f642" * 35) == 1  # two units each
    assert parts("\U0001f642" * 67) == 3  # 33 in each part: 67 units hold no half of one


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Pimms d’Antony\u202f: atelier", "Pimms d'Antony: atelier"),
        ("Vous êtes attendu·e\u202f!", "Vous etes attendu(e)!"),
        ("«\u202fMa boîte\u202f»", '"Ma boite"'),
        ("ça coûte 5,00\u202f€, déjà…", "ca coute 5,00 €, déjà..."),
        ("le 1er août à 14\u00a0h\u00a030", "le 1er aout à 14 h 30"),
        ("cœur, n° 3 – là", "coeur, no 3 - là"),
        ("Électricité À Noël", "Électricité A Noel".replace("É", "É")),
        ("مرحبا", "مرحبا"),
    ],
)
def test_words_are_said_plainly(written, sent):
    assert plain(written) == sent


@given(st.text(max_size=80))
def test_plain_words_stay_as_they_are(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abcdefàâäçéèêëîïôöùûüÿœæ’«»\u202f\u00a0 :;!?…–·0123456789", max_size=200))
def test_french_is_always_carried_at_one_septet_each(text):
    assert all(parts(letter * 160) == 1 for letter in set(plain(text)))


def test_what_is_clipped_ends_with_a_whole_word():
    assert clipped("Ma première adresse", 40) == "Ma première adresse"
    assert clipped("Ma première adresse électronique", 24) == "Ma première adresse..."
    assert len(clipped("x" * 200, 40)) == 40
