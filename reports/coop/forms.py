"""Which records: from a day to another, of a site, of a host; with names or without."""

from django import forms

from accounts.models import User
from workshops.forms.skills import SpanForm


class CoopForm(SpanForm):
    mediateur = forms.ModelChoiceField(
        User.objects.exclude(role=User.Role.SOCIAL_WORKER).order_by("name"),
        label="Médiateur",
        required=False,
        empty_label="Toute l’équipe",
    )
