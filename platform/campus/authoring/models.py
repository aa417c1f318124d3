"""What an author keeps: manuscripts, every text they ever had, and the asks to publish them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from campus.accounts.models import User
from campus.catalog.models import Exercise, ExerciseVersion


class ManuscriptQuerySet(models.QuerySet["Manuscript"]):
    def of(self, user: User) -> ManuscriptQuerySet:
        """Those the person may see and change: their own, as one of the authors; admins all."""
        if not user.may_teach:
            return self.none()
        return self if user.is_admin else self.filter(authors=user)


class Manuscript(models.Model):
    """An exercise in the hands of its authors. What learners get are the versions of `exercise`."""

    slug = models.SlugField(max_length=60, unique=True)  # the exercise's id, for good
    title = models.CharField(max_length=160, blank=True)  # as its latest text says
    authors = models.ManyToManyField(User, related_name="manuscripts")
    exercise = models.OneToOneField(
        Exercise, models.SET_NULL, null=True, related_name="manuscript"
    )  # once it is published
    changed_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def latest(self) -> Revision:
        """Its present text; there is one from the beginning."""
        found = self.revisions.order_by("-number").first()
        assert found is not None, "a manuscript is made with its first revision"
        return found


class Revision(models.Model):
    """One text of a manuscript, byte for byte, never changed: who saved it, when, and why."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    note = models.CharField(max_length=200, blank=True)
    # The version it was published as.
    version = models.ForeignKey(
        ExerciseVersion, models.SET_NULL, null=True, related_name="revisions"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "number"], name="a_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.manuscript_id}, revision {self.number}"


class Publication(models.Model):
    """One ask to publish a revision. A result counts only under the lease that stands here."""

    class State(models.TextChoices):
        QUEUED = "queued"  # to be sent
        RUNNING = "running"  # sent under a lease
        PUBLISHED = "published"
        REFUSED = "refused"  # the checker found errors; they stand in `findings`
        CANCELLED = "cancelled"
        FAILED = "failed"  # our fault

    WAITING = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="publications")
    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="publications")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    seeds = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    reason = models.TextField(blank=True)  # of a failure, for the author
    tries = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["manuscript"],
                condition=Q(state__in=["queued", "running"]),
                name="one_publication_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.revision_id}"

    @property
    def waiting(self) -> bool:
        return self.state in self.WAITING
