"""A course as it is given in one term, and who may see it, read its learners' work, change it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User

#: What a person may do in a course, by role: see docs/why/roles.md.
STAFF = ("assistant", "instructor", "owner")
TEACHERS = ("instructor", "owner")
OWNERS = ("owner",)

#: Second words of addresses under /courses/ that are pages, not courses.
RESERVED = ("new",)


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, user: User) -> CourseQuerySet:
        """Courses the person is enrolled in, in any role; administrators see all."""
        if user.is_admin:
            return self
        return self.filter(pk__in=user.enrolments.values("course"))

    def staffed_by(self, user: User) -> CourseQuerySet:
        """Courses whose learners' work the person may read, comment and mark by hand. An
        assistant needs no more than a learner's account."""
        if user.is_admin:
            return self
        as_what = Q(role="assistant")
        if user.may_teach:
            as_what = Q(role__in=STAFF)
        return self.filter(pk__in=user.enrolments.filter(as_what).values("course"))

    def taught_by(self, user: User) -> CourseQuerySet:
        """Courses whose sets, learners and sections the person may change."""
        return self._held_by(user, TEACHERS)

    def owned_by(self, user: User) -> CourseQuerySet:
        """Courses whose staff the person names, which they archive, whose audit log they read."""
        return self._held_by(user, OWNERS)

    def running(self) -> CourseQuerySet:
        """Those that are not archived."""
        return self.filter(archived_at__isnull=True)

    def _held_by(self, user: User, roles: tuple[str, ...]) -> CourseQuerySet:
        if user.is_admin:
            return self
        if not user.may_teach:  # an instructor whose account became a learner's
            return self.none()
        return self.filter(pk__in=user.enrolments.filter(role__in=roles).values("course"))


class Course(models.Model):
    """One course as it is given in one term. Archived, it can be read and not changed."""

    slug = models.SlugField(
        _("name in addresses"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                rf"^({'|'.join(RESERVED)})$", _("This name is taken."), inverse_match=True
            )
        ],
        error_messages={"unique": _("There is a course with this name in its address already.")},
    )
    title = models.CharField(_("title"), max_length=160)
    term = models.CharField(_("term"), max_length=40, blank=True)
    description = models.TextField(_("description"), blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Enrolment", related_name="courses"
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["title", "term"]

    def __str__(self) -> str:
        return self.title
