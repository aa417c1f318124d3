"""The forms of second factors. One is given only to an account whose address is its owner's."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campus.accounts.addresses import is_confirmed
from campus.accounts.forms import Plain
from campus.accounts.models import User


def may_add_factor(user: User) -> bool:
    """Whether the address in force is confirmed, on a site that confirms any. Otherwise whoever
    signs up with somebody else's address could lock its owner out for good."""
    if settings.ACCOUNT_EMAIL_VERIFICATION == "none":
        return True
    return is_confirmed(user)


class _Owned(forms.Form):
    user: User

    def clean(self) -> dict[str, Any]:
        if not may_add_factor(self.user):
            raise ValidationError(_("Confirm your e-mail address first."))
        return super().clean() or {}


class Code(Plain, base.AuthenticateForm):
    pass


class CodeAgain(Plain, base.ReauthenticateForm):
    pass


class FirstCode(Plain, _Owned, ActivateTOTPForm):
    pass


class NewKey(Plain, _Owned, keys.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = _("It then asks for its PIN or your finger.")


class NameOfKey(Plain, keys.EditWebAuthnForm):
    pass
