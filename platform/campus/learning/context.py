"""What the navigation of every page may show of a learner's progress."""

from __future__ import annotations

from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from campus.accounts.models import User
from campus.learning.models import LearnerSkill


def reviews_due(request: HttpRequest) -> dict[str, object]:
    """`nav_due`: how many skills are due for review; asked for only by pages that show it."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    due = LearnerSkill.objects.filter(learner=user, due_at__lte=Now())
    return {"nav_due": SimpleLazyObject(due.count)}
