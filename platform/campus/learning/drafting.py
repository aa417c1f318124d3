"""Keeping what stands in the form: compare and set on a revision, so that no tab undoes another."""

from __future__ import annotations

from django.db.models.functions import Now

from campus.learning.answers import Answers
from campus.learning.models import Attempt, Draft


def keep_draft(attempt: Attempt, answers: Answers, revision: int) -> Draft | None:
    """Keep the form if `revision` is the one it was typed upon; None: another tab was first."""
    Draft.objects.bulk_create([Draft(attempt=attempt)], ignore_conflicts=True)
    written = Draft.objects.filter(attempt=attempt, revision=revision).update(
        answers=answers, revision=revision + 1, saved_at=Now()
    )
    return Draft.objects.get(attempt=attempt) if written else None
