"""The part of the table that is about the year in figures."""

from datetime import date

from pimms.kernel.periods import year as calendar_year
from reports.figures import Scope
from reports.models import Comparison, Edition
from tests.support.objects import a_year, latest

FOR_THE_DIRECTOR = {
    "reports:reports",
    "reports:year",
    "reports:pdf",
    "reports:data",
    "reports:table",
    "reports:figures",
    "reports:workbook",
    "reports:summary",
    "reports:edition_archive",
    "reports:edition_handed",
    "reports:edition_workbook",
    "reports:dashboard",
    "reports:scoped_figure",
    "reports:evening",
    "reports:territory",
    "reports:costs",
    "reports:differences",
    "reports:figure",
    "reports:open",
    "reports:edition",
    "reports:review",
    "reports:freeze",
    "reports:edition_pdf",
    "reports:edition_data",
}
# What is missing is everybody's to mend.
FOR_STAFF = {
    "reports:quality",
    "reports:faults",
}
ACTIONS = {
    "reports:open",
    "reports:review",
    "reports:freeze",
}
FILES = {
    "reports:workbook",
    "reports:summary",
    "reports:edition_archive",
    "reports:edition_handed",
    "reports:edition_workbook",
    "reports:pdf",
    "reports:data",
    "reports:table",
    "reports:edition_pdf",
    "reports:edition_data",
}


ARGUMENTS = {
    "reports:year": a_year,
    "reports:pdf": a_year,
    "reports:data": a_year,
    "reports:table": a_year,
    "reports:workbook": a_year,
    "reports:summary": a_year,
    "reports:figures": a_year,
    "reports:figure": lambda worker: [*a_year(worker), "1.1"],
    "reports:open": a_year,
    "reports:edition": latest(Edition),
    "reports:review": latest(Edition),
    "reports:freeze": latest(Edition),
    "reports:edition_pdf": latest(Edition, status="frozen"),
    "reports:edition_data": latest(Edition, status="frozen"),
    "reports:edition_archive": latest(Edition, status="frozen"),
    "reports:edition_workbook": latest(Edition, status="frozen"),
    "reports:edition_handed": latest(Edition, status="frozen"),
    "reports:scoped_figure": lambda worker: [Scope(calendar_year(2016)), "1.1"],
    "reports:evening": lambda worker: [date(2016, 3, 31), "running"],
    "reports:faults": lambda worker: ["communes"],
    "reports:differences": lambda worker: [Comparison.objects.latest("compared_at").year],
}
