"""Who belongs to a course, as what, and in which of its sections."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models.course import STAFF, Course


class Section(models.Model):
    """A part of a course's learners that meets by itself: a class, a lab, an evening group."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sections")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "name"],
                name="a_section_once_a_course",
                violation_error_message=_("There is a section of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def learners(self) -> EnrolmentQuerySet:
        return self.filter(role=Enrolment.Role.LEARNER)

    def staff(self) -> EnrolmentQuerySet:
        return self.filter(role__in=STAFF)


class Enrolment(models.Model):
    """That a person belongs to a course, and as what. Whoever leaves loses this row and nothing
    else: attempts, answers and marks hang on the person."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("learner")
        ASSISTANT = "assistant", _("assistant")
        INSTRUCTOR = "instructor", _("instructor")
        OWNER = "owner", _("owner")

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(User, models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=10, choices=Role, default=Role.LEARNER)
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    since = models.DateTimeField(auto_now_add=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="enrolled_once_a_course"),
            models.CheckConstraint(
                condition=Q(role__in=["learner", "assistant", "instructor", "owner"]),
                name="known_role_in_a_course",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} in {self.course_id}"
