from django import forms

from pimms.kernel.fields import TextField

_SAY = "Écrivez la traduction."


class ReviewForm(forms.Form):
    text = TextField(
        label="Traduction", max_length=400, error_messages={"required": _SAY, "max_length": _SAY}
    )
