"""What authors fill in besides the text itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User


class NewExercise(forms.Form):
    """The id stands in addresses and files, and never changes."""

    title = forms.CharField(label=_("Title"), max_length=160)
    slug = forms.SlugField(
        label=_("Id"),
        max_length=60,
        help_text=_("Small letters, digits, hyphens: chain-rule-layers"),
    )


class CoAuthor(forms.Form):
    """Somebody who teaches here, by the name they sign in with."""

    name = forms.CharField(label=_("Sign-in name"), max_length=150)

    def clean_name(self) -> User:
        name = self.cleaned_data["name"].strip()
        found = User.objects.filter(username=name).first()
        if found is None or not found.may_teach:
            raise forms.ValidationError(_("Nobody who teaches here signs in with this name."))
        return found
