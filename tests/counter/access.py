"""The counter: who may open what, and the person named."""

from tests.support.objects import a_person

FOR_STAFF = {"counter:counter", "counter:person"}

ARGUMENTS = {"counter:person": a_person}
