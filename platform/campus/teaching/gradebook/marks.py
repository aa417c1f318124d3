"""Marks of a course, learners by sets: one query over attempts, one over overrides.

Attempts keep their best marks already, after the price of hints, tries and being late; what is
added up here is a row an item, never an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from campus.courses.models import Course
from campus.teaching.models import MarkOverride

_EARNED: Final = """
SELECT learner_id, problem_set_id, sum(points * best) / nullif(of_set, 0), bool_or(late)
FROM (
  SELECT attempt.learner_id, item.problem_set_id, item.points, max(attempt.best) AS best, of_set,
    bool_or(attempt.best > 0 AND attempt.finished_at > pset.due_at) AS late
  FROM courses_problemset pset
  JOIN (
    SELECT *, sum(points) OVER (PARTITION BY problem_set_id) AS of_set FROM courses_item
  ) item ON item.problem_set_id = pset.id
  JOIN learning_attempt attempt ON attempt.item_id = item.id AND attempt.learner_id = ANY(%s)
  WHERE pset.course_id = %s AND attempt.best IS NOT NULL
  GROUP BY attempt.learner_id, item.problem_set_id, item.id, item.points, of_set
) best_of_items
GROUP BY learner_id, problem_set_id, of_set
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A learner at a set, in shares of its points: what was earned (None: nothing graded), whether
    some of it came late, and what an instructor set instead (None: nothing)."""

    earned: float | None = None
    late: bool = False
    override: float | None = None

    @property
    def share(self) -> float | None:
        """The mark that counts."""
        return self.earned if self.override is None else self.override


Marks = dict[int, dict[int, Mark]]  # by learner and set


def marks_of(course: Course, learners: Sequence[int]) -> Marks:
    """The marks of these people at every set of the course where they have one."""
    found: Marks = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_EARNED, [list(learners), course.pk])
        for learner, problem_set, earned, late in cursor.fetchall():
            found[learner][problem_set] = Mark(earned, bool(late))
    standing = MarkOverride.objects.filter(
        latest=True, share__isnull=False, problem_set__course=course, learner__in=learners
    )
    for learner, problem_set, share in standing.values_list("learner", "problem_set", "share"):
        before = found[learner].get(problem_set, Mark())
        found[learner][problem_set] = Mark(before.earned, before.late, share)
    return found
