"""Conventions: signed, carried on year by year, written, and never forgotten."""

import io
import zipfile
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partners import services
from partners.models import Convention, ConventionDocument
from tests.support import factories, network
from tests.support.pages import queries_of, text
from tests.support.postbox import words


@pytest.fixture(autouse=True)
def claire(sign_in):
    with time_machine.travel("2016-06-15 10:00", tick=False):
        yield sign_in("director")


def page_of(client, convention) -> str:
    return text(client.get(convention.get_absolute_url()))


def test_the_director_signs_one(client):
    partner = factories.organisation("Emmaüs Connect", "ASSO")
    words_of_it = {
        "organisation": partner.pk,
        "subject": "Tarif solidaire",
        "signed_on": "2015-12-01",
        "first": "2016-01-01",
        "last": "2016-12-31",
        "amount": "2 500,00",
        "text": "Article 1. Le Pimms vend.",
    }
    answer = client.post(reverse("partners:new_convention"), words_of_it)
    assert answer.status_code == 302, text(answer)
    page = text(client.get(answer.url))
    assert "du 01/01/2016 au 31/12/2016" in page
    assert "2\u202f500,00\u202f€" in page
    assert "Article 1. Le Pimms vend." in page


def test_the_last_day_comes_after_the_first():
    with pytest.raises(ValidationError, match="vient après le premier"):
        network.convention(last=date(2015, 12, 31))


def test_an_amendment_carries_it_one_more_year(client):
    convention = network.convention(text="Texte de 2016.")
    address = reverse("partners:amend", args=[convention.pk])
    assert client.get(address).context["form"].initial["last"] == date(2017, 12, 31)
    fields = {"signed_on": "2016-12-01", "first": "2017-01-01", "last": "2017-12-31"}
    client.post(address, fields | {"changes": "Montant relevé", "text": "Texte de 2017."})
    page = page_of(client, convention)
    assert "31/12/2017" in page
    assert "Montant relevé" in page
    assert page.index("Texte de 2017.") < page.index("Texte de 2016.")


def test_amendments_are_numbered_and_do_not_overlap(client):
    convention = network.convention()
    network.amendment(convention)
    with pytest.raises(ValidationError, match="couvre déjà cette période"):
        network.amendment(convention)
    with pytest.raises(ValidationError, match="va jusqu’au 31/12/2016"):
        network.amendment(convention, first=date(2016, 6, 1))
    later = network.amendment(convention, first=date(2018, 1, 1), last=date(2018, 12, 31))
    assert later.number == 2


def test_the_same_words_are_not_written_twice(client):
    convention = network.convention(text="Article 1.")
    address = reverse("partners:convention_text", args=[convention.pk])
    answer = client.post(address, {"text": "Article 1."})
    assert answer.status_code == 422
    client.post(address, {"text": "Article 1. Autrement."})
    assert convention.texts.count() == 2


def docx(name="word/document.xml", more=()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each in (name, *more):
            archive.writestr(each, "x")
    return out.getvalue()


class TestAPaper:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (network.PDF, "pdf"),
            (b"\xff\xd8\xff\xe0....", "jpg"),
            (b"\x89PNG\r\n\x1a\n....", "png"),
            (docx(), "docx"),
            (docx("mimetype", ["content.xml"]), "odt"),
        ],
    )
    def test_is_what_it_begins_with(self, content, kind):
        assert network.document(content=content).kind == kind

    @pytest.mark.parametrize(
        "content",
        [
            b"<script>alert(1)</script>",
            b"MZ",
            b"PK\x03\x04 rien",
            docx("autre.txt"),
            docx(more=["word/vbaProject.bin"]),
        ],
    )
    def test_that_is_none_of_ours_is_refused(self, content):
        with pytest.raises(ValidationError, match="ni un PDF"):
            network.document(content=content)
        assert not ConventionDocument.objects.exists()

    def test_that_is_too_heavy_is_refused(self):
        with pytest.raises(ValidationError, match="dépasse 10"):
            network.document(content=network.PDF + b"0" * 10 * 1024 * 1024)

    def test_is_joined_and_handed_out_to_the_team_only(self, client, karim, nadia):
        convention = network.convention()
        file = SimpleUploadedFile("../../signee.exe", network.PDF)
        address = reverse("partners:attach", args=[convention.pk])
        client.post(address, {"name": "Convention signée", "file": file})
        document = ConventionDocument.objects.get()
        assert "exe" not in document.file.name
        client.force_login(nadia)
        given = client.get(document.get_absolute_url())
        assert given.getvalue() == network.PDF
        assert given["Content-Type"] == "application/pdf"
        assert "attachment" in given["Content-Disposition"]
        client.force_login(karim)
        assert client.get(document.get_absolute_url()).status_code == 403


class TestItsTerm:
    ON = date(2016, 10, 15)

    def test_is_told_to_the_director_once(self, postbox, claire):
        network.convention()
        with postbox.opened():
            assert services.remind_of_terms(by="nuit", on=self.ON) == 1
        assert "jusqu’au 31/12/2016" in words(postbox.to(claire.email)[0])
        assert services.remind_of_terms(by="nuit", on=self.ON) == 0

    def test_is_told_again_when_an_amendment_moved_it(self):
        convention = network.convention()
        services.remind_of_terms(by="nuit", on=self.ON)
        network.amendment(convention)
        assert services.remind_of_terms(by="nuit", on=self.ON) == 0
        assert services.remind_of_terms(by="nuit", on=date(2017, 11, 1)) == 1

    def test_is_on_the_pages_when_it_comes_near(self, client, claire):
        convention = network.convention()
        with time_machine.travel("2016-11-15 10:00", tick=False):
            client.force_login(claire)
            assert "Le terme approche" in page_of(client, convention)
            assert "à renouveler" in text(client.get(reverse("partners:conventions")))
            assert "Tarif solidaire" in text(client.get(reverse("home")))
        with time_machine.travel("2017-11-15 10:00", tick=False):
            client.force_login(claire)
            assert "arrivée à son terme" in page_of(client, convention)


def test_many_conventions_ask_no_more(client):
    network.amendment(network.convention())
    address = reverse("partners:conventions")
    few = queries_of(client, address)
    for number in range(8):
        network.amendment(network.convention(subject=f"Objet {number}"))
    assert queries_of(client, address) == few <= 10
    assert Convention.objects.running_on(date(2017, 5, 1)).count() == 9
