"""What the catalogue keeps: skills, exercises, their versions and the variants that are ready."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from campus.accounts.models import User


class Skill(models.Model):
    """One thing to be able to do; a node of the prerequisite graph."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=240, blank=True)  # what one can do who has it
    ml_method = models.CharField(max_length=240, blank=True)  # what machine learning uses it for
    module = models.CharField(max_length=8, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    prerequisites = models.ManyToManyField("self", symmetrical=False, related_name="unlocks")
    # How hard the skill is, on the learners' scale (logits); moved by first tries.
    difficulty = models.FloatField(default=0.0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["module", "position"]

    def __str__(self) -> str:
        return self.title


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def published(self) -> ExerciseQuerySet:
        """Open to everybody who is signed in, for practice: what the catalogue offers, counts."""
        return self.offered().exclude(origin__in=Exercise.APART)

    def offered(self) -> ExerciseQuerySet:
        """With a current version, and not taken back."""
        return self.filter(current__isnull=False, retired_at__isnull=True)

    def open_to(self, user: User) -> ExerciseQuerySet:
        """Those whose page this person may open: what is published, what they once worked on,
        and for those who teach the gallery too. Milestones are opened from their project."""
        offered = Q(retired_at__isnull=True) & ~Q(origin=Exercise.Origin.PROJECT)
        if not user.may_teach:
            offered &= ~Q(origin=Exercise.Origin.GALLERY)
        worked_on = Q(pk__in=user.attempts.values("exercise"))
        return self.filter(offered | worked_on, current__isnull=False)

    def retire(self) -> int:
        """Offer them no more; attempts, sets and statistics stay as they are."""
        return self.filter(retired_at__isnull=True).update(retired_at=Now())


class Exercise(models.Model):
    """One family of exercises; `current` is the version that new attempts get."""

    class Kind(models.TextChoices):
        MATH = "math"
        CODE = "code"

    class Origin(models.TextChoices):
        BANK = "bank"  # the files that come with the site
        GALLERY = "gallery"  # examples of the format, for those who write exercises
        FILES = "files"  # somebody's own files, by `manage.py publish PATH`
        AUTHORS = "authors"  # written in the browser
        PROJECT = "project"  # milestones: what learners do in a project, in no pool of exercises

    #: What the catalogue, practice, placement and examinations leave out.
    APART = (Origin.GALLERY, Origin.PROJECT)

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    module = models.CharField(max_length=8, db_index=True)
    level = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=5)
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.MATH)
    origin = models.CharField(max_length=7, choices=Origin, default=Origin.BANK)
    retired_at = models.DateTimeField(null=True, blank=True)  # offered no more since then
    skills = models.ManyToManyField(Skill, through="Training", related_name="exercises")
    current = models.ForeignKey(
        "ExerciseVersion", models.SET_NULL, null=True, related_name="current_of"
    )
    # How hard it is, on the learners' scale (logits); `answered` first tries stand behind it.
    difficulty = models.FloatField(default=0.0)
    answered = models.PositiveIntegerField(default=0)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["module", "level", "slug"]

    def __str__(self) -> str:
        return self.title


class Training(models.Model):
    """That an exercise trains a skill; the first one is what the exercise is about."""

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    skill = models.ForeignKey(Skill, models.CASCADE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "skill"], name="a_skill_once_an_exercise")
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} trains {self.skill_id}"


class ExerciseVersion(models.Model):
    """One text of an exercise. Never changed: a changed file becomes the next version."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the source
    source = models.TextField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    commit = models.CharField(max_length=64, blank=True)  # of the git checkout it came from
    proved = models.PositiveIntegerField(default=0)  # seeds the checker drew here; 0: not here
    # The next place of the pool to be drawn: places may fail, so rows cannot be counted instead.
    drawn_to = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)  # why it cannot be drawn here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="a_number_once"),
            models.UniqueConstraint(fields=["exercise", "digest"], name="a_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}, version {self.number}"


class Variant(models.Model):
    """One drawing of a version, complete: what the page shows, and, apart, what only graders see.

    `body` is `exercises.variant.Variant.to_json()`; its "grading", "solution" and "mistake_words"
    reach no page before their time.
    """

    version = models.ForeignKey(ExerciseVersion, models.CASCADE, related_name="variants")
    seed = models.BigIntegerField()
    body = models.JSONField()
    used = models.BooleanField(default=False)  # somebody was given it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "seed"], name="a_seed_once")]
        indexes = [
            models.Index(fields=["version"], condition=Q(used=False), name="variants_to_give")
        ]

    def __str__(self) -> str:
        return f"variant {self.pk} of {self.version_id}"
