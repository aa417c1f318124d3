"""A course as it is given in one term, and who may see it and change it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from campus.accounts.models import User


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: User) -> CourseQuerySet:
        """Courses the person is enrolled in, in any role; administrators see all."""
        if user.is_admin:
            return self
        return self.filter(pk__in=user.enrolments.values("course"))

    def taught_by(self, user: User) -> CourseQuerySet:
        """Courses the person may change and whose learners' work they may read."""
        if user.is_admin:
            return self
        if not user.may_teach:
            return self.none()
        return self.filter(pk__in=user.enrolments.filter(role="instructor").values("course"))


class Course(models.Model):
    """One course as it is given in one term."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    term = models.CharField(max_length=40, blank=True)
    description = models.TextField(blank=True)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Enrolment", related_name="courses"
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["title", "term"]

    def __str__(self) -> str:
        return self.title
