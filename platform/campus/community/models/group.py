"""Study groups: a few people who practise together, and their shared review sessions."""

from __future__ import annotations

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise


def _secret() -> str:
    return secrets.token_urlsafe(16)


class StudyGroupQuerySet(models.QuerySet["StudyGroup"]):
    def of(self, user: User) -> StudyGroupQuerySet:
        """Those the person belongs to; nobody else sees a group, whatever their role."""
        return self.filter(memberships__person=user)


class StudyGroup(models.Model):
    """People who practise together. Whoever has the link may join; a new link ends the old one."""

    name = models.CharField(_("name"), max_length=80)
    goal = models.PositiveSmallIntegerField(
        _("exercises a week, each"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    secret = models.CharField(max_length=32, unique=True, default=_secret)
    begun_at = models.DateTimeField(db_default=Now())

    objects = StudyGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def renew(self) -> None:
        """Another link; the old one leads nowhere."""
        self.secret = _secret()
        self.save(update_fields=["secret"])


class Membership(models.Model):
    """That a person belongs to a group. Leaving deletes the row, and with it every trace."""

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    shares = models.BooleanField(_("show the group when I practise"), default=False)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="a_member_once_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class Meeting(models.Model):
    """A shared review session: the same exercises for all, each with a variant of their own."""

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="meetings")
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"meeting {self.pk} of {self.group_id}"


class MeetingExercise(models.Model):
    """One exercise of a meeting, at its place."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="exercises")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="a_place_in_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.exercise_id}"


class Seat(models.Model):
    """That somebody takes part in a meeting, and lets the others there see how far they are."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_seat_once_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"
