"""The sums. A group of learners is (course, section): (0, 0) is the whole site, (c, 0) a course.

Plain numbers and no foreign keys: a group is forgotten when its last member has left it.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from campus.accounts.models import User
from campus.catalog.models import Skill

WITHIN_DAYS = (1, 3, 7, 14, 28)  # edges of the classes of days until mastery; the last is open


class Mark(models.Model):
    """How far the log is folded. One row.

    folded    every outcome up to this key is in the sums
    pending   the newest key seen at the last fold; folded once every transaction that was open
              then has ended (`horizon`: the first transaction that had not begun)
    """

    folded = models.BigIntegerField(default=0)
    pending = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)  # the last comparison with the rows themselves
    drift = models.PositiveIntegerField(default=0)  # sums it had to put right

    def __str__(self) -> str:
        return f"folded up to {self.folded}"


class Member(models.Model):
    """That a learner's work is in a group's sums of skills."""

    course = models.BigIntegerField()
    section = models.BigIntegerField()
    learner = models.ForeignKey(User, models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "section", "learner"], name="rollups_member_once"
            )
        ]
        indexes = [models.Index(fields=["learner"], name="rollups_groups_of_a_learner")]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.course}/{self.section}"


class LearnerTally(models.Model):
    """One learner's work in a row: what funnels and the list of concerns are read from.

    recent_*  the 14 days up to `last_day`; before_* the 28 days before these
    stuck_*   the skill with most first tries that is not proficient, was right in less than four of
              ten, and that other skills build upon
    """

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="tally")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True, db_index=True)
    days = models.PositiveIntegerField(default=0)
    graded = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    recent_graded = models.PositiveIntegerField(default=0)
    recent_solved = models.PositiveIntegerField(default=0)
    before_graded = models.PositiveIntegerField(default=0)
    before_solved = models.PositiveIntegerField(default=0)
    tried = models.PositiveSmallIntegerField(default=0)  # skills
    mastered = models.PositiveSmallIntegerField(default=0)  # skills
    modules = models.PositiveSmallIntegerField(default=0)  # all of whose skills are mastered
    stuck_skill = models.ForeignKey(
        Skill, models.SET_NULL, null=True, db_constraint=False, related_name="+"
    )
    stuck_tries = models.PositiveIntegerField(default=0)
    stuck_right = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.graded} graded of {self.learner_id}"


class ToldSkill(models.Model):
    """What of a LearnerSkill is in the sums already, and when it began and was first mastered."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(default=0)
    n = models.PositiveIntegerField(default=0)
    n_ok = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    mastered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "skill"], name="rollups_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.skill_id}"


class DayTally(models.Model):
    """A group's day: who practised, graded submissions, those that solved their exercise."""

    course = models.BigIntegerField()
    section = models.BigIntegerField()
    day = models.DateField()
    learners = models.PositiveIntegerField()
    graded = models.PositiveIntegerField()
    solved = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "section", "day"], name="rollups_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} of {self.course}/{self.section}"


class WeekTally(models.Model):
    """A group's week from Monday: a learner who practised on five of its days counts once."""

    course = models.BigIntegerField()
    section = models.BigIntegerField()
    monday = models.DateField()
    learners = models.PositiveIntegerField()
    graded = models.PositiveIntegerField()
    solved = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "section", "monday"], name="rollups_week_once"
            )
        ]

    def __str__(self) -> str:
        return f"week of {self.monday} of {self.course}/{self.section}"


class SkillTally(models.Model):
    """A group's standing in one skill.

    attempted … mastered   learners at each level
    n, n_ok                first tries, and those of them that were right
    days_to_mastery        learners by the days from their first try to mastery, by WITHIN_DAYS
    """

    course = models.BigIntegerField()
    section = models.BigIntegerField()
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="+", db_index=False)
    attempted = models.IntegerField(default=0)
    familiar = models.IntegerField(default=0)
    proficient = models.IntegerField(default=0)
    mastered = models.IntegerField(default=0)
    n = models.BigIntegerField(default=0)
    n_ok = models.BigIntegerField(default=0)
    days_to_mastery = ArrayField(models.IntegerField(), size=len(WITHIN_DAYS) + 1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "section", "skill"], name="rollups_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"skill {self.skill_id} of {self.course}/{self.section}"


class ExerciseTally(models.Model):
    """An exercise's day: graded submissions and first tries, over everybody."""

    exercise = models.BigIntegerField()
    day = models.DateField()
    graded = models.PositiveIntegerField()
    firsts = models.PositiveIntegerField()
    firsts_ok = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "exercise"], name="rollups_exercise_once")
        ]

    def __str__(self) -> str:
        return f"exercise {self.exercise} on {self.day}"


class WaitTally(models.Model):
    """Five minutes of a lane: answers handed in then, and how long their verdicts took."""

    lane = models.CharField(max_length=5)
    begun_at = models.DateTimeField()
    received = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()  # of them with a verdict
    p50_ms = models.FloatField(null=True)
    p95_ms = models.FloatField(null=True)
    resent = models.PositiveIntegerField()  # sent more than once
    failed = models.PositiveIntegerField()
    undecided = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["begun_at", "lane"], name="rollups_wait_once")
        ]

    def __str__(self) -> str:
        return f"{self.lane} from {self.begun_at}"
