"""A learner's work: attempts at variants, answers handed in, verdicts, unfinished answers."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Variant
from campus.courses.models import Item, ProblemSet


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, user: User) -> AttemptQuerySet:
        """The person's own attempts: those they may work on."""
        return self.filter(learner=user)

    def visible_to(self, user: User) -> AttemptQuerySet:
        """Those they may read: their own, and those in sets of courses whose staff they are."""
        staffed = ProblemSet.objects.staffed_by(user)
        return self.filter(Q(learner=user) | Q(item__problem_set__in=staffed))

    def open(self) -> AttemptQuerySet:
        return self.filter(ended=Attempt.Ended.NOT)

    def with_page(self) -> AttemptQuerySet:
        """With all that the page of an exercise reads of an attempt, in one query."""
        return self.select_related("exercise", "variant", "item__problem_set__course", "learner")


class Attempt(models.Model):
    """One learner at one variant, from the first look to the end."""

    class Ended(models.TextChoices):
        NOT = "", _("open")
        SOLVED = "solved", _("Solved")
        GAVE_UP = "gave_up", _("gave up")
        OUT_OF_TRIES = "out_of_tries", _("out of tries")
        TRIED = "tried", _("tried once")  # where each try gets a variant of its own

    learner = models.ForeignKey(User, models.CASCADE, related_name="attempts")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="attempts")
    version = models.ForeignKey(ExerciseVersion, models.PROTECT, related_name="attempts")
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="attempts")
    # The item of a set it counts for; none for practice.
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, related_name="attempts", db_index=False
    )
    number = models.PositiveIntegerField()  # of this learner's attempts at this exercise, from 1
    mixed = models.BooleanField(default=False)  # among exercises of other skills, in a session
    opened_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, choices=Ended, default=Ended.NOT, blank=True)
    tries = models.PositiveIntegerField(default=0)  # graded submissions; nothing else is counted
    hints_taken = models.PositiveSmallIntegerField(default=0)
    # Shares of the marks, 0 to 1: of the first graded submission, and of the best one after the
    # price of the hints and tries before it and of being late. None: nothing was graded yet.
    first_score = models.FloatField(null=True)
    best = models.FloatField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "exercise", "number"], name="an_attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["learner", "exercise", "item"],
                condition=Q(ended=""),
                nulls_distinct=False,
                name="one_open_attempt",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-opened_at"], name="attempts_of_a_learner"),
            # With the marks: a gradebook of half a million answers reads this index alone.
            models.Index(
                fields=["item", "learner"],
                include=["best", "finished_at"],
                name="attempts_and_their_marks",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of {self.learner_id} at {self.exercise_id}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, user: User) -> SubmissionQuerySet:
        return self.filter(attempt__learner=user)

    def visible_to(self, user: User) -> SubmissionQuerySet:
        return self.filter(attempt__in=Attempt.objects.visible_to(user))

    def waiting(self) -> SubmissionQuerySet:
        return self.filter(state__in=Submission.WAITING)


class Submission(models.Model):
    """One answer handed in. A verdict counts only under the lease token that stands in the row."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")  # to be sent
        RUNNING = "running", _("Running")  # sent to the graders under a lease
        GRADED = "graded", _("Graded")
        RETURNED = "returned", _("Returned")  # an answer is unreadable; costs nothing
        UNDECIDED = "undecided", _("Undecided")  # our bounds were too small; costs nothing
        FAILED = "failed", _("Failed")  # our fault, never counted against the learner
        WITHDRAWN = "withdrawn", _("Withdrawn")  # by the learner, before there was a verdict

    WAITING = (State.QUEUED, State.RUNNING)

    class Mode(models.TextChoices):
        GRADE = "grade"
        RUN = "run"  # the visible tests only; counts for nothing

    class Lane(models.TextChoices):
        """Where it waits for a grader; see `lanes`."""

        EXAM = "exam"
        GRADE = "grade"
        LATER = "later"
        BULK = "bulk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="submissions")
    idem_key = models.UUIDField()  # one for a form in one state with one content
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.GRADE)
    answers = models.JSONField()  # {blank: {"text", "syntax"}}
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    lane = models.CharField(max_length=5, choices=Lane, default=Lane.GRADE, db_default=Lane.GRADE)
    tries = models.PositiveSmallIntegerField(default=0)  # how often it was sent
    sent_at = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "idem_key"], name="one_row_a_form"),
            models.CheckConstraint(
                condition=Q(state="running", lease_token__isnull=False) | ~Q(state="running"),
                name="running_under_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state__in=["queued", "running"]),
                name="submissions_waiting",
            ),
            models.Index(fields=["attempt", "received_at"], name="submissions_of_an_attempt"),
            # The list of a course's answers, newest first, and the few that want somebody's eyes.
            models.Index(fields=["received_at", "id"], name="submissions_by_time"),
            models.Index(
                fields=["state", "received_at"],
                condition=Q(state__in=["undecided", "failed", "returned"]),
                name="submissions_not_graded",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def waiting(self) -> bool:
        return self.state in self.WAITING


class GradeResult(models.Model):
    """The verdict. Its primary key is the submission: it can be there only once."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="result"
    )
    report = models.JSONField()  # grader.verdict.Report as JSON
    score = models.FloatField()  # share of the marks, before the price of hints
    # Hints that had been taken at the attempt; None: recorded before that was kept.
    hints = models.PositiveSmallIntegerField(null=True)
    grader_version = models.CharField(max_length=20)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        # Rows come in order of time: a block index finds the last hour and costs almost nothing.
        indexes = [BrinIndex(fields=["recorded_at"], name="verdicts_by_time")]

    def __str__(self) -> str:
        return f"{self.score:.0%} for {self.submission_id}"


class Draft(models.Model):
    """What stands in an attempt's form and was not handed in. The revision only grows."""

    attempt = models.OneToOneField(Attempt, models.CASCADE, primary_key=True, related_name="draft")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"draft {self.revision} of {self.attempt_id}"


class StaffAlert(models.Model):
    """Something of ours went wrong and somebody must look at it."""

    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="alerts")
    kind = models.CharField(max_length=40)
    message = models.TextField()
    raised_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.message[:60]}"
