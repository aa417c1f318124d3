"""The people of a site."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One person. The role says what a person may do on the site as a whole; what they may do in
    one course stands in their enrolment."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("Learner")
        INSTRUCTOR = "instructor", _("Instructor")
        ADMIN = "admin", _("Admin")

    role = models.CharField(max_length=10, choices=Role, default=Role.LEARNER)
    display_name = models.CharField("name", max_length=80)
    email = models.EmailField("e-mail address", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_an_email",
                condition=~models.Q(email=""),
                violation_error_message="There is an account with this e-mail address already.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["learner", "instructor", "admin"]), name="known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An address is kept, and looked for, in small letters."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def may_teach(self) -> bool:
        return self.role in (self.Role.INSTRUCTOR, self.Role.ADMIN)
