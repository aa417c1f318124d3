"""What stands beside an answer: comments, a mark by hand, the words of the mistake it made.

One short query tells that there is nothing, which is so for almost every answer.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from campus.learning.models import Attempt, GradeResult, Submission
from campus.prepared import prepared
from campus.teaching.items.clusters import Typed, codes_of
from campus.teaching.models import Cluster, Comment, HandMark


@dataclass(frozen=True, slots=True)
class Remarks:
    comments: list[Comment]
    hand_mark: HandMark | None
    mistakes: list[tuple[str, str]]  # the blank's label, the instructor's words


def remarks_on(attempt: Attempt, submission: uuid.UUID) -> Remarks | None:
    """None: nothing was said."""
    if attempt.item is not None:
        rows = _said_in_course(submission, attempt.item.problem_set.course_id, attempt.exercise_id)
    else:
        rows = _said_in_practice(submission, attempt.learner_id, attempt.exercise_id)
    row = next(iter(rows), None)
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


Said = tuple[bool, bool, bool, dict[str, Any]]  # comments, a mark, named mistakes; the answers


@prepared
def _said_in_course(
    submission: uuid.UUID, course: int, exercise: int
) -> QuerySet[Submission, Said]:
    return _said(submission, Cluster.objects.filter(course=course, exercise=exercise))


@prepared
def _said_in_practice(
    submission: uuid.UUID, learner: int, exercise: int
) -> QuerySet[Submission, Said]:
    """Clusters named in any of the learner's courses."""
    clusters = Cluster.objects.filter(course__enrolments__person=learner, exercise=exercise)
    return _said(submission, clusters)


def _said(submission: uuid.UUID, clusters: QuerySet[Cluster]) -> QuerySet[Submission, Said]:
    marks = HandMark.objects.filter(submission=OuterRef("pk"), latest=True, score__isnull=False)
    rows = Submission.objects.filter(pk=submission).annotate(
        said=Exists(Comment.objects.filter(submission=OuterRef("pk"))),
        marked=Exists(marks),
        named=Exists(clusters),
    )
    return rows.values_list("said", "marked", "named", "answers")


@prepared
def _named_in_course(course: int, exercise: int) -> QuerySet[Cluster, tuple[str, str, str]]:
    rows = Cluster.objects.filter(course=course, exercise=exercise)
    return rows.values_list("blank", "likeness", "words")


@prepared
def _named_in_practice(learner: int, exercise: int) -> QuerySet[Cluster, tuple[str, str, str]]:
    rows = Cluster.objects.filter(course__enrolments__person=learner, exercise=exercise)
    return rows.values_list("blank", "likeness", "words")


@prepared
def _report(submission: uuid.UUID) -> QuerySet[GradeResult, dict[str, Any]]:
    return GradeResult.objects.filter(submission=submission).values_list("report", flat=True)


def _clusters(attempt: Attempt) -> list[tuple[str, str, str]]:
    """Blank, likeness and words: of the course the attempt counts in; for practice, of the
    learner's courses."""
    if attempt.item is not None:
        return _named_in_course(attempt.item.problem_set.course_id, attempt.exercise_id)
    return _named_in_practice(attempt.learner_id, attempt.exercise_id)


def _mistakes(
    attempt: Attempt, submission: uuid.UUID, answers: dict[str, Any]
) -> list[tuple[str, str]]:
    verdicts: dict[str, dict[str, Any]] = next(
        (report["verdicts"] for report in _report(submission)), {}
    )
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
    if not asked:
        return []
    codes = codes_of(asked.values())
    labels = {one["name"]: one.get("label") or "" for one in attempt.variant.body["blanks"]}
    said = []
    for blank, likeness, words in _clusters(attempt):
        typed = asked.get(blank)
        if typed and likeness in codes.get(typed, []):
            said.append((labels.get(blank, ""), words))
    return list(dict.fromkeys(said))


def _failed(verdict: dict[str, Any]) -> str:
    tests = (verdict.get("details") or {}).get("tests") or []
    return ",".join(str(n) for n, test in enumerate(tests, 1) if not test.get("passed"))
