"""What somebody chose to show of themselves to everybody. Nobody has one unless they made it."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User

HANDLE = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$",
    _("3 to 40 small letters, digits and hyphens; a letter or digit at both ends."),
)


class PublicProfile(models.Model):
    person = models.OneToOneField(User, models.CASCADE, related_name="public_profile")
    handle = models.CharField(max_length=40, unique=True, validators=[HANDLE])
    on = models.BooleanField(default=False)
    skills = models.BooleanField(default=False)  # mastered ones, with the day of the last answer

    def __str__(self) -> str:
        return self.handle
