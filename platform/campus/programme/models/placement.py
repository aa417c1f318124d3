"""A placement: which anchors were asked, and how it ended. What is believed follows from them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import ProblemSet


class Placement(models.Model):
    """One learner's placement. Its questions are the items of a problem set of their own, each an
    anchor; what was answered stands in their attempts."""

    class Ended(models.TextChoices):
        NOT = "", _("open")
        SETTLED = "settled", _("nothing was left worth asking")
        ITEMS = "items", _("all questions were asked")
        TIME = "time", _("the time was up")
        STOPPED = "stopped", _("stopped early")

    learner = models.ForeignKey(User, models.CASCADE, related_name="placements")
    problem_set = models.OneToOneField(ProblemSet, models.CASCADE, related_name="placement")
    number = models.PositiveSmallIntegerField()  # of this learner's, from 1
    degree = models.BooleanField(default=False)  # in science or engineering, as they say
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=8, choices=Ended, default=Ended.NOT, blank=True)
    #: Skills asked for whose answer could not be judged: they say nothing, and are not asked again.
    void = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "number"], name="a_placement_number_once"),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(ended_at=None), name="one_open_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"placement {self.number} of {self.learner_id}"
