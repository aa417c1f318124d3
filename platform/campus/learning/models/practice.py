"""Practice: what a person wishes of it, and sessions that mix reviews, new skills and courses."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill
from campus.courses.models import Item
from campus.learning.models.work import Attempt


class PracticePlan(models.Model):
    """How much a person wants to do a day, where their day begins, and whether to remind them.

    Somebody without a row has the defaults below.
    """

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="plan")
    goal = models.PositiveSmallIntegerField(
        "exercises a day", default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    time_zone = models.CharField(max_length=64, blank=True)  # empty: the site's
    remind = models.BooleanField("remind me by e-mail", default=False)
    hour = models.PositiveSmallIntegerField(
        "at this hour", default=17, validators=[MaxValueValidator(23)]
    )
    track = models.CharField(max_length=8, blank=True)  # of exercises.tracks; empty: none chosen
    reminded_on = models.DateField(null=True)  # by the person's own calendar

    def __str__(self) -> str:
        return f"{self.goal} exercises a day for {self.learner_id}"

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.time_zone)


def zone_of(name: str | None) -> ZoneInfo:
    """The time zone of that name; the site's for none, or for one that no longer exists."""
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


class PracticeSession(models.Model):
    """A queue of exercises for so many minutes; it can be left and taken up again."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    minutes = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    # Levels of the skills of its exercises, {primary key as text: level}.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at__isnull=True), name="one_open_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes of {self.learner_id}"


class PracticeStep(models.Model):
    """One exercise of a session and why it is there."""

    class Why(models.TextChoices):
        REVIEW = "review", _("due for review")
        COURSE = "course", _("due in a course")
        NEXT = "next", _("next on your way")

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    why = models.CharField(max_length=6, choices=Why)
    skill = models.ForeignKey(Skill, models.SET_NULL, null=True, related_name="+")  # to be reviewed
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    attempt = models.ForeignKey(Attempt, models.SET_NULL, null=True, related_name="+")
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="a_place_in_the_queue")
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.exercise_id} ({self.why})"
