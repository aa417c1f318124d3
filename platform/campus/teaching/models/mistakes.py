"""Wrong answers that are one mistake in many variants, and the words that an instructor gave it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.catalog.models import Exercise, Variant
from campus.courses.models import Course


class Likeness(models.Model):
    """How one wrong answer to one blank of a variant relates to what was asked: worked out once
    and kept, for a page looks at thousands (`items.likeness`)."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="+")
    blank = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)  # of the syntax and the text as it was typed
    codes = models.JSONField(default=list)  # every relation that fits, the most telling first

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "blank", "digest"], name="a_likeness_once_a_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.codes}"


class Cluster(models.Model):
    """A mistake that a course's instructor has named. Whoever made it, before or after, reads the
    words beside the verdict: they are looked up when the page is shown."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="clusters")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="clusters")
    blank = models.CharField(max_length=60)
    likeness = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "exercise", "blank", "likeness"], name="a_mistake_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
