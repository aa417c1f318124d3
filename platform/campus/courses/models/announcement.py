"""What staff tell a course, who has seen it, and each person's calendar address."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.courses.models.course import Course


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: User) -> AnnouncementQuerySet:
        return self.filter(course__in=Course.objects.visible_to(user))

    def taught_by(self, user: User) -> AnnouncementQuerySet:
        """Those the person may change."""
        return self.filter(course__in=Course.objects.taught_by(user))

    def unseen_by(self, user: User) -> AnnouncementQuerySet:
        """Those in courses of one's own that one has not marked as seen; one's own are seen."""
        enrolled = self.filter(course__in=user.enrolments.values("course"))
        return enrolled.exclude(seen__person=user).exclude(author=user)


class Announcement(models.Model):
    """A text to everybody in a course, in Markdown. Pinned ones stay on top."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="announcements")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=20_000)
    pinned = models.BooleanField(_("keep on top"), default=False)
    at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-pinned", "-at"]
        indexes = [
            models.Index(fields=["course", "-pinned", "-at"], name="announcements_of_a_course")
        ]

    def __str__(self) -> str:
        return self.title


class Seen(models.Model):
    """That a person has seen an announcement."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="seen")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "person"], name="seen_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} has seen {self.announcement_id}"


def _secret() -> str:
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """A person's secret address of their due dates. A new secret revokes the old one."""

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_address")
    secret = models.CharField(max_length=40, unique=True, default=_secret)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"the calendar of {self.person_id}"
