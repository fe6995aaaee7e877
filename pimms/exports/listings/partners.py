"""The organisations we work with."""

from django.db.models import Count, Q

from partners.forms.organisations import SearchForm
from partners.models import Organisation
from pimms.exports.columns import DIRECTOR, Column, several, yes_or_no
from pimms.kernel import phones

from .listing import Listing


def _organisations(form, user, on):
    members = Count("memberships", filter=Q(memberships__ended_on=None))
    return (
        form.filter(Organisation.objects.accepted())
        .annotate(members=members)
        .select_related("commune")
        .order_by("name_key", "pk")
    )


ORGANISATIONS = Listing(
    "organismes",
    "Organismes partenaires",
    _organisations,
    (
        Column("Nom", lambda organisation: organisation.name),
        Column("Type", lambda organisation: organisation.get_kind_display()),
        Column("Code postal", lambda organisation: organisation.postal_code),
        Column("Commune", lambda organisation: organisation.commune and organisation.commune.name),
        Column("Adresse", lambda organisation: organisation.address),
        Column(
            "Services",
            lambda organisation: several(
                Organisation.Service(service).label for service in organisation.services
            ),
        ),
        Column("Interlocuteur", lambda organisation: organisation.contact, roles=DIRECTOR),
        Column("Téléphone", lambda organisation: phones.in_a_file(organisation.phone)),
        Column("Adresse électronique", lambda organisation: organisation.email),
        Column(
            "À prévenir par téléphone", lambda organisation: yes_or_no(organisation.by_telephone)
        ),
        Column("Membres", lambda organisation: organisation.members),
    ),
    lambda query, user: SearchForm(query),
)

LISTINGS = (ORGANISATIONS,)
