"""What staff have added to somebody's work, on that person's own pages.

Learning stands below teaching and knows nothing of it: its templates ask by these tags.
"""

from __future__ import annotations

from typing import Any

from django import template

from campus.learning.exercise_page import ExercisePage
from campus.teaching.remarking import remarks_on
from campus.teaching.telling import unseen

register = template.Library()


@register.inclusion_tag("teaching/_remarks.html")
def remarks(page: ExercisePage) -> dict[str, Any]:
    """Comments, a mark by hand and the words of named mistakes for the answer that is shown."""
    shown = page.submission
    if shown is None or page.exam or shown.waiting or shown.mode != "grade":
        return {}
    return {"remarks": remarks_on(page.attempt, shown.id)}


@register.inclusion_tag("teaching/_notices.html", takes_context=True)
def notices(context: dict[str, Any]) -> dict[str, Any]:
    """What others changed in the person's work and they have not seen."""
    return {
        "notices": unseen(context["request"].user),
        "csrf_token": context.get("csrf_token"),
    }
