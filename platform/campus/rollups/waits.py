"""How long verdicts took, by lane and five minutes: the last half hour is counted anew each time,
for until then a verdict may still come."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import run

KEPT_DAYS: Final = 90
_COUNT: Final = """
    INSERT INTO rollups_waittally
        (lane, begun_at, received, judged, p50_ms, p95_ms, resent, failed, undecided)
    SELECT lane, date_bin('5 minutes', received_at, 'epoch'), count(*), count(finished_at),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY 1000 * extract(epoch FROM wait)),
        percentile_cont(0.95) WITHIN GROUP (ORDER BY 1000 * extract(epoch FROM wait)),
        count(*) FILTER (WHERE tries > 1), count(*) FILTER (WHERE state = 'failed'),
        count(*) FILTER (WHERE state = 'undecided')
    FROM (
        SELECT *, CASE WHEN state <> 'withdrawn' THEN finished_at - received_at END AS wait
        FROM learning_submission
        WHERE received_at >=
            date_bin('5 minutes', now() - make_interval(mins => %(minutes)s), 'epoch')
    ) AS recent
    GROUP BY 1, 2
    ON CONFLICT (begun_at, lane) DO UPDATE SET received = excluded.received,
        judged = excluded.judged, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms,
        resent = excluded.resent, failed = excluded.failed, undecided = excluded.undecided
"""
_FORGET: Final = (
    f"DELETE FROM rollups_waittally WHERE begun_at < now() - interval '{KEPT_DAYS} days'"
)


def count(minutes: int = 30) -> None:
    """Answers handed in since so many minutes ago."""
    run(_COUNT, minutes=minutes)
    run(_FORGET)
