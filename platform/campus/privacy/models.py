"""Exports that were asked for, and accounts that are to be erased or are."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from campus.accounts.models import User


class Export(models.Model):
    """One person's data as a zip file, in parts, until it runs out."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")  # our fault; it may be asked for again

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(User, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)  # bytes

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_export_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"export of {self.person_id}: {self.state}"


class Part(models.Model):
    """A piece of an export, small enough to be sent without holding up anything."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["export", "position"], name="a_part_of_an_export_once")
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.export_id}"


class Erasure(models.Model):
    """An account is to be erased on a day, or it is. One that is withdrawn leaves no row, only its
    entries in the audit log."""

    person = models.OneToOneField(User, models.CASCADE, related_name="erasure")
    # Nobody: the person themselves. An administrator gives the reason.
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    keeps_posts = models.BooleanField(default=True)  # without their name
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="erasures_to_come")
        ]

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"
