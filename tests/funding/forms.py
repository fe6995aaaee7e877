"""Which page shows the form that posts to an address, where it is not the address itself."""

from django.urls import reverse

from funding.models import Contact, Instalment


def _its_funder(pk):
    return Contact.objects.get(pk=pk).funder.get_absolute_url()


def _its_grant(pk):
    return Instalment.objects.get(pk=pk).grant.get_absolute_url()


def _the_expense(pk, grant):
    return reverse("funding:expense", args=[pk])


SHOWN_ON = {
    "funding:end_contact": _its_funder,
    "funding:drop_call": "funding:call",
    "funding:cancel_instalment": _its_grant,
    "funding:give_back": _the_expense,
}
