"""What locks and unlocks a desk, which messages one wants, a password that was forgotten."""

from allauth.account import forms as doors
from allauth.mfa.base import forms as second_doors
from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from accounts import mail, services
from accounts.models import User
from pimms.kernel.forms import Crispy

_CODE = r"^\d{4,8}$"


def _secret(**attrs):
    return forms.PasswordInput(attrs={"autocomplete": "off", **attrs})


class UnlockForm(Crispy, forms.Form):
    """The quick code of who is signed in, or their password when they have none."""

    submit = "Déverrouiller"

    secret = forms.CharField(max_length=128, strip=False, widget=_secret(autofocus=True))

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self._user, field = user, self.fields["secret"]
        field.label = "Code rapide" if user.quick_code else "Mot de passe"
        if user.quick_code:
            field.widget.attrs |= {"inputmode": "numeric"}

    def clean_secret(self):
        given, code = self.cleaned_data["secret"], self._user.quick_code
        right = check_password(given, code) if code else self._user.check_password(given)
        if not right:
            raise ValidationError("Ce n’est pas le bon. Essayez encore.")
        return given


class QuickCodeForm(Crispy, forms.Form):
    """A code of one's own, typed twice."""

    submit = "Choisir ce code"

    code = forms.RegexField(
        _CODE,
        label="Nouveau code rapide",
        help_text="De quatre à huit chiffres. Il rouvre un poste verrouillé, rien d’autre.",
        widget=_secret(inputmode="numeric"),
        error_messages={"invalid": "Un code est fait de quatre à huit chiffres."},
    )
    again = forms.CharField(label="Le même, encore une fois", widget=_secret(inputmode="numeric"))

    def clean_code(self):
        code = self.cleaned_data["code"]
        if len(set(code)) == 1 or code in "0123456789876543210":
            raise ValidationError("Ce code se devine trop vite\u202f: choisissez-en un autre.")
        return code

    def clean(self):
        words = super().clean()
        if "code" in words and words.pop("again", None) != words["code"]:
            self.add_error("again", "Les deux codes sont différents.")
        return words


class NoticesForm(Crispy, forms.Form):
    """Which messages one wants to receive."""

    submit = "Enregistrer mes avis"

    wanted = forms.MultipleChoiceField(
        label="M’écrire pour", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = mail.optional_for(user)
        field = self.fields["wanted"]
        field.choices = [(kind.code, kind.label) for kind in kinds]
        field.initial = [kind.code for kind in kinds if kind.code not in user.muted]


class _Door:
    """One begins at the first empty field, unless there is something to hear first: what was
    refused, or a message above the form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        request = getattr(self, "request", None)
        if self.is_bound or (request and len(messages.get_messages(request))):
            return
        empty = (each for each in self.visible_fields() if not each.value())
        if first := next(empty, None):
            first.field.widget.attrs["autofocus"] = True


class SignInForm(_Door, doors.LoginForm):
    pass


class ConfirmForm(_Door, doors.ReauthenticateForm):
    pass


class NewPasswordForm(_Door, doors.ResetPasswordKeyForm):
    pass


class SecondSignInForm(_Door, second_doors.AuthenticateForm):
    pass


class SecondConfirmForm(_Door, second_doors.ReauthenticateForm):
    pass


class ResetForm(_Door, doors.ResetPasswordForm):
    """An address is asked for, and none is looked up: the answer tells nothing of it, nor does the
    time that it takes."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, request, **kwargs):
        services.ask_reset(self.cleaned_data["email"])
        return self.cleaned_data["email"]
