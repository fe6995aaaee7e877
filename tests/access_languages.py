"""The part of the table that is about the languages of papers."""

from tests.support.objects import a_person, latest
from workshops.models import Appointment

FOR_STAFF = {"beneficiaries:notice", "workshops:appointment_slip"}
FOR_THE_DIRECTOR = {"languages:languages", "languages:language", "languages:review"}
ACTIONS = {"languages:review"}
FILES = {"beneficiaries:notice", "workshops:appointment_slip"}
ARGUMENTS = {
    "beneficiaries:notice": a_person,
    "workshops:appointment_slip": latest(Appointment, status="planned"),
    "languages:language": lambda worker: ["ar"],
    "languages:review": lambda worker: ["ar", "hello"],
}
