"""Lanes to the graders: what waits in each now, and how long verdicts took over the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Count, Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.learning.models import Submission
from campus.pages.charts import Chart, Lines
from campus.rollups.models import WaitTally

HOURS = 24
SLOT = timedelta(minutes=30)  # a point of the chart: the worst five minutes in it


@dataclass(frozen=True, slots=True)
class LaneNow:
    """recent: verdicts of the last hour; p50, p95: milliseconds, of the hour's worst five minutes;
    None without a verdict."""

    name: str
    depth: int
    oldest_s: float
    recent: int
    p50_ms: float | None
    p95_ms: float | None


@dataclass(frozen=True, slots=True)
class DayOfGrading:
    day: datetime
    received: int
    resent: int
    failed: int
    undecided: int


def lanes_now() -> list[LaneNow]:
    """Two queries: what waits, by the index of what waits; the last hour, from the sums."""
    now = timezone.now()
    rows = Submission.objects.waiting().values_list("lane")
    waiting = {lane: rest for lane, *rest in rows.annotate(n=Count("pk"), at=Min("received_at"))}
    hour = WaitTally.objects.filter(begun_at__gt=now - timedelta(hours=1)).values_list("lane")
    judged = {
        lane: rest for lane, *rest in hour.annotate(Sum("judged"), Max("p50_ms"), Max("p95_ms"))
    }
    found = []
    for lane in Submission.Lane.values:
        depth, since = waiting.get(lane, (0, None))
        recent, p50, p95 = judged.get(lane, (0, None, None))
        oldest = (now - since).total_seconds() if since else 0.0
        found.append(LaneNow(lane, depth, oldest, recent, p50, p95))
    return found


def waits_over_time() -> Chart:
    """p50 and p95 of the lane most answers took, over the last day."""
    begin = timezone.now() - timedelta(hours=HOURS)
    rows = list(WaitTally.objects.filter(begun_at__gte=begin).order_by("begun_at"))
    points = HOURS * 2
    place = {lane: {} for lane in Submission.Lane.values}  # type: dict[str, dict[int, float]]
    for row in rows:
        slot = int((row.begun_at - begin) / SLOT)
        if row.p95_ms is not None:
            known = place[row.lane].get(slot, 0.0)
            place[row.lane][slot] = max(known, row.p95_ms)
    labels = tuple(f"{timezone.localtime(begin + i * SLOT):%H:%M}" for i in range(points))
    series = tuple(
        (lane, tuple(place[lane].get(i) for i in range(points)))
        for lane in Submission.Lane.values
        if place[lane]
    )
    judged = sum(row.judged for row in rows)
    return Lines(
        summary=_(
            "95 of 100 verdicts came within so many milliseconds, by lane and half hour "
            "(its worst five minutes); %(n)d verdicts in %(hours)d hours."
        )
        % {"n": judged, "hours": HOURS},
        labels=labels,
        series=series,
        unit=" ms",
    )


def days() -> list[DayOfGrading]:
    """The last seven days: answers, how many were sent again, given up, left undecided."""
    begin = timezone.now() - timedelta(days=7)
    rows = WaitTally.objects.filter(begun_at__gte=begin).order_by("begun_at")
    found = []
    for _day, group in groupby(rows, key=lambda row: timezone.localtime(row.begun_at).date()):
        own = list(group)
        found.append(
            DayOfGrading(
                day=own[0].begun_at,
                received=sum(row.received for row in own),
                resent=sum(row.resent for row in own),
                failed=sum(row.failed for row in own),
                undecided=sum(row.undecided for row in own),
            )
        )
    return found[::-1]
