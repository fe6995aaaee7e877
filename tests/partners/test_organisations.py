"""Partner organisations: written down, proposed, decided, committed."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from partners.commitment import TEXT, VERSION
from partners.models import Commitment, Organisation
from tests.support import factories, network
from tests.support.pages import queries_of, text
from tests.support.postbox import words

NEW = {
    "name": "Centre social des Baconnets",
    "kind": "CS",
    "services": ["rights", "digital"],
    "address": "2 place des Baconnets",
    "commune": "92160 Antony",
    "opening": "lundi au vendredi, 9 h – 18 h",
    "contact": "Maud Petit, accueil",
    "phone": "01 46 66 12 34",
    "email": "accueil@centre.example",
    "website": "centre.example",
}


@pytest.fixture(autouse=True)
def _a_day_of_june():
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield


def test_the_team_writes_a_partner_down(client, sign_in):
    sign_in("counsellor")
    answer = client.post(reverse("partners:new"), NEW)
    page = text(client.get(answer.url))
    for words_of_it in ("Centre social des Baconnets", "Accès aux droits", "92160 Antony"):
        assert words_of_it in page
    made = Organisation.objects.get(name=NEW["name"])
    assert (made.phone, made.website) == ("+33146661234", "https://centre.example")
    assert made.status == Organisation.Status.ACCEPTED


def test_a_name_is_taken_once(client, sign_in):
    sign_in("counsellor")
    factories.ccas()
    answer = client.post(reverse("partners:new"), NEW | {"name": "ccas d'antony"})
    assert answer.status_code == 422
    assert "Un organisme porte déjà ce nom." in text(answer)


def test_partners_are_found_by_name_and_kind(client, sign_in):
    sign_in("counsellor")
    factories.ccas()
    factories.organisation()
    page = client.search(reverse("partners:organisations"), "antony")
    assert "CCAS d’Antony" in text(page)
    assert "Mission locale de Sceaux" not in text(page)
    page = client.get(reverse("partners:organisations"), {"kind": "ML"})
    assert "Mission locale de Sceaux" in text(page)


def test_many_partners_ask_no_more(client, sign_in):
    sign_in("counsellor")
    address = reverse("partners:organisations")
    factories.ccas()
    few = queries_of(client, address)
    for number in range(12):
        factories.organisation(f"Association {number}")
    assert queries_of(client, address) == few <= 10


class TestAProposal:
    @pytest.fixture
    def lucie(self, client, db):
        lucie = factories.social_worker("lucie@mission.example", factories.organisation())
        client.force_login(lucie)
        return lucie

    @pytest.fixture
    def proposed(self, client, lucie):
        client.post(reverse("partners:propose"), NEW)
        return Organisation.objects.proposed().get()

    def test_refers_nobody_before_it_is_accepted(self, lucie, proposed):
        assert proposed in Organisation.objects.belonging_to(lucie)
        assert proposed not in Organisation.objects.of(lucie)

    def test_who_proposed_it_administers_it_and_reads_that_it_waits(self, client, lucie, proposed):
        assert Organisation.objects.administered_by(lucie).get() == proposed
        assert "n’a pas encore validé" in text(client.get(reverse("partners:mine")))

    def test_is_accepted_and_its_author_hears_of_it(self, client, lucie, proposed, nadia, postbox):
        client.force_login(nadia)
        assert "À valider" in text(client.get(reverse("partners:organisations")))
        with postbox.opened():
            client.post(reverse("partners:accept_proposal", args=[proposed.pk]))
        assert proposed in Organisation.objects.of(lucie)
        assert "désormais partenaire" in words(postbox.to(lucie.email)[0])
        again = client.again()
        assert "a déjà sa réponse" in text(client.get(again.url))

    def test_is_refused_with_a_motive(self, client, lucie, proposed, nadia, postbox):
        client.force_login(nadia)
        address = reverse("partners:refuse_proposal", args=[proposed.pk])
        silent = client.post(address, {"reason": ""})
        assert silent.status_code == 422
        assert "Dites pourquoi" in text(silent)
        with postbox.opened():
            client.post(address, {"reason": "Hors du territoire."})
        assert "Hors du territoire." in words(postbox.to(lucie.email)[0])
        client.force_login(lucie)
        assert "Hors du territoire." in text(client.get(reverse("partners:mine")))
        assert Entry.objects.filter(verb="organisation.refused").exists()


class TestTheCommitment:
    address = reverse("partners:commitment")

    def test_is_dated_signed_and_kept_with_its_words(self, client, db):
        karim = network.administrator()
        client.force_login(karim)
        assert client.post(self.address, {"agreed": None}).status_code == 422
        client.post(self.address, {"agreed": "on"})
        kept = Commitment.objects.get()
        assert (kept.version, kept.text, kept.agreed_by) == (VERSION, TEXT, karim)
        assert "Engagement pris le 15/06/2016" in text(client.get(self.address))

    def test_is_taken_by_an_administrator_only(self, client, sign_in):
        sign_in("social_worker")
        assert client.forge(self.address, {"agreed": "on"}).status_code == 302
        assert not Commitment.objects.exists()


def test_an_administrator_corrects_their_own_organisation_only(client, db):
    client.force_login(network.administrator())
    client.post(reverse("partners:correct_mine"), NEW | {"name": "CCAS d’Antony"})
    assert factories.ccas().contact == "Maud Petit, accueil"
    assert Entry.objects.get(verb="organisation.corrected").details["fields"]


def test_somebody_of_no_organisation_reads_what_to_do(client, db):
    karim = network.administrator()
    karim.memberships.update(ended_on=factories.DAY)
    client.force_login(karim)
    assert "aucun organisme" in text(client.get(reverse("partners:mine")))
    assert client.get(reverse("partners:commitment")).status_code == 302
