"""What staff say of one answer, what they mark by hand, and what people are told of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.learning.models import Submission


class Comment(models.Model):
    """A word to the learner, shown beside the answer it is about."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    text = models.CharField(max_length=2000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class HandMark(models.Model):
    """A mark that a person gave an answer in place of the grader's. Rows are never changed; the
    latest one stands, and one without a score gives the grader's verdict back."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="hand_marks")
    score = models.FloatField(null=True)  # share of the marks, 0 to 1
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    latest = models.BooleanField(default=True)
    # What the machine had said, as it stood before the first hand mark.
    machine_score = models.FloatField()
    machine_state = models.CharField(max_length=9)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(latest=True), name="one_hand_mark_stands"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="a_share_of_the_marks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} for {self.submission_id}"


class Notice(models.Model):
    """Something changed in a person's work that they did not do; told on their home page."""

    person = models.ForeignKey(User, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(seen_at__isnull=True), name="notices_not_seen"
            )
        ]

    def __str__(self) -> str:
        return self.text
