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

# Of a pool only as many count as a learner gets. The index on (item, learner) gives attempts in the
# order of the first grouping.
_EARNED: Final = """
WITH asked AS (
  SELECT item.id, item.problem_set_id, coalesce(pool.points, item.points) AS points, pset.due_at,
    nullif(sum(item.points * coalesce(least(1.0, pool.take::float / nullif((
      SELECT count(*) FROM courses_item other WHERE other.pool_id = item.pool_id
    ), 0)), 1.0)) OVER (PARTITION BY item.problem_set_id), 0) AS of_set  -- a pool: what one gets
  FROM courses_item item JOIN courses_problemset pset ON pset.id = item.problem_set_id
  LEFT JOIN courses_pool pool ON pool.id = item.pool_id
  WHERE pset.course_id = %(course)s
), best AS (
  SELECT item_id, learner_id, max(best) AS best, max(finished_at) FILTER (WHERE best > 0) AS done
  FROM learning_attempt
  WHERE learner_id = ANY(%(learners)s) AND item_id IN (SELECT id FROM asked) AND best IS NOT NULL
  GROUP BY item_id, learner_id
)
SELECT learner_id, problem_set_id, sum(points * best.best) / of_set, bool_or(done > due_at)
FROM best JOIN asked ON asked.id = best.item_id
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
