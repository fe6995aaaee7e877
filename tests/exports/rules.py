"""The rules on lists that leave, each broken."""

from datetime import UTC, datetime

from pimms.models import Export
from tests.support import factories
from tests.support.rules import Broken

AT = datetime(2016, 3, 20, 9, 30, tzinfo=UTC)


def export(**fields) -> Export:
    given = {"listing": "personnes", "asked_by": factories.director(), "asked_at": AT}
    return Export(**given | fields)


RULES = [
    Broken("export_names_leave_for_a_reason", export, {"named": True}),
    Broken("export_names_leave_for_a_reason", export, {"named": True, "reason": " "}),
    Broken("export_ready_with_its_file", export, {"status": "ready"}),
    Broken("export_ready_with_its_file", export, {"file": "exports/x.xlsx"}),
]
