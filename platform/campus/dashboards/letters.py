"""A word from staff to some learners, by mail, and that it was written in the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.auditing import record_each
from campus.dashboards.scope import Scope

AT_ONCE = 50  # letters


class LetterForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(
        label=_("What you want to say"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody gets a mail of their own and may answer you."),
    )

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went out, and who has no address."""

    letters: int
    without: int


def addressees(scope: Scope, chosen: list[str]) -> list[User]:
    """Those of the chosen numbers who are learners of the scope."""
    numbers = [int(one) for one in chosen if one.isascii() and one.isdecimal() and len(one) < 10]
    return list(scope.learners().filter(pk__in=numbers).order_by("pk")[:AT_ONCE])


def write_to(learners: list[User], subject: str, text: str, by: User, scope: Scope) -> Sent:
    """Send it and record it. Raises OSError (smtplib's errors are such) if the mail server refuses;
    then nothing is recorded."""
    reached = [learner for learner in learners if learner.email]
    reply_to = [by.email] if by.email else []
    letters = [
        EmailMessage(subject, f"{text}\n\n{by}", to=[learner.email], reply_to=reply_to)
        for learner in reached
    ]
    with transaction.atomic():
        course = scope.course.pk if scope.course else None
        record_each(by, "learner written to", reached, course, subject=subject)
        if letters:
            get_connection().send_messages(letters)
    return Sent(len(reached), len(learners) - len(reached))
