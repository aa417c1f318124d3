"""A year of practice written by PostgreSQL itself: attempts, answers, verdicts and the log, then
the rows that the recorder would have kept of each learner.

Who does how much is lognormal; people begin all year, most stop some time; everybody goes along the
map of skills and returns to what went wrong. A try is right by ability against difficulty, more
often the second time. The same seed makes the same site. Keys of answers are ordered by time:
random ones, as the site itself gives, would go into large indexes one by one, at random places.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection

from campus.learning.models import Attempt, GradeResult, Outcome, Submission
from campus.rollups import waits
from campus.rollups.models import Mark
from campus.rollups.recounting import recount

_ASKED: Final = """
CREATE UNLOGGED TABLE made_asked AS
SELECT e.id AS exercise, e.current_id AS version, e.difficulty,
    row_number() OVER (ORDER BY e.module, s.position, e.level) - 1 AS place,
    (SELECT array_agg(t.skill_id ORDER BY t.position) FROM catalog_training t
        WHERE t.exercise_id = e.id) AS skills,
    (SELECT array_agg(v.id) FROM catalog_variant v WHERE v.version_id = e.current_id) AS variants
FROM catalog_exercise e
JOIN catalog_training first ON first.exercise_id = e.id AND first.position = 0
JOIN catalog_skill s ON s.id = first.skill_id
WHERE e.slug LIKE %(slug)s || '-%%'
"""
_WHO: Final = """
CREATE UNLOGGED TABLE made_who AS
WITH drawn AS (
    SELECT id, exp(random_normal(0, 0.9)) AS weight, random_normal(0, 0.8) AS theta,
        random() AS begins, random() AS reach, random() AS lasts
    FROM accounts_user WHERE username LIKE %(slug)s || '-%%' ORDER BY id
), shared AS (
    SELECT *, greatest(1, round(%(attempts)s * weight / sum(weight) OVER ()))::int AS many
    FROM drawn
)
SELECT id AS learner, theta, many, 0.15 + 0.85 * reach AS reach,
    greatest(1, least(many / 6, 120))::int AS days,
    (364 * sqrt(begins))::int AS begins_ago,
    greatest(1, ((364 * sqrt(begins)) * CASE WHEN lasts < 0.35 THEN 1 ELSE lasts END))::int AS span
FROM shared
"""
_TRIED: Final = """
CREATE UNLOGGED TABLE made_attempt AS
WITH turns AS MATERIALIZED (
    SELECT w.*, turn, floor((turn::float8 / many) * reach * places - 6 * random() * random())
        AS place, random() AS luck, random() AS patience
    FROM made_who w CROSS JOIN (SELECT count(*) AS places FROM made_asked) AS p
    CROSS JOIN LATERAL generate_series(0, w.many - 1) AS turn
), tried AS (
    SELECT learner, a.exercise,
        a.variants[1 + (patience * (array_length(a.variants, 1) - 1))::int] AS variant,
        (1 / (1 + exp(a.difficulty - theta - 0.9 - 0.8 * (turn::float8 / many))))::real AS chance,
        luck::real AS luck, patience::real AS patience,
        least(now() - interval '1 minute', date_trunc('day', now())
            - (begins_ago - floor(floor(turn::float8 * days / many) * span / days))
                * interval '1 day'
            + interval '8 hours' + (turn %% (many / days + 1)) * interval '7 minutes'
            + luck * interval '6 hours') AS at
    FROM turns JOIN made_asked a ON a.place = greatest(0, turns.place)::bigint
)
SELECT row_number() OVER (ORDER BY at) + %(base)s AS id, *,
    row_number() OVER (PARTITION BY learner, exercise ORDER BY at) AS number
FROM tried
"""
_ANSWERS: Final = """
CREATE UNLOGGED TABLE made_answer AS
SELECT a.id AS attempt, a.learner, a.exercise, uuidv7(a.at - now()) AS id,
    a.at + turn * interval '2 minutes' AS at, turn = 1 AS first,
    a.luck < a.chance + 0.12 * (turn - 1) AS "right"
FROM made_attempt a CROSS JOIN LATERAL generate_series(1,
    CASE WHEN a.luck < a.chance OR a.patience < 0.5 THEN 1
        WHEN a.luck < a.chance + 0.12 OR a.patience < 0.85 THEN 2 ELSE 3 END) AS turn
ORDER BY 5
"""
_ATTEMPTS: Final = """
INSERT INTO learning_attempt (id, learner_id, exercise_id, version_id, variant_id, item_id, number,
    mixed, opened_at, finished_at, ended, tries, hints_taken, first_score, best)
SELECT a.id, a.learner, a.exercise, asked.version, a.variant, NULL, a.number, a.luck > 0.9, a.at,
    n.at, CASE WHEN n.solved THEN 'solved' ELSE 'gave_up' END, n.tries, 0, n.first_score, n.best
FROM made_attempt a JOIN made_asked asked USING (exercise) JOIN (
    SELECT attempt, max(at) AS at, bool_or("right") AS solved, count(*) AS tries,
        max("right"::int) FILTER (WHERE first) AS first_score, max("right"::int) AS best
    FROM made_answer GROUP BY attempt
) AS n ON n.attempt = a.id ORDER BY a.id
"""
_SUBMISSIONS: Final = """
INSERT INTO learning_submission (id, attempt_id, idem_key, mode, answers, state, lane, tries,
    received_at, sent_at, finished_at)
SELECT id, attempt, id, 'grade',
    CASE WHEN "right" THEN '{"m": {"syntax": "ascii", "text": "x^2/2 + 3*x + 1"}}'::jsonb
        ELSE '{"m": {"syntax": "ascii", "text": "x^2/2 - 3*x + 1"}}'::jsonb END,
    'graded', 'grade', CASE WHEN random() < 0.0005 THEN 2 ELSE 1 END, at, at,
    at + (40 + 90 * random() * random()) * interval '1 millisecond'
FROM made_answer
"""
_RESULTS: Final = """
INSERT INTO learning_graderesult (submission_id, report, score, hints, grader_version, recorded_at)
SELECT id, CASE WHEN "right" THEN %(right)s::jsonb ELSE %(wrong)s::jsonb END,
    "right"::int, 0, '1', at + interval '80 milliseconds'
FROM made_answer
"""
_OUTCOMES: Final = """
INSERT INTO learning_outcome (learner_id, exercise_id, attempt_id, at, score, first, helped,
    time_share, finished, mixed, exercise_difficulty, skills, skill_difficulties, error, mistakes,
    model_version)
SELECT learner, exercise, attempt, at, "right"::int, first, NOT first, 0.5, "right", false,
    difficulty, skills, array_fill(0::float8, ARRAY[array_length(skills, 1)]), 0.0,
    CASE WHEN "right" THEN ARRAY[]::varchar[] ELSE ARRAY['m:minus']::varchar[] END, 1
FROM made_answer JOIN made_asked USING (exercise) ORDER BY made_answer.at
"""
_DAYS: Final = """
INSERT INTO learning_activeday (learner_id, day, graded, solved)
SELECT learner, at::date, count(*), count(*) FILTER (WHERE "right") FROM made_answer GROUP BY 1, 2
"""
_SKILLS: Final = """
INSERT INTO learning_learnerskill (learner_id, skill_id, theta, n, n_ok, fsrs, due_at, first_ok_at,
    kept, level, model_version)
SELECT learner, skill, 0, n, n_ok, NULL, latest + interval '9 days', first_ok, later,
    CASE WHEN n >= 4 AND later AND n_ok >= 0.75 * n THEN 4 WHEN n_ok >= 2 AND n_ok >= 0.6 * n THEN 3
        WHEN n_ok >= 1 THEN 2 ELSE 1 END, 1
FROM (
    SELECT learner, skill, count(*) AS n, count(*) FILTER (WHERE "right") AS n_ok,
        max(at) AS latest, min(at) FILTER (WHERE "right") AS first_ok,
        coalesce(max(at) FILTER (WHERE "right") - min(at) FILTER (WHERE "right")
            >= interval '1 day', false) AS later
    FROM made_answer JOIN made_asked USING (exercise) CROSS JOIN unnest(skills) AS skill
    WHERE first GROUP BY 1, 2
) AS k
"""
_ABILITIES: Final = """
INSERT INTO learning_learnerability (learner_id, theta, n, model_version)
SELECT learner, theta, many, 1 FROM made_who
"""
STEPS: Final = {
    "exercises": _ASKED,
    "learners": _WHO,
    "attempts drawn": _TRIED,
    "answers drawn": _ANSWERS,
    "attempts": _ATTEMPTS,
    "submissions": _SUBMISSIONS,
    "verdicts": _RESULTS,
    "outcomes": _OUTCOMES,
    "days": _DAYS,
    "skills": _SKILLS,
    "abilities": _ABILITIES,
}
_MADE: Final = ("made_answer", "made_attempt", "made_who", "made_asked")
_FILLED: Final = (Attempt, Submission, GradeResult, Outcome)


def _report(right: bool) -> str:
    """A verdict as `grader.verdict.Report.to_json` gives it, on one blank."""
    verdict: dict[str, Any] = {
        "outcome": "right" if right else "wrong",
        "score": float(right),
        "method": "exact arithmetic",
        "tag": "" if right else "minus",
        "feedback": "",
        "read_as": "",
        "span": None,
        "counter_example": "",
        "carried": False,
        "details": {},
        "said": {},
    }
    report = {"state": "graded", "marks": 2.0 * right, "out_of": 2.0, "ms": 1.2}
    return json.dumps(report | {"verdicts": {"m": verdict}})


def write_practice(slug: str, attempts: int, tell: Callable[[str], None]) -> None:
    """Needs a role that may switch off triggers (the embedded server's may): foreign keys are right
    by construction, and looking each of them up would take longer than all the rest."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(_MADE)}")
        cursor.execute("SELECT coalesce(max(id), 0) FROM learning_attempt")
        (base,) = cursor.fetchone()
        cursor.execute("SELECT setseed(0.42)")
        with _without_indexes(tell):
            cursor.execute("SET session_replication_role = replica")
            for name, statement in STEPS.items():
                wanted = {"slug": slug, "attempts": attempts, "base": base}
                wanted |= {"right": _report(True), "wrong": _report(False)}
                cursor.execute(statement, wanted)
                tell(f"{name}: {cursor.rowcount:,}")
            cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"DROP TABLE {', '.join(_MADE)}")
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('learning_attempt', 'id'), max(id))"
            " FROM learning_attempt"
        )
    vacuum()
    tell("vacuumed")
    newest = Outcome.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Mark.objects.update_or_create(pk=1, defaults={"folded": newest, "pending": newest})
    recount()
    waits.count(minutes=60 * 24 * 7)
    vacuum()
    tell("summed up")


def vacuum() -> None:
    """Tell the planner what is there now, as autovacuum would within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _without_indexes(tell: Callable[[str], None]) -> Iterator[None]:
    """Large tables are filled first and indexed after: all but keys and what is unique."""
    tables = [model._meta.db_table for model in _FILLED]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
            " WHERE t.relname = ANY(%s) AND NOT i.indisunique",
            [tables],
        )
        found = cursor.fetchall()
        for name, _made in found:
            cursor.execute(f'DROP INDEX "{name}"')
        try:
            yield
        finally:
            for _name, made in found:
                cursor.execute(made)
            tell(f"indexes: {len(found)}")
