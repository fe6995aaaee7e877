"""What stands around a file, page by page: kin, telephones, proxies, notes, tags, who follows."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from beneficiaries import services
from beneficiaries.knowing import to_know
from beneficiaries.models import (
    Beneficiary,
    Kinship,
    Merge,
    PossibleDuplicate,
    Tag,
    household_size,
)
from tests.support import factories
from tests.support.pages import text

DAY = factories.DAY


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-03-20 10:00", tick=False):
        yield sign_in("counsellor")


@pytest.fixture
def awa(nadia):
    return factories.person(phone="+33612345678", born_on=date(1984, 5, 7))


def at(name, thing) -> str:
    return reverse(f"beneficiaries:{name}", args=[thing.pk])


def page(client, person) -> str:
    return text(client.get(person.get_absolute_url()))


def test_a_sister_who_shares_the_telephone_is_noted_and_read_both_ways(client, awa):
    fatou = factories.person(first_name="Fatou", phone="+33612345678")
    assert "partagé avec DIALLO Fatou" in page(client, awa)
    sent = {"relative": fatou.dossier_numbers.get().number, "kind": "sibling",
            "same_household": "on"}  # fmt: skip
    assert client.post(at("relate", awa), sent).url == awa.get_absolute_url()
    assert "(partagé avec sa sœur, DIALLO Fatou)" in page(client, awa)
    assert "Sa sœur, DIALLO Awa" in page(client, fatou)
    fatou.refresh_from_db()
    assert household_size(fatou) == 2


def test_a_parent_reads_a_child_on_the_other_file(client, awa):
    mother = factories.person(last_name="Sow", first_name="Mariam")
    factories.kinship(awa, relative=mother, kind=Kinship.Kind.PARENT)
    assert "Sa mère, SOW Mariam" in page(client, awa)
    assert "Sa fille, DIALLO Awa" in page(client, mother)
    client.post(at("end_kinship", Kinship.objects.get()))
    assert "Sa mère" not in page(client, awa)


def test_whoever_leaves_a_household_of_two_leaves_none_behind(client, awa):
    tie = factories.kinship(awa)
    client.post(at("leave_household", awa))
    assert not Beneficiary.objects.exclude(household=None).exists()
    assert household_size(tie.relative) == 1


def test_a_relative_of_another_household_must_leave_it_first(client, awa):
    other = factories.kinship(factories.person(first_name="Rosa")).relative
    factories.kinship(awa)
    number = other.dossier_numbers.get().number
    answer = client.post(
        at("relate", awa), {"relative": number, "kind": "other", "same_household": "on"}
    )
    assert "fait déjà partie d’un autre foyer" in text(answer)
    assert answer.status_code == 422


def test_a_proxy_stands_on_top_of_the_file_until_it_is_ended_with_a_reason(client, awa):
    sent = {"name": "Moussa Traoré", "phone": "06 98 76 54 32", "purpose": "acheter des recharges",
            "starts_on": "2016-03-20", "last_day": "2016-09-19"}  # fmt: skip
    client.post(at("grant_proxy", awa), sent)
    assert "peut agir pour cette personne jusqu’au 19/09/2016" in page(client, awa)
    proxy = awa.proxies.get()
    assert client.post(at("end_proxy", proxy), {"reason": ""}).status_code == 422
    client.post(at("end_proxy", proxy), {"reason": "Awa est rétablie"})
    assert "peut agir" not in page(client, awa)
    assert "terminée le 20/03/2016" in page(client, awa)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"last_day": "2016-03-19"}, "avant le premier"),
        ({"starts_on": "2016-01-01", "last_day": "2016-01-31"}, "déjà finie"),
        ({"name": ""}, "Indiquez le nom du mandataire"),
        ({"purpose": ""}, "Dites pour quoi"),
    ],
)
def test_a_proxy_that_says_too_little_is_refused(client, awa, sent, words):
    valid = {"name": "Moussa", "purpose": "acheter", "starts_on": "2016-03-20",
             "last_day": "2016-09-19"}  # fmt: skip
    answer = client.post(at("grant_proxy", awa), valid | sent)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_pinned_note_is_to_be_known_until_it_is_archived(client, awa):
    client.post(at("note", awa), {"text": "Parle doucement.", "is_pinned": "on"})
    client.post(at("note", awa), {"text": "Vient le mardi."})
    known = to_know(awa, on=DAY)
    assert [note.text for note in known.notes] == ["Parle doucement."]
    client.post(at("archive", known.notes[0]))
    assert not to_know(awa, on=DAY)
    assert "Notes archivées (1)" in page(client, awa)
    assert client.post(at("note", awa), {"text": ""}).status_code == 422


def test_a_note_is_pinned_and_taken_down(client, awa):
    written = factories.note(awa, is_pinned=False)
    client.post(at("pin", written), {"pin": "1"})
    assert to_know(awa, on=DAY).notes
    client.post(at("pin", written))
    assert not to_know(awa, on=DAY).notes


def test_people_are_found_by_their_tag_and_a_personal_one_is_ones_own(client, awa, claire):
    factories.person(last_name="Lopez")
    client.post(at("tags", awa), {"new": "À rappeler", "personal": "on"})
    client.post(at("tags", awa), {"new": "Dette", "tags": [Tag.objects.get().pk]})
    mine = Tag.objects.get(name="À rappeler")
    people = reverse("beneficiaries:people")
    found = text(client.get(people, {"etiquette": mine.pk}))
    assert "DIALLO Awa" in found
    assert "LOPEZ" not in found
    client.force_login(claire)
    assert "À rappeler" not in page(client, awa)
    client.post(at("tags", awa), {"tags": []})
    assert [tagging.tag for tagging in awa.taggings.all()] == [mine]


def test_the_longest_unseen_of_ones_people_come_first(client, awa, nadia):
    rosa = factories.person(last_name="Lopez", on=date(2015, 10, 1))
    for person in (awa, rosa):
        assert client.post(at("entrust", person), {"adviser": nadia.pk}).status_code == 302
    page(client, awa)  # the two messages are read
    followed = reverse("beneficiaries:portfolio")
    everybody = text(client.get(followed))
    assert everybody.index("LOPEZ") < everybody.index("DIALLO")
    unseen = text(client.get(followed, {"depuis": "3"}))
    assert "LOPEZ" in unseen
    assert "DIALLO" not in unseen


def test_the_history_says_who_changed_what_from_what_to_what_and_why(client, awa, nadia):
    services.correct_person(
        awa, first_name="Hawa", phone="", reason="Faute de frappe", by=nadia, on=DAY
    )
    told = text(client.get(at("history", awa)))
    assert "Prénom Awa Hawa Faute de frappe" in told
    assert "Nadia Benali" in told
    assert "Téléphone 06" in told
    assert "Lectures du dossier (1)" in told


def test_a_name_is_not_corrected_without_a_motive(client, awa):
    sent = {"last_name": "Sow", "first_name": "Awa", "born_on": awa.born_on.isoformat(),
            "gender": "feminin", "social_status": "non_communique"}  # fmt: skip
    answer = client.post(at("correct", awa), sent)
    assert "dites pourquoi" in text(answer)
    assert client.post(at("correct", awa), sent | {"reason": "Mariage"}).status_code == 302


def test_while_a_person_is_typed_whoever_may_be_the_same_is_shown(client, awa):
    alike = reverse("beneficiaries:alike")
    swapped = awa.born_on.replace(day=awa.born_on.month, month=awa.born_on.day)
    typed = {"last_name": "Dialo", "first_name": "Hawa", "born_on": swapped.isoformat()}
    assert "DIALLO Awa" in text(client.forge(alike, typed))
    phone = {"phone": "06 12 34 56 78"}
    assert "aussi celui de DIALLO Awa" in text(client.forge(alike, phone))
    assert "aussi celui" not in text(client.forge(f"{alike}?besides={awa.pk}", phone))


def test_two_suspected_files_are_told_apart_or_made_one(client, awa):
    factories.person(last_name="Dialo", born_on=awa.born_on)
    page_of_pairs = reverse("beneficiaries:duplicates")
    told = text(client.get(page_of_pairs))
    assert "Noms qui se prononcent de même, même date de naissance." in told
    pair = PossibleDuplicate.objects.get()
    assert "DIALO" in text(client.get(pair.get_absolute_url()))
    merged = client.post(pair.get_absolute_url(), {"last_name": "survivor", "phone": "survivor"})
    assert merged.url == awa.get_absolute_url()
    assert "Aucun doublon à décider" in text(client.get(page_of_pairs))
    assert client.get(pair.get_absolute_url()).url == awa.get_absolute_url()
    client.post(at("unmerge", Merge.objects.get()))
    assert "À décider (1)" in text(client.get(page_of_pairs))
    client.post(at("dismiss", pair))
    assert "Aucun doublon à décider" in text(client.get(page_of_pairs))


def test_the_address_of_a_merged_file_leads_to_the_survivor_and_says_so(client, awa):
    double = factories.person(last_name="Dialo")
    page(client, double)  # stays open meanwhile
    factories.merge(awa, absorbed=double)
    answer = client.post(at("note", double), {"text": "Perdue"}, follow=True)
    assert "Rien n’est enregistré" in text(answer)
    assert not awa.team_notes.exists()
    answer = client.get(at("history", double), follow=True)
    assert answer.redirect_chain[-1][0] == at("history", awa)
    assert "est réuni avec celui de DIALLO Awa" in text(answer)


def test_any_two_files_may_be_compared(client, awa):
    factories.person(last_name="Sow", first_name="Mariam")
    answer = client.post(at("same", awa), {"other": "sow mariam"})
    assert answer.url == PossibleDuplicate.objects.get().get_absolute_url()
    assert client.post(at("same", awa), {"other": "personne"}).status_code == 422


def test_nobody_needs_an_address_or_a_telephone_to_have_a_file(client):
    sent = {"last_name": "Ba", "born_on": "1970-01-01", "gender": "non_communique",
            "social_status": "non_communique", "contact_by": "desk"}  # fmt: skip
    assert client.post(reverse("beneficiaries:new"), sent).status_code == 302
    assert Beneficiary.objects.get().contact_by == "desk"
