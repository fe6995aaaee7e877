"""An action of the network, a place of the directory, a file of places."""

from crispy_forms.layout import Layout
from django import forms

from partners import national_schema as schema
from partners.models import NetworkAction, Organisation
from pimms.kernel.fields import DayField, TextField
from pimms.kernel.forms import Crispy, many
from pimms.kernel.templatetags.french import duration


class ActionForm(Crispy, forms.Form):
    submit = "Enregistrer l’action"
    layout = Layout(
        "kind",
        "title",
        "held_on",
        "minutes",
        "participants",
        many("topics"),
        many("organisations"),
        "note",
    )

    kind = forms.ChoiceField(label="Type", choices=NetworkAction.Kind)
    title = TextField(
        label="Intitulé", max_length=150, error_messages={"required": "Donnez un intitulé."}
    )
    held_on = DayField(label="Le")
    minutes = forms.TypedChoiceField(
        label="Durée",
        coerce=int,
        choices=[(each, duration(each)) for each in (30, 45, 60, 90, 120, 180, 240, 360, 420)],
        initial=60,
        error_messages={"invalid_choice": "Choisissez une durée de la liste."},
    )
    participants = forms.IntegerField(
        label="Professionnels présents",
        min_value=1,
        max_value=1000,
        help_text="Sans compter l’équipe du Pimms.",
        error_messages={"required": "Indiquez combien de personnes étaient là."},
    )
    topics = forms.MultipleChoiceField(
        label="Sujets",
        choices=NetworkAction.Topic,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un sujet."},
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Organismes",
        queryset=Organisation.objects.accepted().order_by("name", "pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = TextField(
        label="À retenir",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Rien sur une personne accompagnée.",
    )


_HELP = {
    "pivot": "Quatorze chiffres, ou W et neuf chiffres.",
    "phone": "Sous la forme internationale, sans espaces\u202f: +33146661234.",
    "emails": "Plusieurs sont séparées par une barre\u202f: |",
    "websites": "Plusieurs sont séparés par une barre\u202f: |",
    "opening": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00",
    "summary": "280 caractères au plus.",
}


class _SchemaField(TextField):
    """A field of the schema, checked by the schema's own table."""

    def __init__(self, each: schema.Field, **options):
        super().__init__(max_length=each.longest if not each.several else 1000, **options)
        self._each = each

    def prepare_value(self, value):
        return " | ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        value, words = schema.check(self._each, super().clean(value))
        if words:
            raise forms.ValidationError(f"Ce champ {words}.")
        return value


def _choices_of(each: schema.Field) -> list[tuple[str, str]]:
    if each.attribute == "kinds":
        return list(schema.KINDS)
    return [(value, value) for value in each.values]


def _field(each: schema.Field, label: str) -> forms.Field:
    options = {"label": label, "required": each.required}
    options["help_text"] = _HELP.get(each.attribute, "")
    if choices := _choices_of(each):
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=boxes, **options)
    if each.required:
        options["error_messages"] = {"required": "Ce champ manque."}
    return _SchemaField(each, **options)


_FieldsByHand = type(
    "_FieldsByHand",
    (forms.Form,),
    {name: _field(schema.BY_ATTRIBUTE[name], label) for name, label in schema.FORM.items()},
)


class PlaceForm(Crispy, _FieldsByHand):
    """The fields of the schema that people fill in by hand; the others come by file."""

    submit = "Enregistrer le lieu"
    layout = Layout(
        *(many(name) if _choices_of(schema.BY_ATTRIBUTE[name]) else name for name in schema.FORM)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {code for code, _ in schema.KINDS}
        others = [code for code in self.initial.get("kinds", ()) if code not in known]
        self.fields["kinds"].choices = [*schema.KINDS, *((code, code) for code in others)]


class PlacesForm(Crispy, forms.Form):
    submit = "Reprendre ce fichier"

    file = forms.FileField(
        label="Fichier CSV ou JSON",
        help_text="Au schéma national des lieux de médiation numérique, en UTF-8\u202f; cinq"
        " mégaoctets au plus.",
        error_messages=dict.fromkeys(
            ("required", "empty", "missing"), "Choisissez un fichier qui n’est pas vide."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 5 * 1024 * 1024:
            raise forms.ValidationError("Ce fichier dépasse cinq mégaoctets.")
        return file


class PlacesSearchForm(forms.Form):
    """Places by words, service and commune."""

    q = TextField(
        label="Nom ou commune",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    service = forms.ChoiceField(
        label="Service",
        required=False,
        choices=[("", "Tous les services"), *((each, each) for each in schema.SERVICES)],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    commune = forms.RegexField(r"^\d[\dAB]\d{3}$", required=False)

    def filter(self, places):
        if not self.is_valid():
            return places
        said = self.cleaned_data
        if said["q"]:
            places = places.written(said["q"])
        if said["service"]:
            places = places.filter(services__contains=[said["service"]])
        if said["commune"]:
            places = places.filter(insee_code=said["commune"])
        return places
