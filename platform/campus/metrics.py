"""`/metrics` for Prometheus: what waits, who grades, how long verdicts take, what went wrong.

Gauges over what the database and the broker say at the moment of asking, so that it does not matter
which of the web's processes is asked. The address exists only where METRICS_TOKEN is set.
"""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis.exceptions import RedisError

from campus.graders import living_graders
from campus.learning.models import StaffAlert, Submission

WINDOW: Final = timedelta(minutes=5)

_RECENT = """
    SELECT s.lane, s.state, count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY s.finished_at - s.received_at),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY s.finished_at - s.received_at)
    FROM learning_submission s
    WHERE s.received_at > now() - make_interval(secs => %s) AND s.finished_at IS NOT NULL
    GROUP BY s.lane, s.state
"""


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever brings the token as `Authorization: Bearer …`."""
    told = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not secrets.compare_digest(told.encode(), wanted.encode()):
        raise Http404
    registry = CollectorRegistry()
    _waiting(registry)
    _recent(registry)
    _alerts(registry)
    _graders(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _waiting(registry: CollectorRegistry) -> None:
    depth = Gauge("lemma_waiting", "Answers without a verdict", ["lane"], registry=registry)
    oldest = Gauge(
        "lemma_oldest_wait_seconds", "Longest wait of one of them", ["lane"], registry=registry
    )
    rows = Submission.objects.waiting().values_list("lane")
    found = {
        lane: (n, since) for lane, n, since in rows.annotate(n=Count("pk"), at=Min("received_at"))
    }
    for lane in Submission.Lane.values:
        n, since = found.get(lane, (0, None))
        depth.labels(lane).set(n)
        oldest.labels(lane).set((timezone.now() - since).total_seconds() if since else 0.0)


def _recent(registry: CollectorRegistry) -> None:
    judged = Gauge(
        "lemma_finished_5m",
        "Answers of the last five minutes that are finished, by how",
        ["lane", "state"],
        registry=registry,
    )
    wait = Gauge(
        "lemma_verdict_seconds_5m",
        "From handing in to the verdict, over the graded answers of the last five minutes",
        ["lane", "quantile"],
        registry=registry,
    )
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, [WINDOW.total_seconds()])
        for lane, state, n, p50, p95 in cursor.fetchall():
            judged.labels(lane, state).set(n)
            if state == Submission.State.GRADED:
                wait.labels(lane, "0.5").set(p50.total_seconds())
                wait.labels(lane, "0.95").set(p95.total_seconds())


def _alerts(registry: CollectorRegistry) -> None:
    alerts = Gauge(
        "lemma_alerts_open", "Matters of ours nobody has looked at", ["kind"], registry=registry
    )
    rows = StaffAlert.objects.filter(seen_at__isnull=True).values_list("kind")
    for kind, n in rows.annotate(n=Count("pk")):
        alerts.labels(kind).set(n)


def _graders(registry: CollectorRegistry) -> None:
    alive = Gauge(
        "lemma_graders", "Grader processes alive, by their sandbox", ["tier"], registry=registry
    )
    reachable = Gauge("lemma_broker_up", "Whether the broker answers", registry=registry)
    try:
        tiers = Counter(grader["tier"] for grader in living_graders())
    except RedisError:
        reachable.set(0)
        return
    reachable.set(1)
    for tier, n in tiers.items():
        alive.labels(tier).set(n)
