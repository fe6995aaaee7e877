"""The part of the table that is about the year in figures."""

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
