"""What the machine got wrong, by exercise and by cause. Rare states have an index of their own, so
that the many good verdicts are not looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils import timezone

from campus.learning.models import StaffAlert
from campus.rollups.models import ExerciseTally

DAYS: Final = 28
SHOWN: Final = 15
LOOKED_AT: Final = 2000  # latest verdicts on programs

_TROUBLE: Final = """
    SELECT e.id, e.title, e.slug, count(*) FILTER (WHERE s.state = 'undecided'),
        count(*) FILTER (WHERE s.state = 'failed'), count(*) FILTER (WHERE s.state = 'returned')
    FROM learning_submission s JOIN learning_attempt a ON a.id = s.attempt_id
    JOIN catalog_exercise e ON e.id = a.exercise_id
    WHERE s.state IN ('undecided', 'failed', 'returned') AND s.received_at > %s
    GROUP BY e.id ORDER BY 5 DESC, 4 DESC, 6 DESC LIMIT %s
"""
#: The sentences of grader.code.relay.why_ended, as patterns; tests hold the two together.
STOPS: Final = {
    "processor time": "%Your program ran longer than % s.%",
    "wall clock": "%Your program did not answer within%",
    "output": "%Your program printed too much.%",
    "memory": "%Your program used more than%MB of memory.%",
    "time or memory": "%ran longer than% s or used more than%MB of memory.%",
    "crash": "%Your program crashed its process.%",
    "exit": "%Your program ended its own process.%",
}
_STOPS: Final = """
    SELECT CASE {cases} END AS cause, count(*)
    FROM (
        SELECT (SELECT string_agg(v.value ->> 'feedback', ' ')
            FROM jsonb_each(r.report -> 'verdicts') AS v) AS said
        FROM learning_submission s JOIN learning_attempt a ON a.id = s.attempt_id
        JOIN catalog_exercise e ON e.id = a.exercise_id AND e.kind = 'code'
        JOIN learning_graderesult r ON r.submission_id = s.id
        WHERE s.received_at > %s ORDER BY s.received_at DESC LIMIT %s
    ) AS latest GROUP BY 1 ORDER BY 2 DESC
"""


@dataclass(frozen=True, slots=True)
class Trouble:
    """graded: verdicts of the same days, the denominator of every share."""

    title: str
    slug: str
    graded: int
    undecided: int
    failed: int
    returned: int

    @property
    def of(self) -> int:
        return self.graded + self.undecided + self.failed + self.returned

    @property
    def undecided_share(self) -> float:
        return 100 * self.undecided / self.of

    @property
    def failed_share(self) -> float:
        return 100 * self.failed / self.of


@dataclass(frozen=True, slots=True)
class Stops:
    """causes: (name, n), the most frequent first; n: programs looked at."""

    n: int
    causes: tuple[tuple[str, int], ...]


def trouble_by_exercise() -> list[Trouble]:
    """Exercises of the last four weeks with an answer that was undecided, failed or unreadable."""
    since = timezone.now() - timedelta(days=DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_TROUBLE, [since, SHOWN])
        rows = cursor.fetchall()
    days = ExerciseTally.objects.filter(
        day__gte=since.date(), exercise__in=[row[0] for row in rows]
    )
    graded = dict(days.values_list("exercise").annotate(n=Sum("graded")))
    return [Trouble(title, slug, graded.get(pk, 0), *n) for pk, title, slug, *n in rows]


def stops() -> Stops:
    """Why the sandbox ended programs, over the latest verdicts on programs of the last week."""
    order = ("time or memory", *(name for name in STOPS if name != "time or memory"))
    cases = " ".join("WHEN said LIKE %s THEN %s" for _ in order) + " ELSE ''"
    values = [part for name in order for part in (STOPS[name], name)]
    since = timezone.now() - timedelta(days=7)
    with connection.cursor() as cursor:
        cursor.execute(_STOPS.format(cases=cases), [*values, since, LOOKED_AT])
        found = cursor.fetchall()
    return Stops(sum(n for _, n in found), tuple((cause, n) for cause, n in found if cause))


def faults() -> list[tuple[str, int, object]]:
    """Kinds of our own faults in the last four weeks: kind, how often, when last."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = StaffAlert.objects.filter(raised_at__gt=since).values_list("kind")
    return list(rows.annotate(n=Count("pk"), last=Max("raised_at")).order_by("-n"))
