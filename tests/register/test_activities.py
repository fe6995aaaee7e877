"""The workshops, the presences and the support of a register."""

from datetime import time

import pytest

from workshops.models import Registration, SupportSession, Workshop


@pytest.mark.parametrize(
    "value",
    ["O", "oui", "OUI", "x", "X", "1", 1, "P", "présent", "Présente", "présent(e)", "✓", True],
)
def test_present_is_written_in_many_ways(bring, value):
    bring({"Présences": [{"Présent": value}]})

    assert Registration.objects.get().status == "present"


@pytest.mark.parametrize(
    "value", ["N", "non", "0", 0, None, "A", "abs", "Absent", "absente", "absent·e", False]
)
def test_absent_is_written_in_many_ways(bring, value):
    bring({"Présences": [{"Présent": value}]})

    assert Registration.objects.get().status == "absent"


def test_a_second_row_for_the_same_person_and_workshop_is_refused(bring):
    summary, _, reasons = bring(
        {
            "Bénéficiaires": [{}, {"N° dossier": "2016-0002"}],
            "Présences": [{}, {"N° dossier": "2016-0002", "Présent": "N"}, {"Code atelier": "A9"}],
        }
    )

    assert summary["Présences"] == {"rows": 3, "imported": 1, "rejected": 2}
    assert "a déjà une ligne pour cet atelier" in reasons["Présences"][0]
    assert "Aucun atelier ne porte le code «\u202fA9\u202f»" in reasons["Présences"][1]


def test_themes_are_parted_and_mapped_and_an_unknown_one_is_named(bring):
    _, warnings, _ = bring(
        {"Accompagnements": [{"Thématiques": "messagerie, Securite ; Broderie/Broderie"}]}
    )

    session = SupportSession.objects.get()
    assert session.themes == ["email", "securite_numerique", "autre"]
    assert session.theme_label == "messagerie, Securite ; Broderie/Broderie"
    assert [w for w in warnings if "«\u202fBroderie\u202f»" in w] == [
        "Accompagnements, ligne 2\u202f: «\u202fBroderie\u202f» (Thématiques) n’est dans"
        " aucune liste\u202f; gardé tel quel et compté sous «\u202fautre\u202f»."
    ]


def test_a_workshop_s_theme_is_one_label_even_with_a_comma(bring):
    bring({"Ateliers": [{"Thématique": "Vocabulaire informatique, grands débutants"}]})

    workshop = Workshop.objects.get()
    assert workshop.themes == ["culture_numerique"]
    assert (workshop.starts_at, workshop.ends_at) == (time(14), time(16, 30))


@pytest.mark.parametrize(("written", "minutes"), [("45 min", 45), ("1h30", 90), (time(1, 30), 90)])
def test_a_duration_is_written_in_many_ways(bring, written, minutes):
    bring({"Accompagnements": [{"Durée (min)": written}]})

    assert SupportSession.objects.get().minutes == minutes
