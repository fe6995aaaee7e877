"""A register whose reading or import is interrupted: what its page says, and how it goes on."""

import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now
from procrastinate.contrib.django import app

from beneficiaries.models import Beneficiary
from pimms.models import RegisterUpload
from pimms.register import bringing_in, uploads
from tests.support import queue
from tests.support.pages import text
from tests.support.queue import Fake

pytestmark = pytest.mark.django_db

AT_LEISURE = timedelta(minutes=10)


@pytest.fixture
def confirmed(send, client, write_register):
    """The address of a register that was tried, read over at leisure, and confirmed."""
    answer = send(write_register())
    Fake().works()
    tried = RegisterUpload.objects.filter(status="tried")
    assert tried.update(progressed_at=now() - AT_LEISURE, uploaded_at=now() - AT_LEISURE)
    assert "Ce qui se passerait" in text(client.get(answer.url))
    client.post(reverse("register:confirm", args=[tried.get().key]))
    return answer.url


def test_an_import_that_writes_is_not_said_to_have_died(confirmed, client):
    """The preview was read for ten minutes: its last sign of life is as old."""
    worker = Fake()
    assert worker.takes().task_name.endswith("import_register")
    page = text(client.get(confirmed))
    assert "Import en cours" in page
    assert "Interrompu" not in page
    assert "Reprendre" not in page


def test_while_no_worker_is_there_the_page_says_what_it_waits_for(send, client, write_register):
    answer = send(write_register())
    assert "En attente du travail de fond" in text(client.get(answer.url))
    Fake()
    page = text(client.get(answer.url))
    assert "Vous pouvez fermer cette page" in page
    assert "travail de fond" not in page


@pytest.mark.parametrize("task", ["try_register", "import_register"])
def test_a_register_whose_worker_was_killed_goes_on_by_itself(request, client, task):
    if task == "try_register":
        send, write = request.getfixturevalue("send"), request.getfixturevalue("write_register")
        address = send(write()).url
    else:
        address = request.getfixturevalue("confirmed")
    killed = Fake()
    assert killed.takes().task_name.endswith(task)
    killed.dies()
    page = text(client.get(address))
    assert "reprend de lui-même" in page
    assert "Reprendre" not in page

    queue.taken_over()
    assert Fake().works() == [task]

    done = "Ce qui se passerait" if task == "try_register" else "Ce qui est entré"
    assert done in text(client.get(address))
    assert Beneficiary.objects.count() == (task == "import_register")


def test_what_a_killed_worker_had_written_is_not_written_twice(confirmed):
    """It was killed after the rows were in and before its job was ended."""
    killed = Fake()
    job = killed.takes()
    app.tasks[job.task_name](**job.args)
    killed.dies()
    queue.taken_over()
    Fake().works()
    assert Beneficiary.objects.count() == 1
    upload = RegisterUpload.objects.get()
    assert (upload.status, bool(upload.file)) == ("imported", False)
    assert upload.outcome["sheets"][1]["known"] == 0


def test_a_register_that_nobody_works_on_can_be_taken_up_again(send, client, write_register):
    """Its job was lost with the queue: a backup without it was brought back, say."""
    answer = send(write_register())
    worker = Fake()
    job = worker.takes()
    queue.forgotten(job)
    page = text(client.get(answer.url))
    assert "Interrompu" in page
    client.post(reverse("register:restart", args=[RegisterUpload.objects.get().key]))
    assert worker.works() == ["try_register"]
    assert "Ce qui se passerait" in text(client.get(answer.url))


def test_a_register_that_kills_every_worker_says_so_and_can_be_tried_again(
    send, client, write_register
):
    answer = send(write_register())
    for _ in range(5):
        killed = Fake()
        assert killed.takes()
        killed.dies()
        queue.taken_over()
    page = text(client.get(answer.url))
    assert "s’est arrêté plusieurs fois" in page
    assert "rien n’a été écrit" in page
    client.post(reverse("register:restart", args=[RegisterUpload.objects.get().key]))
    assert Fake().works() == ["try_register"]
    assert "Ce qui se passerait" in text(client.get(answer.url))


@pytest.mark.parametrize("dry_run", [True, False])
def test_whatever_breaks_ends_in_a_sentence_and_leaves_nothing(
    send, client, write_register, monkeypatch, dry_run
):
    answer = send(write_register())
    if not dry_run:
        Fake().works()
        client.get(answer.url)
        client.post(reverse("register:confirm", args=[RegisterUpload.objects.get().key]))

    def breaks(context):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(bringing_in.workshops, "bring_in_support", breaks)
        with pytest.raises(ZeroDivisionError):
            Fake().works()
    assert not Beneficiary.objects.exists()
    page = text(client.get(answer.url))
    assert "Une panne a interrompu ce registre" in page
    client.post(reverse("register:restart", args=[RegisterUpload.objects.get().key]))
    Fake().works()
    assert "Ce qui se passerait" in text(client.get(answer.url))


def rewritten(path, change):
    """The same workbook, its parts handed through `change(name, content)`."""
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as other:
        for name, content in parts.items():
            other.writestr(name, change(name, content))
    return path


def is_sheet(name) -> bool:
    return name.startswith("xl/worksheets/")


def cut(name, content):
    return content[: len(content) * 2 // 3] if is_sheet(name) else content


def with_an_entity(name, content):
    if not is_sheet(name):
        return content
    return content.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY e "x">]><worksheet', 1)


def with_another_encoding(name, content):
    said = with_an_entity(name, content).decode()
    return said.replace("utf-8", "utf-16").encode("utf-16") if is_sheet(name) else content


def with_a_control_character(name, content):
    return content.replace(b"DIALLO", b"DIA\x01LLO")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cut, "est abîmée"),
        (with_an_entity, "déclaration d’entités"),
        (with_another_encoding, "déclaration d’entités"),
        (with_a_control_character, "abîmé"),
    ],
)
def test_a_workbook_that_is_broken_inside_ends_in_a_sentence(
    send, client, write_register, change, said
):
    answer = send(rewritten(write_register(), change))
    Fake().works()
    page = text(client.get(answer.url))
    assert said in page
    assert "Lecture en cours" not in page
    assert not RegisterUpload.objects.get().file, "it is kept no longer"


def test_a_workbook_whose_compression_is_cut_ends_in_a_sentence(send, client, write_register):
    path = write_register()
    with zipfile.ZipFile(path) as whole:
        sheet = whole.getinfo("xl/worksheets/sheet3.xml")
    content = bytearray(path.read_bytes())
    begins = sheet.header_offset + 60
    content[begins : begins + 200] = bytes(200)
    path.write_bytes(bytes(content))
    answer = send(path)
    Fake().works()
    page = text(client.get(answer.url))
    assert "Ce fichier ne peut pas être importé" in page


def test_files_that_a_killed_worker_left_behind_go_with_the_old_ones(
    send, client, write_register, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    send(write_register())
    kept = RegisterUpload.objects.get().file.name
    left = tmp_path / "registers" / "left.rejets.xlsx"
    left.write_bytes(b"")
    uploads.purge(before=now() - timedelta(days=30))
    assert left.exists()
    RegisterUpload.objects.update(uploaded_at=now() + timedelta(days=2))
    uploads.purge(before=now() + timedelta(days=1))
    assert not left.exists()
    assert (tmp_path / kept).exists()
