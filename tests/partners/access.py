"""Organisations, conventions, the network: who may open what, and the objects named."""

from partners.models import (
    Convention,
    ConventionDocument,
    Invitation,
    Membership,
    Organisation,
    Place,
)
from tests.support.objects import an_organisation

PUBLIC = {
    "partners:accept",  # whoever holds the link of an invitation
    "partners:directory",
    "partners:public_place",
    "partners:directory_csv",
    "partners:directory_json",
    "partners:offer_json",
}
FOR_EVERYBODY = {
    "partners:member",
    "partners:withdraw",
    "partners:leaflet",
}
FOR_STAFF = {
    "partners:organisations",
    "partners:new",
    "partners:organisation",
    "partners:correct",
    "partners:accept_proposal",
    "partners:refuse_proposal",
    "partners:invite",
    "partners:conventions",
    "partners:convention",
    "partners:document",
    "partners:network",
    "partners:new_action",
    "partners:new_place",
    "partners:bring_in_places",
    "partners:place",
    "partners:end_place",
    "partners:offer",
}
FOR_THE_DIRECTOR = {
    "partners:our_house",
    "partners:our_service",
    "partners:new_convention",
    "partners:amend",
    "partners:convention_text",
    "partners:attach",
}
FOR_THE_WORKER = {
    "partners:mine",
    "partners:choose",
    "partners:correct_mine",
    "partners:invite_colleague",
    "partners:review",
    "partners:commitment",
    "partners:propose",
}
ACTIONS = {
    "partners:accept_proposal",
    "partners:refuse_proposal",
    "partners:member",
    "partners:withdraw",
    "partners:choose",
    "partners:review",
    "partners:end_place",
}
FILES = {
    "partners:document",
    "partners:directory_csv",
    "partners:directory_json",
    "partners:offer_json",
    "partners:leaflet",
}


def a_proposal(worker):
    return [Organisation.objects.proposed().latest("pk").pk]


def a_member(worker):
    """A colleague of the worker's, whom the worker administers."""
    mine = Membership.objects.running().administered_by(worker)
    return [mine.exclude(user=worker).latest("pk").pk]


def an_invitation(worker):
    return [Invitation.objects.waiting().administered_by(worker).latest("pk").pk]


def a_convention(worker):
    return [Convention.objects.filter(documents__isnull=False).latest("pk").pk]


def a_document(worker):
    return [ConventionDocument.objects.latest("pk").key]


def a_place(worker):
    return [Place.objects.listed().last().pk]


ARGUMENTS = {
    "partners:organisation": an_organisation,
    "partners:correct": an_organisation,
    "partners:accept_proposal": a_proposal,
    "partners:refuse_proposal": a_proposal,
    "partners:invite": an_organisation,
    "partners:choose": an_organisation,
    "partners:member": a_member,
    "partners:withdraw": an_invitation,
    "partners:accept": lambda worker: ["no-word"],
    "partners:convention": a_convention,
    "partners:amend": a_convention,
    "partners:convention_text": a_convention,
    "partners:attach": a_convention,
    "partners:document": a_document,
    "partners:place": a_place,
    "partners:end_place": a_place,
    "partners:public_place": a_place,
    "partners:our_service": lambda worker: ["credit"],
}
