import uuid

from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from accounts.models import User
from beneficiaries import telling
from beneficiaries.models import Beneficiary, Referral, ReferralAttachment, ReferralCall
from partners import papers
from partners.models import Membership, Organisation
from pimms.kernel.fields import CommuneField, DayField, PhoneField, TextField
from pimms.kernel.forms import Crispy, many
from pimms.kernel.templatetags.french import day

from .fields import SENSITIVE, DayUnknownField, NameField, year_alone

# What no choice keeps back, as it is said to whoever refers.
ALWAYS_TOLD_YOU = (
    "Dans tous les cas, vous saurez que l’orientation est arrivée, puis qu’elle est close, sans en"
    " savoir la réponse\u202f; et vous lirez nos questions."
)
_LINES = {"rows": 3}
_LONGEST, _MOST = 2000, 40  # of what a draft keeps: characters of a value, values of a field


def _several(label: str, choices, **options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


def _kept(typed: str) -> str:
    """What the database can hold of it."""
    return typed.replace("\0", "")[:_LONGEST]


class ReferralForm(Crispy, forms.Form):
    """A referral: two minutes, one page."""

    submit = "Envoyer l’orientation"
    layout = Layout(
        "key",
        "organisation",
        Fieldset(
            "La personne",
            "last_name",
            "first_name",
            "born_on",
            "born_day_unknown",
            "phone",
            "commune",
            css_class="in-pairs",
        ),
        Fieldset("Ce dont elle a besoin", many("needs"), "situation", "is_urgent"),
        Fieldset(
            "Ce que vous savez déjà",
            many("criteria"),
            many("papers"),
            css_class="known",
        ),
        Fieldset(
            "Comment la joindre",
            "reach_by",
            "availability",
            "referrer",
            "referrer_name",
            css_class="in-pairs",
        ),
        Fieldset(
            "Son accord",
            "person_informed",
            HTML(f"<p>{ALWAYS_TOLD_YOU} Dites-le-lui avant qu’elle choisisse.</p>"),
            many("told_back"),
            "may_be_passed_on",
        ),
    )

    organisation = forms.ModelChoiceField(label="Au nom de", queryset=Organisation.objects.none())
    last_name = NameField(label="Nom", error_messages={"required": "Indiquez le nom."})
    first_name = NameField(label="Prénom", required=False)
    born_on = DayField(label="Date de naissance", help_text="JJ/MM/AAAA")
    born_day_unknown = DayUnknownField()
    phone = PhoneField(noted_in="situation")
    commune = CommuneField()
    needs = _several(
        "Besoins", Referral.Need, error_messages={"required": "Cochez au moins un besoin."}
    )
    situation = TextField(
        label="Situation, en quelques mots",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=_LINES),
        help_text="600 caractères au plus. Ni santé, ni numéro de sécurité sociale, ni montant.",
    )
    is_urgent = forms.BooleanField(
        label="C’est urgent\u202f: la personne n’est plus joignable ou va perdre sa ligne.",
        required=False,
    )
    criteria = _several("Critères déjà connus", [], required=False)
    papers = _several("Papiers que vous avez vus", [], required=False)
    reach_by = forms.ChoiceField(
        label="Le mieux est de la joindre",
        choices=[("", "Peu importe"), *Referral.Reach.choices],
        required=False,
    )
    availability = TextField(
        label="Quand",
        required=False,
        max_length=150,
        help_text="Par exemple\u202f: le matin, pas le mercredi.",
    )
    referrer = forms.ModelChoiceField(
        label="Travailleur social référent",
        queryset=User.objects.none(),
        required=False,
        empty_label="Moi",
    )
    referrer_name = TextField(
        label="Son nom, s’il n’est pas dans la liste", max_length=100, required=False
    )
    person_informed = forms.BooleanField(
        label="La personne sait que je transmets ces informations au Pimms, et elle est d’accord.",
        error_messages={"required": "Sans l’accord de la personne, rien ne peut être transmis."},
    )
    told_back = _several(
        "Elle accepte que le Pimms me dise",
        Referral.Step,
        required=False,
        help_text="Rien d’autre ne vous sera dit. Elle peut changer d’avis au guichet.",
    )
    may_be_passed_on = forms.BooleanField(
        label="Elle accepte que sa demande soit transmise à un autre organisme si le Pimms ne peut"
        " pas l’aider.",
        required=False,
    )
    key = forms.UUIDField(
        label="Envoi",
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Ouvrez le formulaire à nouveau pour envoyer l’orientation."
        ),
    )

    def __init__(self, *args, organisations, criteria, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial, field.widget = organisations[0].pk, forms.HiddenInput()
        mine = Membership.objects.running().filter(organisation__in=organisations)
        colleagues = User.objects.filter(memberships__in=mine, is_active=True).exclude(pk=user.pk)
        self.fields["referrer"].queryset = colleagues.distinct().order_by("name", "pk")
        self.fields["criteria"].choices = [(each.code, each.label) for each in criteria]
        papers = dict.fromkeys(paper for each in criteria for paper in each.accepted_proofs)
        self.fields["papers"].choices = [(paper, paper) for paper in papers]
        if not criteria:
            del self.fields["criteria"], self.fields["papers"]

    def clean(self):
        """Their organisation has not sent the person yet; whom others sent is not said here."""
        words = year_alone(super().clean())
        if not {"organisation", "last_name", "born_on", "key"} <= words.keys():
            return words
        name = (words["last_name"], words.get("first_name", ""))
        sent = Referral.objects.filter(organisation=words["organisation"]).pending()
        earlier = sent.alike(*name, words["born_on"]).exclude(key=words["key"]).oldest_first()
        if earlier := earlier.first():
            raise ValidationError(
                format_html(
                    'Votre organisme a déjà orienté cette personne le {}\u202f: <a href="{}">'
                    "l’orientation {}</a> attend une réponse. Vous pouvez y écrire un message.",
                    day(earlier.received_on),
                    earlier.get_absolute_url(),
                    earlier.number,
                )
            )
        return words

    @property
    def helper(self):
        helper = super().helper
        helper.render_unmentioned_fields = False
        keep = Submit("draft", "Garder en brouillon", css_class="btn-outline-primary")
        keep.field_classes = "btn btn-outline-primary"
        keep.flat_attrs = flatatt({"formnovalidate": True})
        helper.add_input(keep)
        return helper

    def as_typed(self) -> dict:
        """The fields as they stand, right or not, for a draft."""
        typed = {name: self.data.getlist(name) for name in self.fields if name != "organisation"}
        short = {name: [_kept(value) for value in typed[name][:_MOST]] for name in typed}
        return {
            name: values
            if isinstance(self.fields[name], forms.MultipleChoiceField)
            else (values or [""])[0]
            for name, values in short.items()
        }


class AcceptanceForm(forms.Form):
    """Onto which file."""

    beneficiary = forms.ModelChoiceField(
        queryset=Beneficiary.objects.all(),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choisissez un dossier."),
    )


class RefusalForm(forms.Form):
    """Why not, and in what words."""

    refusal = forms.ChoiceField(
        label="Motif",
        choices=[("", "Choisissez"), *Referral.Refusal.choices],
        error_messages={"required": "Choisissez le motif."},
    )
    answer = TextField(
        label="Réponse au référent",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Le référent lira ces mots\u202f; la personne ne les voit pas.",
    )
    reorientation = TextField(
        label="Vers qui l’orienter",
        required=False,
        max_length=300,
        help_text="Le référent et la personne le liront.",
    )
    to_the_person = TextField(
        label="Mots à la personne",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sur la lettre que vous pouvez imprimer pour elle. Des phrases courtes.",
    )

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        if not telling.tells_why(referral):
            self.fields["answer"].help_text = (
                "La personne garde le motif pour elle\u202f: le référent ne lira ni lui, ni ces"
                " mots."
            )
            self.fields["reorientation"].help_text = "La personne le lira\u202f; le référent, non."


class MessageForm(forms.Form):
    """A word to the other side."""

    text = TextField(
        label="Message",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=SENSITIVE,
        error_messages={"required": "Écrivez le message."},
    )


class HouseMessageForm(MessageForm):
    """The same, or a note that stays in the house."""

    is_internal = forms.BooleanField(
        label="Note interne\u202f: le référent ne la verra pas", required=False
    )


class AttachmentForm(Crispy, forms.Form):
    """A paper that the decision needs."""

    submit = "Joindre ce papier"

    name = TextField(
        label="Ce que c’est",
        max_length=120,
        help_text="Par exemple\u202f: attestation CAF.",
        error_messages={"required": "Dites ce que c’est."},
    )
    file = forms.FileField(
        label="Fichier",
        help_text="PDF ou photo, cinq mégaoctets au plus. Effacé trente jours après la réponse.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages=dict.fromkeys(
            ("required", "empty", "missing"), "Choisissez un fichier qui n’est pas vide."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > ReferralAttachment.MEGABYTES * 1024 * 1024:
            raise ValidationError("Ce fichier pèse plus de cinq mégaoctets.")
        if str(papers.kind_of(file)) not in ReferralAttachment.Kind.values:
            raise ValidationError("Ce fichier n’est ni un PDF ni une photo (JPEG, PNG).")
        return file

    def clean(self):
        data = super().clean()
        if file := data.get("file"):
            data["kind"] = str(papers.kind_of(file))
        return data


class PassingOnForm(Crispy, forms.Form):
    """To which organisation."""

    submit = "Transmettre"

    to = forms.ModelChoiceField(
        label="Organisme",
        queryset=Organisation.objects.none(),
        empty_label="Choisissez",
        error_messages={"required": "Choisissez l’organisme."},
    )

    def __init__(self, *args, besides: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.accepted().exclude(pk=besides.pk)
        self.fields["to"].queryset = others.order_by("name")


class CallForm(forms.Form):
    """What came of a call."""

    result = forms.ChoiceField(
        label="Résultat",
        choices=ReferralCall.Result,
        error_messages={"required": "Choisissez le résultat."},
    )
    note = TextField(label="À noter", max_length=200, required=False)
