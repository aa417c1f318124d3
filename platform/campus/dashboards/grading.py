"""How grading is going: what waits, who grades, how long learners wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from redis.exceptions import RedisError

from campus.graders import living_graders
from campus.learning.models import StaffAlert, Submission

# Verdicts of the last hour, over the index of the times at which they were recorded.
_WAITS = """
    SELECT count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY wait),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY wait)
    FROM (
        SELECT 1000 * extract(epoch FROM s.finished_at - s.received_at) AS wait
        FROM learning_graderesult r JOIN learning_submission s ON s.id = r.submission_id
        WHERE r.recorded_at > now() - interval '1 hour'
        ORDER BY r.recorded_at DESC LIMIT 5000
    ) AS latest
"""


@dataclass(frozen=True, slots=True)
class Grading:
    """The queue and its graders now.

    depth           submissions without a verdict
    oldest_s        the longest wait of one of them, seconds
    graders_alive   processes that showed life in the last ten seconds; None: no broker to ask
    sandboxes       the tiers they run programs in; "none": programs are refused
    reasons         why it is not the best tier
    recent          verdicts of the last hour, at most 5,000
    p50_ms, p95_ms  from handing in to the verdict over those; None when there was none
    alerts          matters of ours that nobody has looked at
    """

    depth: int
    oldest_s: float
    graders_alive: int | None
    sandboxes: tuple[str, ...]
    reasons: tuple[str, ...]
    recent: int
    p50_ms: float | None
    p95_ms: float | None
    alerts: int


def grading_now() -> Grading:
    waiting = Submission.objects.waiting().aggregate(n=Count("pk"), oldest=Min("received_at"))
    waited = timezone.now() - waiting["oldest"] if waiting["oldest"] else timedelta()
    graders = _graders()
    with connection.cursor() as cursor:
        cursor.execute(_WAITS)
        recent, p50, p95 = cursor.fetchone()
    return Grading(
        depth=waiting["n"],
        oldest_s=waited.total_seconds(),
        graders_alive=None if graders is None else len(graders),
        sandboxes=_all(graders, "tier"),
        reasons=_all(graders, "reason"),
        recent=recent,
        p50_ms=p50,
        p95_ms=p95,
        alerts=StaffAlert.objects.filter(seen_at__isnull=True).count(),
    )


def _graders() -> list[dict[str, str]] | None:
    try:
        return living_graders()
    except RedisError:
        return None


def _all(graders: list[dict[str, str]] | None, part: str) -> tuple[str, ...]:
    return tuple(sorted({grader[part] for grader in graders or ()} - {""}))
