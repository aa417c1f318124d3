"""Who is not bound by a set's rules like everybody else: extensions and accommodations."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models.course import Course
from campus.courses.models.enrolment import Section
from campus.courses.models.problem_set import ProblemSet


class Extension(models.Model):
    """Other days, more time or more tries, for one learner or one section; empty: as for everybody.

    Without a set it is an accommodation and holds in the whole course. What is said of the learner
    comes before what is said of the section, what is said of the set before what is said of all;
    extra time is the largest of them. `rules.terms_of` is the only reader.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="extensions")
    problem_set = models.ForeignKey(
        ProblemSet, models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    learner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    extra_time = models.PositiveSmallIntegerField(
        _("extra time in exams, in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
    )
    extra_minutes = models.PositiveSmallIntegerField(default=0, editable=False)  # given back
    tries = models.PositiveSmallIntegerField(
        _("graded tries"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    why = models.CharField(_("reason, for staff"), max_length=200, blank=True)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(learner__isnull=False, section__isnull=True)
                | Q(learner__isnull=True, section__isnull=False),
                name="for_a_learner_or_a_section",
            ),
            models.UniqueConstraint(
                fields=["course", "problem_set", "learner", "section"],
                nulls_distinct=False,
                name="one_extension_each",
            ),
            models.CheckConstraint(
                condition=Q(problem_set__isnull=False) | Q(due_at=None, closes_at=None),
                name="days_belong_to_a_set",
            ),
        ]

    def __str__(self) -> str:
        return f"extension {self.pk} in {self.course_id}"
