"""A learner says that a right answer was marked wrong; the staff look at the whole case."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models import Course
from campus.learning.models.work import Submission


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> ObjectionQuerySet:
        """To an administrator all; to others those of the sets they teach, and of the practice
        of learners in their courses. Nobody decides on a case of one's own."""
        others = self.exclude(submission__attempt__learner=user)
        if user.is_admin:
            return others
        courses = Course.objects.taught_by(user)
        return others.filter(
            Q(submission__attempt__item__problem_set__course__in=courses)
            | Q(
                submission__attempt__item=None,
                submission__attempt__learner__enrolments__course__in=courses,
            )
        ).distinct()


class Objection(models.Model):
    """One case: variant, answer, verdict and method all hang on the submission."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("the learner is right")
        DECLINED = "declined", _("the verdict stands")

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="objection"
    )
    raised_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    words = models.CharField(max_length=500, blank=True)  # of the staff, to the learner
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "raised_at"], name="objections_open")]

    def __str__(self) -> str:
        return f"objection to {self.submission_id}: {self.state}"
