"""What people fill in when they discuss."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.community.models import Mailing, Membership, Post, Report, StudyGroup

_HELP = _("Markdown: **bold**, lists, `code`, formulas as $x^2$, programs between ```.")


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Your words"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_HELP,
    )
    reveals = forms.ChoiceField(
        label=_("It gives away"),
        choices=Post.Reveals.choices,
        initial=Post.Reveals.NOTHING,
    )


class ThreadForm(ReplyForm):
    title = forms.CharField(label=_("Your question in one line"), max_length=140)
    field_order = ("title", "text", "reveals")


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker only
    class Meta:
        model = Report
        fields = ("why", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}


class MuteForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=[(1, _("a day")), (7, _("a week")), (30, _("a month")), (0, _("no longer"))],
    )
    words = forms.CharField(label=_("Why, for them to read"), max_length=300)


class MailingForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Mailing
        fields = ("every",)


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = StudyGroup
        fields = ("name", "goal")


class ShareForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Membership
        fields = ("shares",)
