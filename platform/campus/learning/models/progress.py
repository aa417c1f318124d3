"""What is known of a learner: written in the recorder's transaction, never worked out in a page."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill


class LearnerAbility(models.Model):
    """How able a learner is over all skills, in logits.

    Whoever moves anything of a learner's state locks this row first: two verdicts take turns.
    """

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="ability")
    theta = models.FloatField(default=0.0)
    n = models.PositiveIntegerField(default=0)  # first tries behind it
    # Of the steps that moved it; 0: moved before outcomes were kept, and never replayed.
    model_version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.theta:+.2f} of {self.learner_id}"


class LearnerSkill(models.Model):
    """What a learner can do in one skill, and when to come back to it."""

    class Level(models.IntegerChoices):
        NEW = 0, _("New")
        ATTEMPTED = 1, _("Attempted")
        FAMILIAR = 2, _("Familiar")
        PROFICIENT = 3, _("Proficient")
        MASTERED = 4, _("Mastered")

    learner = models.ForeignKey(User, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="learners")
    theta = models.FloatField(default=0.0)  # logits, on top of the learner's ability
    n = models.PositiveIntegerField(default=0)  # first tries
    n_ok = models.PositiveIntegerField(default=0)  # of them right
    fsrs = models.JSONField(null=True)  # the memory model's card
    due_at = models.DateTimeField(null=True)
    first_ok_at = models.DateTimeField(null=True)
    # Right again a day or more after the first time, or among exercises of other skills.
    kept = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.NEW)
    model_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "skill"], name="a_skill_once_a_learner")
        ]
        indexes = [models.Index(fields=["learner", "due_at"], name="reviews_of_a_learner")]

    def __str__(self) -> str:
        return f"level {self.level} of {self.learner_id} in {self.skill_id}"


class PlacedSkills(models.Model):
    """Skills that a placement took for known, though not mastered. See campus.learning.placed."""

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="placed")
    at = models.DateTimeField()
    #: {primary key of a skill: [first tries, of them wrong]} of that moment.
    skills = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{len(self.skills)} skills of {self.learner_id}"


class Outcome(models.Model):
    """The log of the learner model: one graded submission as the model took it, with the
    difficulties of that moment. Only appended to; replaying it gives the state (tracing.Try)."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="outcomes")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="+")
    attempt = models.ForeignKey("learning.Attempt", models.CASCADE, related_name="outcomes")
    at = models.DateTimeField()
    score = models.FloatField()
    first = models.BooleanField()
    helped = models.BooleanField()
    time_share = models.FloatField()
    finished = models.BooleanField()
    mixed = models.BooleanField()
    exercise_difficulty = models.FloatField()
    skills = ArrayField(models.BigIntegerField())
    skill_difficulties = ArrayField(models.FloatField())
    error = models.FloatField()  # score minus expected score, at that moment
    mistakes = ArrayField(models.CharField(max_length=60), default=list)  # tags of listed mistakes
    model_version = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["learner", "id"], name="outcomes_of_a_learner")]

    def __str__(self) -> str:
        return f"{self.score:.0%} of {self.learner_id} at {self.exercise_id}"


class ModelVersion(models.Model):
    """One fit of the learner model: its steps, and the difficulties it began with.

    Version 1 has no row: the steps in `elo.STEPS`, everything of difficulty 0.
    """

    number = models.PositiveIntegerField(primary_key=True)
    steps = models.JSONField()  # elo.Steps by name
    exercises = models.JSONField(default=dict)  # difficulty by primary key, as text
    skills = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)  # what it was measured to be worth, and on how much
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"model version {self.number}"


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
    """What a learner did on one day, by the clock of the place they live in."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="days")
    day = models.DateField()
    graded = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "day"], name="a_day_once")]
        indexes = [models.Index(fields=["day"], name="days")]

    def __str__(self) -> str:
        return f"{self.learner_id} on {self.day}"
