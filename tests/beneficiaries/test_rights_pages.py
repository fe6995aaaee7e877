"""The pages of rights and exits, as a counsellor and the director read them."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Entry
from beneficiaries import certificates, services
from beneficiaries.models import Enrolment, ExtensionRequest, MarketOffer
from pimms.kernel.templatetags.french import NARROW
from tests.support import factories, rights
from tests.support.pages import queries_of, text

LATER = date(2016, 6, 1)


@pytest.fixture(autouse=True)
def nadia(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("counsellor")


def url(name, thing):
    return reverse(f"beneficiaries:{name}", args=[thing.pk])


def words_of(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_history_says_who_decided_what_and_the_end_it_made(client):
    enrolment = factories.enrolment()
    rights.suspension(enrolment, on=LATER)
    services.resume(enrolment, effective_on=date(2016, 6, 11), by=factories.counsellor(), on=LATER)
    page = text(client.get(url("rights", enrolment.beneficiary)))
    assert "D2016-0001 · première inscription Droits ouverts jusqu’au 24/03/2017" in page
    assert "Ouverture le 15/03/2016 Fin prévue le 14/03/2017" in page
    assert f"Suspension à partir du 01/06/2016 {NARROW}: hospitalisation" in page.replace(
        f"2016{NARROW}:", f"2016 {NARROW}:"
    )
    assert "Décidé le 01/06/2016 par Nadia Benali · fin le 24/03/2017" in page


def test_who_is_suspended_is_shown_so_everywhere(client):
    enrolment = factories.enrolment()
    rights.suspension(enrolment)
    awa = enrolment.beneficiary
    said = "Droits suspendus depuis le 01/06/2016"
    assert f"{said} encore 9 mois et 14 jours" in text(client.get(awa.get_absolute_url()))
    ledger = client.get(reverse("recharges:ledger", args=[awa.pk])).content.decode()
    assert reverse("recharges:sell", args=[awa.pk]) not in ledger
    people = text(client.search(reverse("beneficiaries:people"), "diallo"))
    assert said in people
    assert "hospitalisation" not in people.lower()  # a list is read over shoulders
    page = text(client.get(url("rights", awa)))
    assert "hospitalisation. Il restera 9 mois et 14 jours à la reprise." in page


def test_one_asks_where_things_stood_on_a_day_and_what_was_known_then(client):
    enrolment = factories.enrolment()
    rights.suspension(enrolment, effective_on=date(2016, 5, 1), on=LATER)
    address = url("rights", enrolment.beneficiary)
    page = text(client.get(address, {"le": "2016-05-10"}))
    assert "Droits suspendus depuis le 01/05/2016 (hospitalisation)" in page
    assert f"Ce jour-là, on en savait ceci{NARROW}: Droits ouverts jusqu’au 14/03/2017." in page
    before = text(client.get(address, {"le": "2015-05-10"}))
    assert "Le 10/05/2015, aucun droit n’était encore ouvert." in before
    assert "Ce jour n’existe pas" in text(client.get(address, {"le": "31/02/2016"}))


@pytest.mark.parametrize(
    ("name", "sent", "last_day"),
    [
        ("suspend", {"effective_on": "2016-06-15", "motive": "away"}, date(2017, 3, 14)),
        ("end_early", {"effective_on": "2016-06-20", "motive": "moved"}, date(2016, 6, 19)),
        ("ask_extension", {"days": "10", "words": "En panne."}, date(2017, 3, 14)),
    ],
)
def test_a_decision_is_taken_from_the_file(client, name, sent, last_day):
    enrolment = factories.enrolment()
    sent = sent if "motive" in sent else sent | {"motive": rights.motive().pk}
    answer = client.post(url(name, enrolment), sent)
    assert answer.url == url("rights", enrolment.beneficiary)
    enrolment.refresh_from_db()
    assert enrolment.last_day == last_day
    said = text(client.get(answer.url))
    assert f"C’est noté. Dernier jour des droits{NARROW}: {last_day:%d/%m/%Y}." in said


def test_a_decision_that_cannot_be_is_refused_on_its_form(client):
    enrolment = factories.enrolment()
    answer = client.post(
        url("suspend", enrolment), {"effective_on": "2015-01-01", "motive": "away"}
    )
    assert answer.status_code == 422
    assert "Choisissez un jour entre le 15/03/2016 et le 14/03/2017" in text(answer)
    assert client.post(url("resume", enrolment), {"effective_on": "2016-07-01"}).status_code == 422


def test_the_last_decision_is_shown_before_it_is_undone(client):
    enrolment = factories.enrolment()
    assert "pas de décision à annuler" in text(client.get(url("undo", enrolment)))
    rights.early_end(enrolment)
    assert "Fin anticipée à partir du 01/09/2016" in text(client.get(url("undo", enrolment)))
    client.post(url("undo", enrolment), {"words": "Revenue."})
    enrolment.refresh_from_db()
    assert enrolment.last_day == date(2017, 3, 14)


def test_the_director_grants_or_refuses(client, sign_in):
    enrolment = factories.enrolment()
    asked = rights.request(enrolment)
    other = rights.request()
    sign_in("director")
    listed = text(client.get(reverse("beneficiaries:extensions")))
    assert "15 jours · Appareil en réparation · demandée le 15/03/2016 par Nadia Benali" in listed
    page = text(client.get(url("extension", asked)))
    assert "31 jours et 1 fois au plus" in page
    client.post(url("extension", asked), {"answer": "D’accord."})
    enrolment.refresh_from_db()
    assert enrolment.last_day == date(2017, 3, 29)
    bare = client.post(url("extension", other), {"answer": "Non.", "alternative": ""})
    assert bare.status_code == 422
    assert "Dites ce qui est proposé à la place." in text(bare)
    client.post(url("extension", other), {"answer": "Non.", "alternative": "Une offre à 2 €."})
    assert ExtensionRequest.objects.pending().count() == 0
    again = client.again()
    assert "Cette demande a déjà sa réponse" in text(again)
    assert "Une offre à 2 €." in text(client.get(url("rights", other.enrolment.beneficiary)))
    assert "Appareil en réparation 31 1" in text(
        client.get(reverse("beneficiaries:extension_motives"))
    )


def test_a_certificate_is_one_tagged_page_and_its_code_is_checked_by_anybody(client):
    enrolment = Enrolment.objects.get(pk=factories.enrolment().pk)
    answer = client.get(url("certificate", enrolment))
    paper = PdfReader(BytesIO(answer.content))
    assert (len(paper.pages), "/StructTreeRoot" in paper.trailer["/Root"]) == (1, True)
    words = words_of(answer)
    code = certificates.code(enrolment)
    for said in ("DIALLO Awa", "n° D2016-0001", "mardi 15 mars 2016", "mardi 14 mars 2017", code):
        assert said in words
    assert settings.ADDRESS + "/" in words.replace(" ", "")
    assert "testserver" not in words
    assert Entry.objects.filter(verb="enrolment.certificate_printed").count() == 1
    client.logout()
    page = client.get(reverse("beneficiaries:verify", args=[code.lower().replace("-", "")]))
    said = f"Cette attestation est authentique{NARROW}: droits ouverts jusqu’au 14/03/2017."
    assert said in text(page)
    assert "DIALLO" not in page.content.decode()
    assert "Awa" not in page.content.decode()


def test_a_wrong_code_is_told_so_kindly_and_what_has_ended_is_told_too(client):
    enrolment = factories.enrolment()
    code = certificates.code(enrolment)
    client.logout()
    wrong = "A" if code[0] != "A" else "C"
    for written in (wrong + code[1:], "bonjour", "0" * 400, code + code):
        page = client.get(reverse("beneficiaries:verify", args=[written]))
        assert page.status_code == 404
        assert "Nous ne reconnaissons pas ce code." in text(page)
    rights.suspension(enrolment)
    page = text(client.get(reverse("beneficiaries:verify", args=[code])))
    assert "les droits ne sont pas ouverts aujourd’hui" in page
    services.undo(enrolment, words="Erreur.", by=factories.counsellor(), on=LATER)
    rights.early_end(enrolment, effective_on=LATER)
    page = text(client.get(reverse("beneficiaries:verify", args=[code])))
    assert "les droits sont terminés depuis le 31/05/2016" in page


def test_a_card_is_made_again_and_printed(client):
    awa = factories.person()
    assert client.get(url("card", awa)).status_code == 404
    client.post(url("issue_card", awa))
    first = awa.cards.live().get()
    client.post(url("issue_card", awa))
    assert awa.cards.live().get().token != first.token
    answer = client.get(url("card", awa))
    page = PdfReader(BytesIO(answer.content)).pages[0]
    assert [round(float(side) / 72 * 25.4, 1) for side in page.mediabox[2:]] == [85.6, 54.0]
    assert "DIALLO Awa" in words_of(answer)


def test_the_way_out_lists_who_nears_the_end_with_what_is_to_do(client):
    near = factories.enrolment(starts_on=date(2015, 8, 1))
    services.prepare_exits(by="prepare_exits", on=date(2016, 6, 15))
    page = text(client.get(reverse("beneficiaries:exits")))
    assert "Deux mois (1)" in page
    assert "DIALLO Awa Droits ouverts jusqu’au 31/07/2016 Proposer un entretien de sortie" in page
    task = near.exit_tasks.get()
    done = client.post(url("exit_task_done", task), {"quand": "2-mois"})
    assert "fait le 15/06/2016 par Nadia Benali" in text(client.get(done.url))
    assert client.get(reverse("beneficiaries:exits"), {"quand": "jamais"}).status_code == 404


def test_the_way_out_asks_the_database_as_often_for_many(client):
    factories.enrolment(starts_on=date(2015, 8, 1))
    few = queries_of(client, reverse("beneficiaries:exits"))
    for day in range(2, 9):
        rights.task(factories.enrolment(starts_on=date(2015, 8, day)))
    assert queries_of(client, reverse("beneficiaries:exits")) == few


def test_a_talk_is_noted_and_read_in_the_file(client):
    enrolment, offer = factories.enrolment(), rights.offer()
    answer = client.post(
        url("exit_talk", enrolment),
        {
            "held_on": "2016-06-14",
            "reason": "twelve_months",
            "next_step": "market",
            "offer": offer.pk,
            "autonomy": "Recharge seule.",
        },
    )
    page = text(client.get(answer.url))
    assert "Forfait 2 h Opérateur libre, 2,00" in page
    assert "Recharge seule." in page
    bare = client.post(url("exit_talk", enrolment), {"held_on": "2016-06-14"})
    assert bare.status_code == 422


def test_the_team_keeps_the_offers(client):
    sent = {
        "operator": "Réseau malin", "name": "Petit forfait", "monthly_price": "5,99",
        "for_whom": "qui va sur internet",
    }  # fmt: skip
    client.post(reverse("beneficiaries:offers"), sent)
    offer = MarketOffer.objects.get()
    assert "vérifiée le 15/06/2016" in text(client.get(reverse("beneficiaries:offers")))
    client.post(url("offer", offer), sent | {"monthly_price": "6.99"})
    offer.refresh_from_db()
    assert str(offer.monthly_price) == "6.99"
    client.post(url("offer", offer), {"withdraw": "1"})
    assert "Aucune offre" in text(client.get(reverse("beneficiaries:offers")))
    assert client.get(url("offer", offer)).status_code == 404


def test_the_sheet_and_the_letter_are_in_large_print(client):
    enrolment, product = factories.enrolment(), factories.product("5.00", "10.00")
    factories.sale(enrolment, quantities={product: 2})
    rights.offer()
    sheet = words_of(client.get(url("what_next", enrolment.beneficiary)))
    assert "Forfait 2 h" in sheet
    assert "3179" in sheet
    letter = client.get(reverse("recharges:end_letter", args=[enrolment.pk]))
    words = words_of(letter)
    assert "Vous avez économisé 10,00" in words
    assert "s’arrêtent le mardi 14 mars 2017" in words
    assert len(PdfReader(BytesIO(letter.content)).pages) == 1


def test_news_are_taken_twelve_months_later(client):
    gone = factories.enrolment(starts_on=date(2014, 6, 1))
    page = text(client.get(reverse("beneficiaries:follow_ups")))
    assert "DIALLO Awa pas de téléphone fin le 31/05/2015" in page
    client.post(url("follow_up", gone), {"outcome": "autonomous"})
    page = text(client.get(reverse("beneficiaries:follow_ups")))
    assert "Personne à rappeler." in page
    assert "2015 0 1 0 0 0 1" in page
