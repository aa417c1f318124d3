"""Forms of erasing: what is typed is what is meant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.accounts.models import User


class EraseAccount(forms.Form):
    """Of somebody else's account, by an administrator: the user name typed, and a reason."""

    typed = forms.CharField(
        label=gettext_lazy("The user name, typed"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    keeps_posts = forms.ChoiceField(
        label=gettext_lazy("Posts in discussions"),
        choices=(
            ("1", gettext_lazy("stay, as by “a former learner”")),
            ("0", gettext_lazy("lose their text")),
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"]).strip()
        if typed != self.person.username:
            raise forms.ValidationError(_("This is not the user name of the account."))
        return typed

    @property
    def posts_stay(self) -> bool:
        return bool(self.cleaned_data["keeps_posts"] == "1")


class EraseOwn(EraseAccount):
    """Of one's own account: the password once more, where there is one."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["keeps_posts", "typed", "password"]

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(person, *args, **kwargs)
        del self.fields["reason"]
        self.fields["typed"].label = _("Your user name, typed")
        self.fields["keeps_posts"].label = _("Your posts in discussions")
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.person.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password
