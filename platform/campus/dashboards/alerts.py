"""Matters of ours that somebody must look at, until somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models.functions import Now
from django.urls import reverse

from campus.learning.models import StaffAlert

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Alert:
    """url leads to the learner's attempt; "" for an alert that belongs to none."""

    pk: int
    kind: str
    message: str
    raised_at: datetime
    exercise: str
    url: str


def open_alerts() -> list[Alert]:
    """Those nobody has seen, the latest first."""
    rows = StaffAlert.objects.filter(seen_at__isnull=True).order_by("-raised_at")
    return [_alert(row) for row in rows.select_related("submission__attempt__exercise")[:SHOWN]]


def mark_seen(pk: int | None) -> int:
    """One alert, or all of them; how many. What was seen before keeps its moment."""
    rows = StaffAlert.objects.filter(seen_at__isnull=True)
    return (rows if pk is None else rows.filter(pk=pk)).update(seen_at=Now())


def _alert(row: StaffAlert) -> Alert:
    attempt = row.submission.attempt if row.submission else None
    return Alert(
        pk=row.pk,
        kind=row.kind,
        message=row.message,
        raised_at=row.raised_at,
        exercise=attempt.exercise.title if attempt else "",
        url=reverse("attempt", args=[attempt.pk]) if attempt else "",
    )
