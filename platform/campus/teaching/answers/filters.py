"""Which answers of a course are looked for, as the form above the list says."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any, Final

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from campus.courses.models import Course
from campus.learning.models import Attempt, Submission
from campus.learning.recording import FULL

State = Submission.State
VERDICTS: Final = (
    ("right", _("right")),
    ("partial", _("partly right")),
    ("wrong", _("wrong")),
    ("undecided", _("undecided")),
    ("returned", _("returned, not read")),
    ("failed", _("failed, our fault")),
    ("hand", _("marked by hand")),
    ("objection", _("objected to")),
)
_OF_VERDICT: Final = {
    "right": Q(state=State.GRADED, result__score__gte=FULL),
    "partial": Q(state=State.GRADED, result__score__gt=0, result__score__lt=FULL),
    "wrong": Q(state=State.GRADED, result__score__lte=0),
    "undecided": Q(state=State.UNDECIDED),
    "returned": Q(state=State.RETURNED),
    "failed": Q(state=State.FAILED),
    "hand": Q(hand_marks__latest=True, hand_marks__score__isnull=False),
    "objection": Q(objection__isnull=False),
}
_EXACT: Final = {
    "exercise": "exercise__slug",
    "learner": "learner__username",
    "section": "learner__enrolments__section",
    "set": "item__problem_set__number",
}
_WORDS: Final = ("exercise__slug", "learner__username")
MANY: Final = 15_000  # attempts: sorting the answers of more takes longer than walking the index
# A tag stands in the report, which no index reaches: it is asked for within one exercise.
_TAGGED: Final = "jsonb_path_exists(learning_graderesult.report, %s::jsonpath, %s::jsonb)"
_PATH: Final = "$.verdicts.*.tag ? (@ == $wanted)"


def answers_of(course: Course) -> QuerySet[Submission]:
    """Every answer handed in to be graded at a set of the course."""
    return Submission.objects.filter(
        attempt__item__problem_set__course=course, mode=Submission.Mode.GRADE
    )


def found_in(course: Course, asked: QueryDict) -> QuerySet[Submission]:
    """The course's answers that fit; what makes no sense is as if it had not been asked."""
    rows = answers_of(course).filter(**{f"attempt__{k}": v for k, v in _whose(asked).items()})
    if verdict := _OF_VERDICT.get(asked.get("verdict", "")):
        rows = rows.filter(verdict)
    tag = asked.get("tag", "").strip()[:80]
    if tag and asked.get("exercise"):
        rows = rows.filter(result__isnull=False).filter(_tagged(tag))
    return rows


def few(course: Course, asked: QueryDict) -> bool:
    """Whether so few attempts are asked for that all their answers are sorted sooner than the index
    of times, newest first, has been walked until a page is full: the last set may be old."""
    whose = _whose(asked)
    attempts = Attempt.objects.filter(item__problem_set__course=course, **whose)
    return bool(whose) and attempts.order_by()[:MANY].count() < MANY


def _whose(asked: QueryDict) -> dict[str, str]:
    """Which attempts, as a filter of theirs."""
    wanted = {path: asked.get(name, "").strip()[:150] for name, path in _EXACT.items()}
    return {
        path: value
        for path, value in wanted.items()
        if value and (path in _WORDS or (value.isdecimal() and len(value) < 10))
    }


def before(rows: QuerySet[Submission], cursor: str) -> QuerySet[Submission]:
    """The rows after the one that the cursor names, in the order of the list: newest first."""
    moment, pk = _read(cursor)
    if moment is None:
        return rows
    return rows.filter(Q(received_at__lt=moment) | Q(received_at=moment, pk__lt=pk))


def cursor_of(row: Submission) -> str:
    return f"{row.received_at.isoformat()}_{row.pk}"


def _tagged(tag: str) -> RawSQL:
    return RawSQL(_TAGGED, [_PATH, json.dumps({"wanted": tag})], output_field=BooleanField())


def _read(cursor: str) -> tuple[datetime | None, Any]:
    moment, _line, pk = cursor.partition("_")
    try:
        return parse_datetime(moment), uuid.UUID(pk)
    except ValueError:
        return None, None
