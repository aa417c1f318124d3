"""The forms of signing in and up, and of one's own account: allauth's, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs
from allauth.account.models import EmailAddress
from allauth.socialaccount.forms import SignupForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User

_LABELS = {
    "login": _("User name or e-mail"),
    "username": _("User name"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("The same once more"),
    "code": _("Code"),
    "name": _("A name for it"),
    "passwordless": _("Sign in with it alone, without a password"),
}


class Plain(forms.Form):
    """Labels above the fields, in our words; no words inside them, no links in their help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class SignIn(Plain, theirs.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["login"]
        field.widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        field.widget.attrs["maxlength"] = 254
        field.validators.append(MaxLengthValidator(254))

    def add_prefix(self, field_name: str) -> str:
        """On the page it is called as password managers expect it."""
        return str(super().add_prefix("username" if field_name == "login" else field_name))


class SignUp(Plain, theirs.SignupForm):
    """A new learner; the other roles are given by an administrator."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["display_name", "username", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")


class FromInstitution(Plain, SignupForm):
    """What an institution did not say of somebody who comes for the first time."""


class OtherAddress(Plain, theirs.AddEmailForm):
    """Ask for another address. The one in force stays until the other is confirmed."""

    def save(self, request: HttpRequest) -> Any:
        waiting = EmailAddress.objects.filter(user=self.user, verified=False)
        waiting.exclude(email=self.user.email.lower()).delete()
        return EmailAddress.objects.add_email(
            request, self.user, self.cleaned_data["email"], confirm=True
        )


class ChangePassword(Plain, theirs.ChangePasswordForm):
    pass


class FirstPassword(Plain, theirs.SetPasswordForm):
    pass


class Forgotten(Plain, theirs.ResetPasswordForm):
    def clean_email(self) -> str:
        """Only to the address in force: one that waits to be confirmed opens no account."""
        email = str(super().clean_email())
        found: list[User] = self.users
        self.users: list[User] = [one for one in found if one.email.lower() == email.lower()]
        return email


class Choose(Plain, theirs.ResetPasswordKeyForm):
    pass


class Again(Plain, theirs.ReauthenticateForm):
    pass


class Account(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    class Meta:
        model = User
        fields = ("display_name",)
        labels = {"display_name": _("Display name")}
