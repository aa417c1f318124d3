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

# Of a pool only as many count as a learner gets. Item by item, each by the index of its items,
# which holds the marks: no attempt is read, and nothing is sorted that is in order already.
_EARNED: Final = """
WITH asked AS MATERIALIZED (
  SELECT item.id, item.problem_set_id, coalesce(pool.points, item.points) AS points, pset.due_at
  FROM courses_item item JOIN courses_problemset pset ON pset.id = item.problem_set_id
  LEFT JOIN courses_pool pool ON pool.id = item.pool_id
  WHERE pset.course_id = %(course)s
), whole AS (
  SELECT problem_set_id, nullif(sum(points), 0)::float AS of_set FROM (
    SELECT problem_set_id, points FROM courses_item WHERE pool_id IS NULL
    UNION ALL SELECT problem_set_id, take * points FROM courses_pool
  ) parts GROUP BY problem_set_id
), earned AS (
  SELECT learner_id, problem_set_id, sum(points * best) AS points, bool_or(done > due_at) AS late
  FROM asked CROSS JOIN LATERAL (
    SELECT learner_id, max(best) AS best, max(finished_at) FILTER (WHERE best > 0) AS done
    FROM learning_attempt
    WHERE item_id = asked.id AND learner_id = ANY(%(learners)s) AND best IS NOT NULL
    GROUP BY learner_id
  ) best GROUP BY learner_id, problem_set_id
)
SELECT learner_id, problem_set_id, points / of_set, late
FROM earned JOIN whole USING (problem_set_id)
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
        cursor.execute(_EARNED, {"learners": list(learners), "course": course.pk})
        for learner, problem_set, earned, late in cursor.fetchall():
            found[learner][problem_set] = Mark(earned, bool(late))
    standing = MarkOverride.objects.filter(
        latest=True, share__isnull=False, problem_set__course=course, learner__in=learners
    )
    for learner, problem_set, share in standing.values_list("learner", "problem_set", "share"):
        before = found[learner].get(problem_set, Mark())
        found[learner][problem_set] = Mark(before.earned, before.late, share)
    return found
