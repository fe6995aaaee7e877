"""The referrals that wait: which of them to see, and what is done to several at once."""

from django import forms

from beneficiaries.models import Referral
from partners.models import Organisation


class InboxForm(forms.Form):
    """Which of the pending ones."""

    WHO = [("", "Toutes"), ("moi", "Les miennes"), ("personne", "Suivies par personne")]
    WHOM = [("", "Peu importe"), ("nous", "De nous"), ("eux", "Du référent")]

    suivies = forms.ChoiceField(label="Qui suit", choices=WHO, required=False)
    attendent = forms.ChoiceField(label="Attendent", choices=WHOM, required=False)

    def filter(self, referrals, *, user):
        asked = self.cleaned_data if self.is_valid() else {}
        if not user.is_staff_member:
            asked.pop("suivies", None)  # that we look at it is the person's to tell
        if asked.get("suivies") == "moi":
            referrals = referrals.filter(taken_by=user)
        if asked.get("suivies") == "personne":
            referrals = referrals.filter(taken_by=None)
        if asked.get("attendent") == "nous":
            referrals = referrals.waiting_for_us()
        if asked.get("attendent") == "eux":
            referrals = referrals.waiting_for_them()
        return referrals


class BulkForm(forms.Form):
    """One thing done to all that are ticked."""

    ACTIONS = [
        ("claim", "Les suivre"),
        ("give_back", "Ne plus les suivre"),
        ("refuse", "Les refuser avec le motif"),
        ("pass_on", "Les transmettre à l’organisme"),
    ]

    referrals = forms.ModelMultipleChoiceField(
        queryset=Referral.objects.none(),
        error_messages={
            "required": "Cochez au moins une orientation.",
            "invalid_choice": "Une de ces orientations n’attend plus de réponse.",
            "invalid_pk_value": "Une de ces orientations n’existe pas.",
        },
    )
    action = forms.ChoiceField(
        label="Faire",
        choices=[("", "Choisissez"), *ACTIONS],
        error_messages={"required": "Choisissez ce qu’il faut en faire."},
    )
    refusal = forms.ChoiceField(
        label="Motif",
        choices=[("", "—"), *Referral.Refusal.choices],
        required=False,
        widget=forms.Select({"class": "form-select"}),
    )
    to = forms.ModelChoiceField(
        label="Organisme",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="—",
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["referrals"].queryset = Referral.objects.visible_to(user).pending()
        self.fields["to"].queryset = Organisation.objects.accepted().order_by("name")

    def clean(self):
        data = super().clean()
        if data.get("action") == "refuse" and not data.get("refusal"):
            self.add_error("refusal", "Choisissez le motif du refus.")
        if data.get("action") == "pass_on" and not data.get("to"):
            self.add_error("to", "Choisissez l’organisme.")
        return data
