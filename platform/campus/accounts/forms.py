"""The forms of signing in and up, and of one's own account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User


class SignIn(AuthenticationForm):
    username = forms.CharField(
        label=_("User name or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    error_messages = {
        "invalid_login": _(
            "This name and password do not belong together. "
            "After five tries in a minute, wait for the next one."
        ),
        "inactive": _("This account is closed."),
    }


class SignUp(UserCreationForm):  # type: ignore[type-arg]  # generic for the checker only
    """A new learner; the other roles are given by an administrator."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    class Meta:
        model = User
        fields = ("display_name", "username", "email")
        labels = {"display_name": _("Display name"), "username": _("User name")}


class Account(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("display_name", "email")
        labels = {"display_name": _("Display name"), "email": _("E-mail address")}
