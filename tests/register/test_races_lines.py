"""A row is sent again while a register is on its way in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from pimms.models import RegisterLine
from pimms.register import mending
from pimms.register.bringing_in import LOCK_CLASS
from pimms.register.sheets import WORKSHOPS
from tests.register.rules import upload
from tests.support import factories, registers
from workshops.models import Workshop


def test_a_row_waits_for_the_register_and_comes_in_after_it(committed_db):
    sent = upload()
    sent.status = sent.Status.IMPORTED
    sent.save()
    said = registers.BORING["Ateliers"]
    cells = [str(said.get(column, "")) for column in WORKSHOPS.columns]
    line = RegisterLine.objects.create(
        upload=sent, sheet="Ateliers", line=2, is_refused=True, kind="?", sentence="?",
        cells=cells,
    )  # fmt: skip
    again = {
        "cells": line.cells, "by": sent.uploaded_by, "on": date(2017, 1, 2),
        "at": factories.at(date(2017, 1, 2)),
    }  # fmt: skip
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, 0)", [LOCK_CLASS])
        with pytest.raises(ValidationError, match="est en train d’entrer"):
            mending.send_again(line, **again)
    finally:
        other.close()
    assert RegisterLine.objects.refused().count() == 1

    assert mending.send_again(line, **again) == mending.Answer()

    assert not RegisterLine.objects.refused().exists()
    assert Workshop.objects.get().code == "A16-01"
