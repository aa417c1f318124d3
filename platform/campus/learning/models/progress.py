"""What is known of a learner: written in the recorder's transaction, never worked out in a page."""

from __future__ import annotations

from django.db import models

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill

MODEL_VERSION = 1  # of the formulas in progress.py and memory.py; raise it and replay the attempts


class LearnerAbility(models.Model):
    """How able a learner is over all skills, in logits."""

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="ability")
    theta = models.FloatField(default=0.0)
    n = models.PositiveIntegerField(default=0)  # first tries behind it

    def __str__(self) -> str:
        return f"{self.theta:+.2f} of {self.learner_id}"


class LearnerSkill(models.Model):
    """What a learner can do in one skill, and when to come back to it."""

    class Level(models.IntegerChoices):
        NEW = 0
        ATTEMPTED = 1
        FAMILIAR = 2
        PROFICIENT = 3
        MASTERED = 4

    learner = models.ForeignKey(User, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="learners")
    theta = models.FloatField(default=0.0)  # logits, on top of the learner's ability
    n = models.PositiveIntegerField(default=0)  # first tries
    n_ok = models.PositiveIntegerField(default=0)  # of them right
    fsrs = models.JSONField(null=True)  # the memory model's card
    due_at = models.DateTimeField(null=True)
    first_ok_at = models.DateTimeField(null=True)
    kept = models.BooleanField(default=False)  # right again a day or more after the first time
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.NEW)
    model_version = models.PositiveSmallIntegerField(default=MODEL_VERSION)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "skill"], name="a_skill_once_a_learner")
        ]
        indexes = [models.Index(fields=["learner", "due_at"], name="reviews_of_a_learner")]

    def __str__(self) -> str:
        return f"level {self.level} of {self.learner_id} in {self.skill_id}"


class DifficultyStep(models.Model):
    """How much one first try says that an exercise is easier or harder than we thought.

    Learners only append here; a beat folds the steps into Exercise and Skill every few seconds,
    because a row of a popular exercise would make the learners of an exam wait for each other.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    error = models.FloatField()  # score minus expected score

    def __str__(self) -> str:
        return f"{self.error:+.2f} for {self.exercise_id}"


class ActiveDay(models.Model):
    """What a learner did on one day (UTC)."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="days")
    day = models.DateField()
    graded = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "day"], name="a_day_once")]
        indexes = [models.Index(fields=["day"], name="days")]

    def __str__(self) -> str:
        return f"{self.learner_id} on {self.day}"
