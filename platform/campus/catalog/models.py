"""What the catalogue keeps: skills, exercises, their versions and the variants that are ready."""

from __future__ import annotations

from django.db import models


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
        """Open to everybody who is signed in, for practice."""
        return self.filter(current__isnull=False)


class Exercise(models.Model):
    """One family of exercises; `current` is the version that new attempts get."""

    class Kind(models.TextChoices):
        MATH = "math"
        CODE = "code"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    module = models.CharField(max_length=8, db_index=True)
    level = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=5)
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.MATH)
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "seed"], name="a_seed_once")]

    def __str__(self) -> str:
        return f"variant {self.pk} of {self.version_id}"
