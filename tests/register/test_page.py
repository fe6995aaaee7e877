"""The director's page: a register sent, tried, confirmed, and its rejects fetched."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from beneficiaries.models import Beneficiary
from pimms.models import RegisterUpload
from pimms.register import tasks, uploads
from tests.support.factories import BY_ROLE
from tests.support.queue import Fake

pytestmark = pytest.mark.django_db

WORK = {"try_register": tasks.try_register, "import_register": tasks.import_register}


def let_the_worker_work():
    """Do what is queued, as the worker would, and nothing else."""
    done = []
    for job in ProcrastinateJob.objects.filter(task_name__contains="register.").order_by("id"):
        name = job.task_name.rpartition(".")[2]
        if name in WORK and job.args:
            WORK[name](**job.args)
            done.append(name)
    return done[-1:]


def test_a_register_is_tried_then_confirmed_then_in(send, client, write_register):
    answer = send(write_register({"Ventes": [{}, {"Date": "le 12"}]}))
    upload = RegisterUpload.objects.get()
    assert answer.url == upload.get_absolute_url()
    Fake()
    assert "Vous pouvez fermer cette page" in client.get(answer.url).content.decode()

    assert let_the_worker_work() == ["try_register"]

    assert not Beneficiary.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "Ce qui se passerait" in page
    assert "Télécharger la ligne refusée" in page

    client.post(reverse("register:confirm", args=[upload.key]))
    assert let_the_worker_work() == ["import_register"]

    assert Beneficiary.objects.count() == 1
    assert "Ce qui est entré" in client.get(answer.url).content.decode()
    upload.refresh_from_db()
    assert not upload.file, "the register itself is not kept"
    rejects = client.get(reverse("register:rejects", args=[upload.key]))
    book = openpyxl.load_workbook(BytesIO(b"".join(rejects.streaming_content)))
    assert book["Ventes"]["H2"].value == "«\u202fle 12\u202f» n’est pas une date (JJ/MM/AAAA)."


def test_confirming_twice_imports_once(send, client, write_register):
    send(write_register())
    let_the_worker_work()
    confirm = reverse("register:confirm", args=[RegisterUpload.objects.get().key])

    client.post(confirm)
    answer = client.again(follow=True)

    assert "n’attend pas de confirmation" in answer.content.decode()
    assert ProcrastinateJob.objects.filter(task_name__endswith="import_register").count() == 1


def test_a_file_that_is_no_workbook_is_refused_on_the_form(send, tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_text("Nom;Prénom")

    answer = send(path)

    assert "n’est pas un classeur" in answer.content.decode()
    assert not RegisterUpload.objects.exists()


def test_a_workbook_that_is_no_register_says_what_is_missing(send, client, write_register):
    answer = send(write_register({"Ventes": None}))

    let_the_worker_work()

    page = client.get(answer.url).content.decode()
    assert "Il manque la feuille «\u202fVentes\u202f»" in page


def test_an_upload_that_lives_is_not_restarted(send, client, write_register):
    send(write_register())
    upload = RegisterUpload.objects.get()

    answer = client.forge(reverse("register:restart", args=[upload.key]), follow=True)

    assert "n’est pas interrompu" in answer.content.decode()


def test_old_uploads_are_purged_with_their_files(send, write_register):
    send(write_register())
    let_the_worker_work()
    upload = RegisterUpload.objects.get()

    uploads.purge(before=now() + timedelta(days=1))

    assert not RegisterUpload.objects.exists()
    assert not upload.rejects.storage.exists(upload.rejects.name)


def test_the_model_has_every_sheet_and_column(client, sign_in, write_register):
    sign_in("director")

    book = openpyxl.load_workbook(BytesIO(client.get(reverse("register:model")).content))

    assert book.sheetnames[:3] == ["Catalogue", "Bénéficiaires", "Ventes"]
    assert book["Ventes"]["E1"].value == "Prix payé"


@pytest.mark.parametrize("role", ["counsellor", "social_worker"])
def test_only_the_director_sends_registers(client, role):
    client.force_login(BY_ROLE[role]())

    assert client.get(reverse("register:uploads")).status_code == 403
