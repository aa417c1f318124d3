"""What an instructor reads: courses at a glance, and a set's results, learner by learner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import mean
from typing import Final

from django.db import connection
from django.db.models import Count, Max, Prefetch, QuerySet, Sum
from django.urls import reverse

from campus.accounts.models import User
from campus.courses.models import Course, Draw, Enrolment, Item, ProblemSet
from campus.courses.pools import out_of
from campus.learning.models import Attempt


@dataclass(frozen=True, slots=True)
class SetSummary:
    """A set in one line. `median` is in per cent of the points, over those who handed in."""

    title: str
    edit_url: str
    results_url: str
    due_at: datetime | None
    items: int
    submitted: int
    median: float | None


@dataclass(frozen=True, slots=True)
class CourseSummary:
    title: str
    slug: str
    term: str
    learners: int
    sets: tuple[SetSummary, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A learner at an item: best score in per cent (None: nothing graded), graded tries. `given`:
    the learner has the item, always or by a draw."""

    score: float | None
    tries: int
    url: str
    given: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A learner's line; `total` in points, `last` the last time anything was opened."""

    learner: User
    cells: tuple[Cell, ...]
    total: float
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Results:
    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    averages: tuple[float | None, ...]
    out_of: int


@dataclass(frozen=True, slots=True)
class Work:
    """All attempts of one learner at one item: best share of the marks (None: nothing was graded),
    graded tries, the latest attempt and when it was opened."""

    best: float | None
    tries: int
    attempt: int
    opened_at: datetime


# Item by item, each by the index on (item, learner), which holds the marks: no attempt is read, and
# nothing is sorted that is in order already.
_FIGURES: Final = """
WITH asked AS MATERIALIZED (
  SELECT item.id, item.problem_set_id, coalesce(pool.points, item.points) AS points
  FROM courses_item item JOIN courses_problemset pset ON pset.id = item.problem_set_id
  LEFT JOIN courses_pool pool ON pool.id = item.pool_id
  WHERE pset.course_id = ANY(%s)
), whole AS (
  SELECT problem_set_id, nullif(sum(points), 0)::float AS of_set FROM (
    SELECT problem_set_id, points FROM courses_item WHERE pool_id IS NULL
    UNION ALL SELECT problem_set_id, take * points FROM courses_pool
  ) parts GROUP BY problem_set_id
), earned AS (
  SELECT problem_set_id, learner_id, sum(points * best) AS points
  FROM asked CROSS JOIN LATERAL (
    SELECT learner_id, max(best) AS best FROM learning_attempt
    WHERE item_id = asked.id AND best IS NOT NULL GROUP BY learner_id
  ) best GROUP BY problem_set_id, learner_id
)
SELECT problem_set_id, count(*),
  100 * percentile_cont(0.5) WITHIN GROUP (ORDER BY points) / max(of_set)
FROM earned JOIN whole USING (problem_set_id) GROUP BY problem_set_id
"""
WorkByPlace = dict[tuple[int, int], Work]  # by item and learner


def courses_of(teacher: User) -> list[CourseSummary]:
    """The courses a person teaches, each with its sets; a fixed number of queries."""
    sets = ProblemSet.objects.shared().prefetch_related("items")
    courses = Course.objects.taught_by(teacher).prefetch_related(Prefetch("sets", queryset=sets))
    enrolled = Enrolment.objects.filter(course__in=courses, role=Enrolment.Role.LEARNER)
    learners = dict(enrolled.values_list("course").annotate(n=Count("pk")))
    figures = _figures([course.pk for course in courses])
    return [
        CourseSummary(
            title=course.title,
            slug=course.slug,
            term=course.term,
            learners=learners.get(course.pk, 0),
            sets=tuple(_summary(course, row, figures.get(row.pk)) for row in course.sets.all()),
        )
        for course in courses
    ]


def results_of(problem_set: ProblemSet) -> Results:
    """Every learner of the course at every item of the set, in the order of their names."""
    items = tuple(problem_set.items.select_related("exercise", "pool"))
    work = _work(problem_set.items.all())
    drawn = _drawn(problem_set)
    learners = User.objects.filter(
        enrolments__course=problem_set.course, enrolments__role=Enrolment.Role.LEARNER
    ).order_by("display_name", "pk")
    rows = tuple(_row(learner, items, work, drawn.get(learner.pk, {})) for learner in learners)
    averages = tuple(
        _mean([score for row in rows if (score := row.cells[i].score) is not None])
        for i in range(len(items))
    )
    return Results(items, rows, averages, out_of(items))


def _drawn(problem_set: ProblemSet) -> dict[int, dict[int, set[int]]]:
    """What fell to each learner, by learner and pool; nothing of whoever has not looked yet."""
    found: dict[int, dict[int, set[int]]] = defaultdict(dict)
    rows = Draw.objects.filter(pool__problem_set=problem_set)
    for learner, pool, items in rows.values_list("learner", "pool", "items"):
        found[learner][pool] = set(items)
    return found


def _mean(scores: list[float]) -> float | None:
    return mean(scores) if scores else None


def _summary(
    course: Course, problem_set: ProblemSet, figures: tuple[int, float | None] | None
) -> SetSummary:
    submitted, middle = figures or (0, None)
    return SetSummary(
        title=problem_set.title,
        edit_url=reverse("teaching-set", args=[course.slug, problem_set.number]),
        results_url=reverse("teaching-results", args=[course.slug, problem_set.number]),
        due_at=problem_set.due_at,
        items=len(problem_set.items.all()),
        submitted=submitted,
        median=middle,
    )


def _figures(courses: list[int]) -> dict[int, tuple[int, float | None]]:
    """For each set how many have something graded, and their median in per cent of the points."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [courses])
        return {pk: (submitted, middle) for pk, submitted, middle in cursor.fetchall()}


def _row(
    learner: User, items: tuple[Item, ...], work: WorkByPlace, drawn: dict[int, set[int]]
) -> Row:
    done = [work.get((item.pk, learner.pk)) for item in items]
    given = [
        item.pool_id is None or one is not None or item.pk in drawn.get(item.pool_id, ())
        for item, one in zip(items, done, strict=True)
    ]
    return Row(
        learner=learner,
        cells=tuple(_cell(one, has) for one, has in zip(done, given, strict=True)),
        total=sum(
            item.points * (one.best or 0.0) for item, one in zip(items, done, strict=True) if one
        ),
        last=max((one.opened_at for one in done if one), default=None),
    )


def _cell(done: Work | None, given: bool) -> Cell:
    if done is None:
        return Cell(None, 0, "", given)
    score = None if done.best is None else 100 * done.best
    return Cell(score, done.tries, reverse("attempt", args=[done.attempt]))


def _work(items: QuerySet[Item]) -> WorkByPlace:
    """What was done at these items; an index on (item, learner) finds it."""
    rows = (
        Attempt.objects.filter(item__in=items)
        .values("item", "learner")
        .annotate(score=Max("best"), graded=Sum("tries"), latest=Max("pk"), opened=Max("opened_at"))
    )
    return {
        (row["item"], row["learner"]): Work(
            row["score"], row["graded"], row["latest"], row["opened"]
        )
        for row in rows
    }
