"""A course's problem sets and the exercises in them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion, Skill
from campus.courses.models.course import Course


class ProblemSetQuerySet(models.QuerySet["ProblemSet"]):
    def visible_to(self, user: User) -> ProblemSetQuerySet:
        """Sets of visible courses; a learner sees a set from the moment it opens, and no paper
        that was drawn for somebody else; staff see them always."""
        staffed = Q(course__in=Course.objects.staffed_by(user))
        opened = Q(course__in=Course.objects.visible_to(user)) & (
            Q(opens_at__isnull=True) | Q(opens_at__lte=Now())
        )
        return self.filter(staffed | opened & (Q(sitter__isnull=True) | Q(sitter=user)))

    def shared(self) -> ProblemSetQuerySet:
        """Those for all learners of a course: no papers."""
        return self.filter(sitter__isnull=True)

    def staffed_by(self, user: User) -> ProblemSetQuerySet:
        """Those whose learners' work the person may read."""
        return self.filter(course__in=Course.objects.staffed_by(user))

    def taught_by(self, user: User) -> ProblemSetQuerySet:
        return self.filter(course__in=Course.objects.taught_by(user))


class ProblemSet(models.Model):
    """Exercises to be done by a day. The number is its place in the course and in its address.

    What the days and limits mean stands in `rules.py`, in one place for pages and marks; whom they
    do not bind like everybody else stands in `models.extension`.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice")
        HOMEWORK = "homework", _("homework")
        EXAM = "exam", _("timed exam")
        PLACEMENT = "placement", _("placement")  # by the programme alone, for one sitter
        PROJECT = "project", _("project")  # as a placement; its items are milestones

    #: What teachers may choose.
    FOR_ALL = (Kind.PRACTICE, Kind.HOMEWORK, Kind.EXAM)

    class Variants(models.TextChoices):
        FREE = "free", _("another one whenever the learner asks")
        SAME = "same", _("one variant for all tries")
        NEW = "new", _("a new one for each try")

    class Solutions(models.TextChoices):
        NEVER = "never", _("never")
        ENDED = "ended", _("when the variant is solved, given up or out of tries")
        DUE = "due", _("after the due date, to whoever has ended the variant")
        CLOSED = "closed", _("when the set has closed for everybody")

    course = models.ForeignKey(Course, models.CASCADE, related_name="sets")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.HOMEWORK)
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
    # Steps between the due date and `late_credit`: [[minutes after due_at, per cent], …], growing
    # in minutes and falling in per cent. They move with the date, for copies and extensions.
    late_steps = models.JSONField(default=list, blank=True)
    hint_cost = models.PositiveSmallIntegerField(default=15, validators=[MaxValueValidator(100)])
    variants = models.CharField(max_length=4, choices=Variants, default=Variants.FREE)
    solutions = models.CharField(max_length=6, choices=Solutions, default=Solutions.ENDED)
    # A paper: drawn for this person, and nobody else's but staff's to see.
    sitter = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="papers", editable=False
    )
    # Of an exam: how long a learner sits, from their own beginning.
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )

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
            models.CheckConstraint(
                condition=Q(kind__in=["practice", "homework", "project"])
                | Q(opens_at__isnull=False, closes_at__isnull=False, minutes__isnull=False),
                name="an_exam_has_a_window",
                violation_error_message=_("An exam needs an opening, a closing and its minutes."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def helps(self) -> bool:
        """Whether hints and worked solutions may be had while it is open."""
        return self.kind in (self.Kind.PRACTICE, self.Kind.HOMEWORK, self.Kind.PROJECT)


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User) -> ItemQuerySet:
        return self.filter(problem_set__in=ProblemSet.objects.visible_to(user))


class Pool(models.Model):
    """So many of a list of exercises, which ones is drawn for each learner.

    The exercises are items of the set that name this pool; each is worth `points`. Where a skill
    stands, the list is what the bank had of it, at these levels, when the set was saved.
    """

    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, related_name="pools")
    title = models.CharField(max_length=120)
    take = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    points = models.PositiveSmallIntegerField(default=10)
    skill = models.ForeignKey(Skill, models.SET_NULL, null=True, blank=True, related_name="+")
    level_from = models.PositiveSmallIntegerField(default=1)
    level_to = models.PositiveSmallIntegerField(default=5)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.take} of {self.title}"


class Item(models.Model):
    """One exercise of a set and what it is worth there."""

    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, related_name="items")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="items")
    # None: whatever is newest when the learner opens it.
    version = models.ForeignKey(
        ExerciseVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    pool = models.ForeignKey(
        Pool, models.CASCADE, null=True, blank=True, related_name="items", editable=False
    )
    position = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(default=10)
    # The seed of the only variant there is of it here; none: another one for each learner.
    seed = models.BigIntegerField(null=True, blank=True, editable=False)

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


class Draw(models.Model):
    """The items of a pool that fell to a learner; kept, so that no later change of the pool moves
    what somebody has seen."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="draws")
    learner = models.ForeignKey(User, models.CASCADE, related_name="+")
    items = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "learner"], name="a_draw_once_a_learner")
        ]

    def __str__(self) -> str:
        return f"{self.items} for {self.learner_id}"
