"""Ways into a course: a secret link, a short code to read aloud, an invitation to one address."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models.course import Course
from campus.courses.models.enrolment import Enrolment, Section

# Without what is mistaken for another when read aloud or off a board: 0 O, 1 I L, 5 S, 2 Z, 8 B.
LETTERS = "3479ACDEFGHJKMNPQRTUVWXY"
CODE_LENGTH = 8  # 24^8 are 1.1e11: guessing, slowed down as it is, finds none


class EntranceQuerySet(models.QuerySet["Entrance"]):
    def open(self) -> EntranceQuerySet:
        """Those that let people in now: neither revoked, run out nor full, of running courses."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=Now()),
            Q(most__isnull=True) | Q(most__gt=F("uses")),
            revoked_at__isnull=True,
            course__archived_at__isnull=True,
        )


class Entrance(models.Model):
    """One way in. An invitation is a link for one person, whose address it remembers.

    The secret is kept as it is: staff show it again and again, and it opens one course to learners.
    """

    class Kind(models.TextChoices):
        LINK = "link", _("secret link")
        CODE = "code", _("short code")
        INVITATION = "invitation", _("invitation")

    course = models.ForeignKey(Course, models.CASCADE, related_name="entrances")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    secret = models.CharField(max_length=40, unique=True, editable=False)
    role = models.CharField(
        _("role"), max_length=10, choices=Enrolment.Role, default=Enrolment.Role.LEARNER
    )
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, verbose_name=_("section")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    most = models.PositiveIntegerField(_("for at most so many people"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    # Of an invitation: when its mail went out, and how often that was tried.
    sent_at = models.DateTimeField(null=True, editable=False)
    send_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EntranceQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                # Nobody becomes an instructor by holding a link, and nobody staff by a shared one.
                condition=Q(role="learner") | Q(role="assistant", kind="invitation"),
                name="entrances_lead_to_modest_roles",
            ),
            models.UniqueConstraint(
                "course",
                models.functions.Lower("email"),
                condition=Q(kind="invitation", revoked_at=None, uses=0),
                name="one_open_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.course_id}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.secret = self.secret or new_secret(self.kind)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def new_secret(kind: str) -> str:
    if kind == Entrance.Kind.CODE:
        return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return secrets.token_urlsafe(24)
