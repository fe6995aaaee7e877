"""Which page shows the form that posts to an address, where it is not the address itself."""

from partners.models import Invitation, Membership


def _organisation_of_member(pk):
    return Membership.objects.get(pk=pk).organisation.get_absolute_url()


def _organisation_that_invites(pk):
    return Invitation.objects.get(pk=pk).organisation.get_absolute_url()


SHOWN_ON = {
    "partners:accept_proposal": "partners:organisation",
    "partners:refuse_proposal": "partners:organisation",
    "partners:member": ("partners:mine", _organisation_of_member),
    "partners:withdraw": ("partners:mine", _organisation_that_invites),
    "partners:choose": "partners:mine",
    "partners:review": "partners:mine",
    "partners:end_place": "partners:place",
}
