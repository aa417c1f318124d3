"""What stands beside an answer: comments, a mark by hand, the words of the mistake it made.

One short query tells that there is nothing, which is so for almost every answer.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from campus.learning.models import Attempt, Submission
from campus.teaching.items.clusters import Typed, codes_of
from campus.teaching.models import Cluster, Comment, HandMark


@dataclass(frozen=True, slots=True)
class Remarks:
    comments: list[Comment]
    hand_mark: HandMark | None
    mistakes: list[tuple[str, str]]  # the blank's label, the instructor's words


def remarks_on(attempt: Attempt, submission: uuid.UUID) -> Remarks | None:
    """None: nothing was said."""
    row = (
        Submission.objects.filter(pk=submission)
        .annotate(
            said=Exists(Comment.objects.filter(submission=OuterRef("pk"))),
            marked=Exists(
                HandMark.objects.filter(submission=OuterRef("pk"), latest=True, score__isnull=False)
            ),
            named=Exists(_clusters(attempt)),
        )
        .values_list("said", "marked", "named", "answers")
        .first()
    )
    if row is None or not any(row[:3]):
        return None
    said, marked, named, answers = row
    comments = Comment.objects.filter(submission=submission).select_related("by")
    marks = HandMark.objects.filter(submission=submission, latest=True).select_related("by")
    return Remarks(
        comments=list(comments) if said else [],
        hand_mark=marks.first() if marked else None,
        mistakes=_mistakes(attempt, submission, answers) if named else [],
    )


def _clusters(attempt: Attempt) -> Any:
    """Of the course the attempt counts in; for practice, of the learner's courses."""
    rows = Cluster.objects.filter(exercise=attempt.exercise_id)
    if attempt.item is not None:
        return rows.filter(course=attempt.item.problem_set.course_id)
    return rows.filter(Q(course__enrolments__person=attempt.learner_id))


def _mistakes(
    attempt: Attempt, submission: uuid.UUID, answers: dict[str, Any]
) -> list[tuple[str, str]]:
    result = Submission.objects.select_related("result").get(pk=submission)
    report = getattr(result, "result", None)
    verdicts = report.report["verdicts"] if report else {}
    asked: dict[str, Typed] = {
        name: (
            attempt.variant_id,
            name,
            answers.get(name, {}).get("text", ""),
            answers.get(name, {}).get("syntax", ""),
            verdict.get("tag") or "",
            _failed(verdict),
        )
        for name, verdict in verdicts.items()
        if verdict.get("outcome") in ("wrong", "partial")
    }
    codes = codes_of(asked.values())
    labels = {one["name"]: one.get("label") or "" for one in attempt.variant.body["blanks"]}
    said = []
    for cluster in _clusters(attempt):
        typed = asked.get(cluster.blank)
        if typed and cluster.likeness in codes.get(typed, []):
            said.append((labels.get(cluster.blank, ""), cluster.words))
    return list(dict.fromkeys(said))


def _failed(verdict: dict[str, Any]) -> str:
    tests = (verdict.get("details") or {}).get("tests") or []
    return ",".join(str(n) for n, test in enumerate(tests, 1) if not test.get("passed"))
