"""Projects: a learner's work at one, the conclusions handed in, and who has read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import ProblemSet


class ProjectWork(models.Model):
    """A learner at a project: the milestones are items of a problem set of their own."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="projects")
    project = models.SlugField(max_length=60)  # of exercises.project
    problem_set = models.OneToOneField(ProblemSet, models.CASCADE, related_name="project_work")
    begun_at = models.DateTimeField(db_default=Now())
    # The conclusion as it is being written; the revision only grows.
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "project"], name="a_project_once_a_learner")
        ]

    def __str__(self) -> str:
        return f"{self.project} of {self.learner_id}"


class Conclusion(models.Model):
    """A text that was handed in. Never changed: one that is returned is followed by another."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being read")
        DISPUTED = "disputed", _("the staff decide")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    OPEN = (State.WAITING, State.DISPUTED)

    work = models.ForeignKey(ProjectWork, models.CASCADE, related_name="conclusions")
    number = models.PositiveSmallIntegerField()  # of this work, from 1
    text = models.TextField()
    handed_in_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(  # none: two peers who agreed
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    objection = models.CharField(max_length=500, blank=True)  # of the learner, to peers

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="a_conclusion_number_once"),
            models.UniqueConstraint(
                fields=["work"],
                condition=Q(state__in=["waiting", "disputed"]),
                name="one_open_conclusion_a_work",
            ),
        ]
        indexes = [
            models.Index(
                fields=["handed_in_at"],
                condition=Q(state__in=["waiting", "disputed"]),
                name="conclusions_to_read",
            )
        ]

    def __str__(self) -> str:
        return f"conclusion {self.number} of {self.work_id}: {self.state}"


class Review(models.Model):
    """One reader of a conclusion, from taking it until the marks are given."""

    conclusion = models.ForeignKey(Conclusion, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(User, models.CASCADE, related_name="reviews")
    by_staff = models.BooleanField(default=False)
    taken_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True)
    marks = models.JSONField(default=dict)  # points by criterion
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "reviewer"], name="read_once_by_each")
        ]

    def __str__(self) -> str:
        return f"review of {self.conclusion_id} by {self.reviewer_id}"


class Calibration(models.Model):
    """How somebody marked a prepared conclusion; `counts`: near enough to review others."""

    reviewer = models.ForeignKey(User, models.CASCADE, related_name="calibrations")
    project = models.SlugField(max_length=60)
    place = models.PositiveSmallIntegerField()  # among the prepared conclusions
    marks = models.JSONField()
    counts = models.BooleanField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "project", "place"], name="a_prepared_one_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.place} by {self.reviewer_id}: {self.counts}"
