"""One learner's time in an exam, by the server's clock."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.courses.models import ProblemSet


class Sitting(models.Model):
    """From the learner's own beginning until they hand in, or their time is up.

    When that is, is worked out from the rules each time (`sitting.ends_at`), so that time given
    back holds at once. Drafts of a sitting become answers when the exam has closed for everybody:
    until then no verdict exists that could be seen.
    """

    problem_set = models.ForeignKey(ProblemSet, models.CASCADE, related_name="sittings")
    learner = models.ForeignKey(User, models.CASCADE, related_name="sittings")
    begun_at = models.DateTimeField(db_default=Now())
    handed_in_at = models.DateTimeField(null=True)
    by_server = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)  # its answers went to the graders

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem_set", "learner"], name="one_sitting_each")
        ]
        indexes = [
            models.Index(
                fields=["problem_set"],
                condition=models.Q(released_at__isnull=True),
                name="sittings_not_released",
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} sits {self.problem_set_id}"
