"""A regrade: stored answers judged anew aside, compared, then applied or not, and rolled back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion
from campus.courses.models import Course
from campus.learning.models import Attempt, Submission


class RegradeQuerySet(models.QuerySet["Regrade"]):
    def taught_by(self, user: User) -> RegradeQuerySet:
        return self.filter(course__in=Course.objects.taught_by(user))


class Regrade(models.Model):
    """The answers of one course to one exercise, judged by the keys of `version`.

    Until it is applied nothing of what learners see has changed.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("being regraded")
        READY = "ready", _("to be looked at")
        APPLIED = "applied", _("applied")
        ROLLED_BACK = "rolled_back", _("rolled back")
        DROPPED = "dropped", _("dropped")

    class Policy(models.TextChoices):
        NEVER_LOWER = "never_lower", _("never lower a mark")
        BEST = "best", _("raise learners' best marks, change nothing else")
        ALL = "all", _("take every new verdict, up and down")

    course = models.ForeignKey(Course, models.CASCADE, related_name="regrades")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="regrades")
    version = models.ForeignKey(ExerciseVersion, models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=State, default=State.RUNNING)
    reason = models.CharField(max_length=300)
    policy = models.CharField(max_length=11, choices=Policy, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"regrade {self.pk}: {self.state}"


class Batch(models.Model):
    """Some answers of a regrade on their way through the slow lane, under a lease."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="batches")
    submissions = models.JSONField()  # their keys as texts
    tries = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{len(self.submissions)} answers of {self.regrade_id}"


class Change(models.Model):
    """One answer under the new keys, beside what stood before. `trouble`: why it has no verdict."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="changes")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    report = models.JSONField(null=True)  # the new one
    state = models.CharField(max_length=9, blank=True)
    score = models.FloatField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    old_report = models.JSONField(null=True)
    old_state = models.CharField(max_length=9)
    old_score = models.FloatField(null=True)
    applied = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regrade", "submission"], name="an_answer_regraded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_score} to {self.score}"


class RegradedAttempt(models.Model):
    """What an applied regrade changed of an attempt, for the way back."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="attempts")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="+")
    before = models.JSONField()  # {"tries", "first_score", "best", "ended", "finished_at"}
    best_after = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regrade", "attempt"], name="an_attempt_regraded_once")
        ]

    def __str__(self) -> str:
        return f"{self.before.get('best')} to {self.best_after}"
