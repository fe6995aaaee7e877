from django import forms

_SAY = "Écrivez la traduction."


class ReviewForm(forms.Form):
    text = forms.CharField(
        label="Traduction", max_length=400, error_messages={"required": _SAY, "max_length": _SAY}
    )
