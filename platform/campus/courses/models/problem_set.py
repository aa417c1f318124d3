"""A course's problem sets and the exercises in them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.catalog.models import Exercise
from campus.courses.models.course import Course


class ProblemSetQuerySet(models.QuerySet["ProblemSet"]):
    def visible_to(self, user: User) -> ProblemSetQuerySet:
        """Sets of visible courses; a learner sees a set from the moment it opens, staff always."""
        staffed = Q(course__in=Course.objects.staffed_by(user))
        opened = Q(course__in=Course.objects.visible_to(user)) & (
            Q(opens_at__isnull=True) | Q(opens_at__lte=Now())
        )
        return self.filter(staffed | opened)

    def staffed_by(self, user: User) -> ProblemSetQuerySet:
        """Those whose learners' work the person may read."""
        return self.filter(course__in=Course.objects.staffed_by(user))

    def taught_by(self, user: User) -> ProblemSetQuerySet:
        return self.filter(course__in=Course.objects.taught_by(user))


class ProblemSet(models.Model):
    """Exercises to be done by a day. The number is its place in the course and in its address.

    What the days and limits mean stands in `rules.py`, in one place for pages and marks.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="sets")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    instructions = models.TextField(blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)  # from then on nothing is taken
    # What an answer after due_at counts, and what each graded try but the first takes away, in
    # per cent of the marks; tries at one exercise over all its variants, none: without limit.
    late_credit = models.PositiveSmallIntegerField(default=100, validators=[MaxValueValidator(100)])
    tries = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    try_cost = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])

    objects = ProblemSetQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_set_number_once"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(due_at__isnull=True)
                | Q(due_at__gt=models.F("opens_at")),
                name="due_after_it_opens",
                violation_error_message="A set must be due after it opens.",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | (
                    (Q(due_at__isnull=True) | Q(closes_at__gte=models.F("due_at")))
                    & (Q(opens_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")))
                ),
                name="closes_after_it_is_due",
                violation_error_message="A set must close after it opens and after it is due.",
            ),
            models.CheckConstraint(
                condition=Q(late_credit__lte=100, try_cost__lte=100), name="shares_of_the_marks"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User) -> ItemQuerySet:
        return self.filter(problem_set__in=ProblemSet.objects.visible_to(user))


class Item(models.Model):
    """One exercise of a set and what it is worth there."""

    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, related_name="items")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(default=10)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem_set", "exercise"], name="an_exercise_once_a_set"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.exercise_id}"
