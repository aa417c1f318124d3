"""What keeps the discussion kind: reports, people one does not want to read, people who may not
write for a while."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User
from campus.community.models.thread import Post, Thread
from campus.courses.models import Course


class ReportQuerySet(models.QuerySet["Report"]):
    def decided_by(self, user: User) -> ReportQuerySet:
        """Those the person may decide on; not those about what they wrote themselves."""
        rows = self.filter(post__thread__in=Thread.objects.kept_by(user))
        return rows.exclude(post__author=user)


class Report(models.Model):
    """Somebody finds that a post should not stand as it does; staff decide."""

    class Why(models.TextChoices):
        SPOILER = "spoiler", _("it gives an answer away")
        UNKIND = "unkind", _("it is unkind")
        OFF = "off", _("it does not belong here")
        WRONG = "wrong", _("it is wrong and misleads")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("the post stays")
        HIDDEN = "hidden", _("the post is out of sight")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(_("What is the matter?"), max_length=7, choices=Why)
    words = models.CharField(_("in your words"), max_length=500, blank=True)
    at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "by"], name="reported_once_a_person")
        ]
        indexes = [models.Index(fields=["at"], condition=Q(state="open"), name="reports_to_decide")]

    def __str__(self) -> str:
        return f"{self.why}: {self.post_id}"


class Block(models.Model):
    """`by` does not want to read what `person` writes. Nobody is told."""

    by = models.ForeignKey(User, models.CASCADE, related_name="blocks")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "person"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_blocks_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} does not read {self.person_id}"


class Mute(models.Model):
    """A person may not write, in a course or (course None) in the commons, until then."""

    course = models.ForeignKey(Course, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(User, models.CASCADE, related_name="mutes")
    until = models.DateTimeField()
    words = models.CharField(_("why, for them to read"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"], nulls_distinct=False, name="muted_once_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is silent until {self.until:%d %b}"
