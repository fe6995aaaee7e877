"""What leaves the house by mail, or as an address on paper, leaves by one door."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = [
    path
    for room in ("accounts", "beneficiaries", "funding", "partners", "pimms", "recharges")
    + ("reports", "surveys", "workshops")
    for path in sorted((settings.BASE_DIR / room).rglob("*.py"))
]
# Each with the one place that may do it.
DOORS = {
    # Sender, answers, « automatic », telephone, how to stop.
    r"\bEmail(Multi|Message)\w*\(|\bsend_mass_mail\(": "pimms/kernel/letters.py",
    # A text typed as a text, the heading that stays and comes again in print, author and title.
    r"openpyxl\.Workbook\(|\bWorkbook\(write_only": "pimms/kernel/workbooks.py",
    # Of the request: an address on paper would be the one by which the desk found the server.
    r"\bbuild_absolute_uri\(": "",
}


@pytest.mark.parametrize("pattern", DOORS)
def test_leaves_by_its_door_alone(pattern):
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for path in ROOMS
        if re.search(pattern, Path(path).read_text(encoding="utf-8"))
    }
    assert found == ({DOORS[pattern]} if DOORS[pattern] else set())
