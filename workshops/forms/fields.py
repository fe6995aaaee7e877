"""Fields that more than one form of workshops has."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from pimms.kernel.fields import TextField
from workshops.levels import Equipment
from workshops.themes import Theme

_NO_THEME = {
    "required": "Cochez au moins un thème.",
    "invalid_choice": "Choisissez les thèmes dans la liste.",
}
# Most asked for at the desk first, so that the eye seldom goes to the end of the list.
_THEMES = (
    Theme.PAPERWORK, Theme.EMAIL, Theme.EQUIPMENT, Theme.INTERNET, Theme.JOB, Theme.SECURITY,
    Theme.DIAGNOSIS, Theme.CONTENTS, Theme.BANKING, Theme.HEALTH, Theme.SOCIAL_MEDIA,
    Theme.OFFICE, Theme.SCHOOL, Theme.REPAIR, Theme.PARENTING, Theme.CULTURE, Theme.AI,
    Theme.CREATION, Theme.BUSINESS, Theme.OTHER,
)  # fmt: skip


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **options):
        super().__init__(format="%H:%M", **options)


class ThemesField(forms.MultipleChoiceField):
    def __init__(self, **options):
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(
            label="Thèmes",
            choices=[(theme.value, theme.label) for theme in _THEMES],
            error_messages=_NO_THEME,
            **options,
        )


class EquipmentField(forms.MultipleChoiceField):
    def __init__(self, **options):
        super().__init__(
            label="Matériel utilisé",
            choices=Equipment.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": "Choisissez le matériel dans la liste."},
            **options,
        )


class DaysField(TextField):
    """Several days in a box, one a line or with commas between: 12/04/2016."""

    MOST = 60

    def __init__(self, **options):
        options.setdefault("help_text", "Une date par ligne, comme 12/04/2016.")
        super().__init__(
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": "Écrivez au moins une date, par exemple 12/04/2016."},
            **options,
        )

    def clean(self, value):
        days = {_day(word) for word in re.split(r"[\s,;]+", super().clean(value)) if word}
        if len(days) > self.MOST:
            raise ValidationError(f"Pas plus de {self.MOST} dates à la fois.")
        return sorted(days)


def _day(word: str) -> date:
    if not (written := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", word)):
        raise ValidationError(
            f"«\u202f{word[:20]}\u202f» n’est pas une date\u202f: écrivez-la comme 12/04/2016."
        )
    day, month, year = (int(part) for part in written.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(f"Le {word} n’existe pas.") from None
