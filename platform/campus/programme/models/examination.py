"""Examinations: one try at a module's, or at the final one, and the papers drawn for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import ProblemSet

FINAL = "final"


class Examination(models.Model):
    """One try. `subject` is a module, or FINAL."""

    class Outcome(models.TextChoices):
        NONE = "", _("not judged")
        FAILED = "failed", _("not passed")
        PASSED = "passed", _("passed")
        DISTINCTION = "distinction", _("passed with distinction")

    learner = models.ForeignKey(User, models.CASCADE, related_name="examinations")
    subject = models.CharField(max_length=8)
    number = models.PositiveSmallIntegerField()  # of this learner's tries at the subject, from 1
    track = models.CharField(max_length=8)
    begun_at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=11, choices=Outcome, default=Outcome.NONE, blank=True)
    judged_at = models.DateTimeField(null=True)
    #: {"whole": share, "groups": {name: share}, "missed": [skills]}, shares as passing.Share.
    figures = models.JSONField(default=dict)

    class Meta:
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "subject", "number"], name="an_examination_number_once"
            ),
            models.UniqueConstraint(
                fields=["learner", "subject"],
                condition=Q(outcome=""),
                name="one_open_examination_a_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["begun_at"], condition=Q(outcome=""), name="examinations_to_judge")
        ]

    def __str__(self) -> str:
        return f"{self.subject}, try {self.number} of {self.learner_id}"

    @property
    def passed(self) -> bool:
        return self.outcome in (self.Outcome.PASSED, self.Outcome.DISTINCTION)


class Paper(models.Model):
    """What was drawn, and from how much: enough to draw it again for an appeal."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="papers")
    letter = models.CharField(max_length=1, blank=True)  # of a final paper
    problem_set = models.OneToOneField(ProblemSet, models.CASCADE, related_name="paper")
    #: What of the blueprint the pool did not allow, and how many families each place chose from.
    misses = models.JSONField(default=list)
    pools = models.JSONField(default=list)
    #: {exercise: where its marks belong}: a problem set of the course, or a core area.
    groups = models.JSONField(default=dict)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["examination", "letter"], name="a_letter_once")
        ]

    def __str__(self) -> str:
        return f"paper {self.letter or '-'} of {self.examination_id}"
