"""What a gradebook adds to the marks that were earned: weights, overrides, notes."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import Course, ProblemSet


class Scheme(models.Model):
    """How the marks of a course's sets become one figure; a course without a row drops none."""

    course = models.OneToOneField(Course, models.CASCADE, primary_key=True, related_name="scheme")
    drop_lowest = models.PositiveSmallIntegerField(
        _("lowest sets dropped"), default=0, validators=[MaxValueValidator(20)]
    )

    def __str__(self) -> str:
        return f"{self.drop_lowest} dropped in {self.course_id}"


class Weight(models.Model):
    """What a set weighs in the total; a set without a row weighs 1, one of weight 0 is shown and
    does not count."""

    problem_set = models.OneToOneField(
        ProblemSet, models.CASCADE, primary_key=True, related_name="weight"
    )
    weight = models.FloatField(
        default=1.0, validators=[MinValueValidator(0.0), MaxValueValidator(1000.0)]
    )

    def __str__(self) -> str:
        return f"{self.weight:g} for {self.problem_set_id}"


class MarkOverride(models.Model):
    """A mark set by hand instead of the one that was earned. Rows are never changed: a new one
    takes the place of the latest, and one without a mark gives the earned one back."""

    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, related_name="overrides")
    learner = models.ForeignKey(User, models.CASCADE, related_name="overrides")
    share = models.FloatField(null=True)  # of the set's points, 0 to 1, more with extra credit
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem_set", "learner"],
                condition=Q(latest=True),
                name="one_override_stands",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=2),
                name="a_share_of_the_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share} for {self.learner_id} at {self.problem_set_id}"


class Note(models.Model):
    """What the staff of a course remember of a learner; learners never see it."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="notes")
    learner = models.ForeignKey(User, models.CASCADE, related_name="+")
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["course", "learner"], name="notes_on_a_learner")]

    def __str__(self) -> str:
        return self.text[:60]
