"""Verdicts and attempts of a regrade written into place, thousands in a statement.

Reports never leave the database: they are copied from the rows in which they waited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from django.db import connection

from campus.learning.models import Attempt

_RESULTS: Final = """
INSERT INTO learning_graderesult (submission_id, report, score, grader_version)
SELECT submission_id, report, coalesce(score, 0), coalesce(report ->> 'grader', '')
FROM teaching_change WHERE id = ANY(%s)
ON CONFLICT (submission_id) DO UPDATE
SET report = excluded.report, score = excluded.score, grader_version = excluded.grader_version
"""
_STATES: Final = """
UPDATE learning_submission row SET state = change.state FROM teaching_change change
WHERE change.id = ANY(%s) AND row.id = change.submission_id AND row.state <> change.state
"""
_APPLIED: Final = "UPDATE teaching_change SET applied = true WHERE id = ANY(%s)"

#: Those whose verdict is still the one that the regrade gave.
_STANDING: Final = """
SELECT change.id FROM teaching_change change
JOIN learning_graderesult result ON result.submission_id = change.submission_id
WHERE change.id = ANY(%s) AND result.report = change.report
"""
_NO_RESULTS: Final = """
DELETE FROM learning_graderesult result USING teaching_change change
WHERE change.id = ANY(%s) AND result.submission_id = change.submission_id
AND change.old_report IS NULL
"""
_OLD_RESULTS: Final = """
UPDATE learning_graderesult result SET report = change.old_report, score = change.old_score
FROM teaching_change change
WHERE change.id = ANY(%s) AND result.submission_id = change.submission_id
AND change.old_report IS NOT NULL
"""
_OLD_STATES: Final = """
UPDATE learning_submission row SET state = change.old_state FROM teaching_change change
WHERE change.id = ANY(%s) AND row.id = change.submission_id
"""

_ATTEMPTS: Final = """
UPDATE learning_attempt attempt SET tries = new.tries, first_score = new.first_score,
  best = new.best, ended = new.ended, finished_at = new.finished_at, variant_id = new.variant,
  version_id = new.version
FROM unnest(%s::bigint[], %s::int[], %s::float8[], %s::float8[], %s::text[], %s::timestamptz[],
  %s::bigint[], %s::bigint[])
  AS new(id, tries, first_score, best, ended, finished_at, variant, version)
WHERE attempt.id = new.id
"""


def write_new(changes: Collection[int]) -> None:
    """Let the new verdicts stand, for these rows of `Change`."""
    _run((_RESULTS, _STATES, _APPLIED), changes)


def write_old(changes: Collection[int]) -> None:
    """Give them the verdicts that they had."""
    _run((_NO_RESULTS, _OLD_RESULTS, _OLD_STATES), changes)


def standing(changes: Collection[int]) -> set[int]:
    """Those whose new verdict nothing has replaced since."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(changes)])
        return {pk for (pk,) in cursor.fetchall()}


def write_attempts(attempts: Iterable[Attempt]) -> None:
    rows = [
        (a.pk, a.tries, a.first_score, a.best, a.ended, a.finished_at, a.variant_id, a.version_id)
        for a in attempts
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_ATTEMPTS, [list(column) for column in zip(*rows, strict=True)])


def _run(statements: Iterable[str], changes: Collection[int]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [list(changes)])
