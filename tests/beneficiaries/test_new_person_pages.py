"""A new person and the correction of a file: what is kept, and what is refused in which words."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from beneficiaries.models import Beneficiary
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories
from tests.support.pages import text

NEW = reverse("beneficiaries:new")
COMMUNES = reverse("beneficiaries:communes")


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def identity(**more):
    return {
        "last_name": "Diallo",
        "first_name": "Awa",
        "born_on": "1984-05-07",
        "gender": "feminin",
        "social_status": "sans_emploi",
    } | more


def open_file(client, **more):
    return client.post(NEW, identity(**more))


def errors(answer) -> dict:
    assert answer.status_code == 422
    assert Beneficiary.objects.count() == 0
    return answer.context["form"].errors


def test_somebody_gets_a_file_and_the_next_number(client, nadia):
    answer = open_file(
        client,
        phone="06.12.34.56.78",
        email="awa@exemple.fr",
        address="3 rue des Baconnets",
        commune="92160 Antony",
        income_source="RSA",
        adults="1",
        children="2",
        notes="Vient le mardi.",
    )
    awa = Beneficiary.objects.get()
    assert answer.url == reverse("counter:person", args=[awa.pk])
    assert awa.site == nadia.site
    assert (awa.phone, awa.commune.code) == ("+33612345678", "92002")
    assert (awa.income_source, awa.adults, awa.children) == ("RSA", 1, 2)
    assert awa.dossier_numbers.get().number == "2016-0001"
    assert "Le dossier de DIALLO Awa est ouvert." in text(client.get(answer.url))
    assert Entry.objects.get(verb="beneficiary.registered").by == nadia.email


def test_a_name_and_a_birth_date_are_enough(client):
    open_file(client, first_name="")
    assert str(Beneficiary.objects.get()) == "DIALLO"


def test_a_number_of_one_s_own_is_kept_in_capitals(client):
    open_file(client, number="noyer-12")
    assert Beneficiary.objects.get().dossier_numbers.get().number == "NOYER-12"


def test_a_number_that_is_taken_is_refused_in_words(client):
    factories.person(number="2016-0042")
    answer = open_file(client, number="2016-0042")
    assert answer.status_code == 422
    assert "Ce numéro de dossier est déjà donné." in text(answer)
    assert Beneficiary.objects.count() == 1


def test_the_form_says_what_is_optional_and_what_never_to_write(client):
    page = text(client.get(NEW))
    assert "Prénom (facultatif)" in page
    assert "Nom *" in page
    assert (
        f"Pas de donnée sensible{NARROW}: ni santé, ni numéro de sécurité sociale, ni mot" in page
    )


@pytest.mark.parametrize(
    ("last_name", "first_name"), [("Diallo", "Awa"), ("DIALLO", "awa"), ("Dia-llo", "Âwa")]
)
def test_somebody_who_has_a_file_is_named_with_a_way_to_it(client, last_name, first_name):
    awa = factories.person(born_on=date(1984, 5, 7))
    answer = open_file(client, last_name=last_name, first_name=first_name)
    assert answer.status_code == 422
    assert f"Cette personne a déjà un dossier{NARROW}: " in text(answer)
    assert f'<a href="{awa.get_absolute_url()}">DIALLO Awa</a>' in answer.content.decode()
    assert Beneficiary.objects.get() == awa


def test_a_form_sent_twice_opens_one_file(client):
    assert open_file(client).status_code == 302
    assert open_file(client).status_code == 422
    assert Beneficiary.objects.count() == 1


def test_nearly_the_same_person_gets_a_file_that_says_so(client):
    older = factories.person(born_on=date(1984, 5, 7))
    assert "peut-être déjà un dossier" in text(open_file(client, last_name="Dialo"))
    assert Beneficiary.objects.count() == 1
    answer = client.get(open_file(client, last_name="Dialo", sure="on").url)
    assert "Peut-être la même personne" in text(answer)
    assert older.get_absolute_url() in answer.content.decode()


@pytest.mark.parametrize(
    ("born_on", "sentence"),
    [
        ("", "Indiquez le jour, par exemple 15/03/1984."),
        ("31/02/1984", f"Ce jour n’existe pas{NARROW}; écrivez-le comme 15/03/1984."),
        ("mars 1984", f"Ce jour n’existe pas{NARROW}; écrivez-le comme 15/03/1984."),
        ("0984-05-07", "La date de naissance est antérieure à 1900\u202f: vérifiez l’année."),
        ("1899-12-31", "La date de naissance est antérieure à 1900\u202f: vérifiez l’année."),
        ("2016-06-16", "La date de naissance est à venir\u202f: vérifiez l’année."),
        ("9999-12-31", "La date de naissance est à venir\u202f: vérifiez l’année."),
    ],
)
def test_a_birth_date_that_is_none_is_refused_in_words(client, born_on, sentence):
    answer = open_file(client, born_on=born_on)
    assert sentence in str(errors(answer))
    assert "À corriger" in text(answer)


@pytest.mark.parametrize("born_on", ["07/05/1984", "7.5.1984", "07-05-1984", "1984-05-07"])
def test_a_birth_date_is_read_as_people_write_it(client, born_on):
    open_file(client, born_on=born_on)
    assert Beneficiary.objects.get().born_on == date(1984, 5, 7)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0612345678", "+33612345678"),
        ("06 12 34 56 78", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("612345678", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("01 46 66 00 00", "+33146660000"),
        ("+212 661-234567", "+212661234567"),
        ("", ""),
    ],
)
def test_a_telephone_is_kept_in_one_writing(client, written, kept):
    open_file(client, phone=written)
    assert Beneficiary.objects.get().phone == kept


@pytest.mark.parametrize(
    ("written", "code", "postal_code", "shown"),
    [
        ("75013 Paris", "75056", "75013", "75013 Paris"),
        ("93210 Saint-Denis", "93066", "93210", "93210 Saint-Denis"),
        ("92161 Antony Cedex", "92002", "92161", "92161 Antony"),
        ("Antony", "92002", "92160", "92160 Antony"),
        ("Paris", "75056", "", "Paris"),
    ],
)
def test_the_postal_code_that_was_said_is_kept_and_shown(client, written, code, postal_code, shown):
    open_file(client, commune=written)
    person = Beneficiary.objects.get()
    assert (person.commune_id, person.postal_code, person.town) == (code, postal_code, shown)
    page = client.get(reverse("beneficiaries:correct", args=[person.pk])).content.decode()
    assert f'value="{shown}"' in page


def test_what_stands_beside_a_telephone_becomes_a_note(client):
    open_file(client, phone="06 12 34 56 78 (sa fille)", notes="Vient le mardi.")
    person = Beneficiary.objects.get()
    assert person.phone == "+33612345678"
    assert person.notes == "Vient le mardi.\nTéléphone\u202f: 06 12 34 56 78 (sa fille)"


@pytest.mark.parametrize("written", ["12", "pas de téléphone", "0612", "06123456789012", "+", "-"])
def test_a_telephone_that_is_none_is_refused_in_words(client, written):
    refused = errors(open_file(client, phone=written))
    assert refused["phone"] == [
        f"«{NARROW}{written}{NARROW}» n’est pas un numéro de téléphone{NARROW}: il en faut un"
        " entier, par exemple 06 12 34 56 78."
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("92160 Antony", "92002"),
        ("antony", "92002"),
        ("Antony (92160)", "92002"),
        ("Antony, 92160", "92002"),
        ("92160", "92002"),
        ("91160 Champlan", "91136"),
        ("75014 Paris", "75056"),
        ("Paris", "75056"),
        ("75013 Paris 13e arrondissement", "75056"),
        ("93200 St Denis", "93066"),
        ("93200 SAINT-DENIS", "93066"),
        ("94410 st-maurice", "94069"),
        ("91000 Évry", "91228"),
        ("93380 Pierrefitte-sur-Seine", "93066"),
    ],
)  # fmt: skip
def test_a_commune_is_found_as_it_is_written_on_a_letter(client, written, code):
    open_file(client, commune=written)
    assert Beneficiary.objects.get().commune_id == code


def test_a_postal_code_of_several_communes_names_them(client):
    refused = errors(open_file(client, commune="91160"))
    assert refused["commune"] == [
        f"Plusieurs communes répondent{NARROW}: 91160 Ballainvilliers, 91160 Champlan,"
        " 91160 Longjumeau, 91160 Saulx-les-Chartreux. Précisez laquelle."
    ]


@pytest.mark.parametrize("written", ["Atlantide", "13001 Marseille", "92160 Sceaux", "9", "--"])
def test_a_commune_of_nowhere_near_is_refused_in_words(client, written):
    assert "n’est pas trouvée en Île-de-France" in str(errors(open_file(client, commune=written)))


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("anto", "92160 Antony"),
        ("92160", "92160 Antony"),
        ("9216", "92160 Antony"),
        ("92160 an", "92160 Antony"),
        ("st-den", "Saint-Denis"),
        ("93210", "93210 Saint-Denis"),
        ("75013", "75013 Paris"),
    ],
)
def test_a_commune_is_suggested_while_it_is_typed(client, typed, suggested):
    assert f'value="{suggested}"' in client.get(COMMUNES, {"commune": typed}).content.decode()


@pytest.mark.parametrize("typed", ["", "a", "99999", "75 ", "é" * 500, "\x00\x00"])
def test_nothing_is_suggested_for_what_names_no_commune(client, typed):
    assert client.get(COMMUNES, {"commune": typed}).content == b""


# --- correcting -----------------------------------------------------------------------------


def test_a_correction_shows_what_is_known_and_keeps_what_changes(client, nadia):
    awa = factories.person(
        born_on=date(1984, 5, 7), phone="+33612345678", income_source="Pension alimentaire"
    )
    url = reverse("beneficiaries:correct", args=[awa.pk])
    form = client.get(url).content.decode()
    assert 'value="06\u00a012\u00a034\u00a056\u00a078"' in form
    assert 'value="92160 Antony"' in form
    assert 'value="1984-05-07"' in form
    assert '<option value="Pension alimentaire" selected>' in form
    corrected = identity(
        last_name="Diallo-Sow",
        commune="92160 Antony",
        phone="06\u00a012\u00a034\u00a056\u00a078",
        income_source="Pension alimentaire",
        reason="Nom d’usage",
    )
    assert client.post(url, corrected).url == awa.get_absolute_url()
    awa.refresh_from_db()
    assert (awa.last_name, awa.commune_id) == ("Diallo-Sow", "92002")
    line = Entry.objects.get(verb="beneficiary.corrected")
    assert (line.by, line.details["fields"]) == (nadia.email, ["last_name", "social_status"])


def test_a_correction_that_makes_somebody_else_names_them(client):
    awa = factories.person(born_on=date(1984, 5, 7))
    rosa = factories.person(last_name="Lopez", first_name="Rosa")
    answer = client.post(reverse("beneficiaries:correct", args=[rosa.pk]), identity())
    assert answer.status_code == 422
    assert f'<a href="{awa.get_absolute_url()}">DIALLO Awa</a>' in answer.content.decode()
    rosa.refresh_from_db()
    assert rosa.last_name == "Lopez"


def test_a_correction_that_is_refused_does_not_name_the_person_themselves(client):
    awa = factories.person(born_on=date(1984, 5, 7))
    answer = client.post(reverse("beneficiaries:correct", args=[awa.pk]), identity(phone="12"))
    assert answer.status_code == 422
    assert "a déjà un dossier" not in text(answer)


def test_a_birth_date_is_not_corrected_into_the_future(client):
    awa = factories.person()
    url = reverse("beneficiaries:correct", args=[awa.pk])
    answer = client.post(url, identity(born_on="2016-06-16"))
    assert answer.context["form"].errors["born_on"] == [
        "La date de naissance est à venir\u202f: vérifiez l’année."
    ]
