"""That a person belongs to a course, and as what."""

from __future__ import annotations

from django.db import models

from campus.accounts.models import User
from campus.courses.models.course import Course


class Enrolment(models.Model):
    """That a person belongs to a course, and as what."""

    class Role(models.TextChoices):
        LEARNER = "learner"
        INSTRUCTOR = "instructor"

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(User, models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=10, choices=Role, default=Role.LEARNER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="enrolled_once_a_course")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} in {self.course_id}"
