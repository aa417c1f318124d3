"""The answers of a generated course, written by PostgreSQL from numbers alone.

A try is right by a fixed throw (a hash of who, where and which try) against the learner's chance.
A right answer ends an attempt; the next one is at another variant.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

# Everything after is made from this one table: who (1…), item, the how-manieth try, right, attempt.
_THROWS: Final = """
CREATE TEMP TABLE throws ON COMMIT DROP AS
WITH who AS (
  SELECT person_id, row_number() OVER (ORDER BY person_id) AS place, count(*) OVER () AS many
  FROM courses_enrolment WHERE course_id = %(course)s AND role = 'learner'
), asked AS (
  SELECT item.id AS item, item.exercise_id, exercise.current_id AS version, item.position,
         pset.number, pset.due_at
  FROM courses_item item
  JOIN courses_problemset pset ON pset.id = item.problem_set_id AND pset.course_id = %(course)s
  JOIN catalog_exercise exercise ON exercise.id = item.exercise_id
), tried AS (
  SELECT who.person_id, who.place, asked.*, turn,
    (abs(hashtextextended(who.place || '/' || asked.number || '/' || asked.position || '/' || turn,
      7)) %% 10000) / 10000.0 AS throw,
    1 / (1 + exp(-(4.0 * who.place / who.many - 2.4 - 0.9 * (asked.position - 2) + 0.3 * turn)))
      AS chance
  FROM who CROSS JOIN asked CROSS JOIN generate_series(1, %(tries)s) AS turn
  WHERE (who.place * 31 + asked.number * 17) %% 20 > 0  -- one set in twenty is left out
)
SELECT *, throw < chance AS right, 1 + coalesce(sum((throw < chance)::int) OVER (
    PARTITION BY person_id, item ORDER BY turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ), 0)::int AS attempt,
  due_at - interval '5 days' + turn * interval '4 minutes'
    + ((place * 7919 + number * 104729) %% 8000) * interval '1 minute' AS at
FROM tried
"""

_ATTEMPTS: Final = """
INSERT INTO learning_attempt (learner_id, exercise_id, version_id, variant_id, item_id, number,
  mixed, opened_at, finished_at, ended, tries, hints_taken, first_score, best)
SELECT person_id, exercise_id, t.version, variant.id, item, attempt, false,
  min(at) - interval '3 minutes', CASE WHEN bool_or("right") THEN max(at) END,
  CASE WHEN bool_or("right") THEN 'solved' ELSE '' END, count(*), 0,
  (array_agg("right"::int ORDER BY turn))[1],
  max("right"::int * CASE WHEN at > due_at THEN 0.5 ELSE 1.0 END)
FROM throws t
JOIN catalog_variant variant
  ON variant.version_id = t.version AND variant.seed = (t.place * 5 + t.attempt * 3) % 8
GROUP BY person_id, exercise_id, t.version, variant.id, item, attempt
"""

# Wrong answers: a half are listed mistakes, the rest have the other sign, twice the sum, or miss.
_SUBMISSIONS: Final = """
INSERT INTO learning_submission (id, attempt_id, idem_key, mode, answers, state, tries,
  received_at, sent_at, finished_at)
SELECT md5(t.person_id || '/' || t.item || '/' || t.turn)::uuid, attempt.id,
  md5(t.item || '-' || t.person_id || '-' || t.turn)::uuid, 'grade',
  jsonb_build_object('m', jsonb_build_object('syntax', 'ascii', 'text', (CASE
    WHEN t."right" THEN a + b WHEN wrong < 3 THEN a - b WHEN wrong = 3 THEN a * b
    WHEN wrong = 4 THEN -a - b WHEN wrong = 5 THEN 2 * (a + b) WHEN wrong = 6 THEN a + b + 1
    ELSE a + b + 3 + wrong END)::text)),
  'graded', 1, t.at, t.at, t.at + interval '80 milliseconds'
FROM (SELECT *, (throw * 10000)::int % 10 AS wrong FROM throws) t
JOIN learning_attempt attempt ON attempt.item_id = t.item AND attempt.learner_id = t.person_id
  AND attempt.number = t.attempt
JOIN catalog_variant variant ON variant.id = attempt.variant_id
CROSS JOIN LATERAL (SELECT 3 + variant.seed AS a, 7 + 2 * variant.seed AS b) sum
"""

_RESULTS: Final = """
INSERT INTO learning_graderesult (submission_id, report, score, grader_version, recorded_at)
SELECT md5(person_id || '/' || item || '/' || turn)::uuid,
  jsonb_build_object('state', 'graded', 'marks', 2.0 * "right"::int, 'out_of', 2.0, 'ms', 1.2,
    'verdicts', jsonb_build_object('m', jsonb_build_object(
      'outcome', CASE WHEN "right" THEN 'right' ELSE 'wrong' END, 'score', "right"::int,
      'method', CASE WHEN "right" THEN 'same tree' ELSE 'exact arithmetic' END,
      'tag', CASE WHEN "right" THEN '' WHEN (throw * 10000)::int % 10 < 3 THEN 'minus'
        WHEN (throw * 10000)::int % 10 = 3 THEN 'times' ELSE '' END,
      'feedback', '', 'read_as', '', 'span', NULL, 'counter_example', '', 'carried', false,
      'details', '{}'::jsonb, 'said', '{}'::jsonb))),
  "right"::int, '1', at
FROM throws
"""


def write_work(course: int, tries: int) -> None:
    """Attempts, answers and verdicts of every learner at every item; inside the caller's
    transaction, for the throws are a temporary table."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_THROWS, {"course": course, "tries": tries})
        for statement in (_ATTEMPTS, _SUBMISSIONS, _RESULTS):
            cursor.execute(statement)


def tidy() -> None:
    """Tell the planner what is there now, as autovacuum would within minutes."""
    with connection.cursor() as cursor:
        for table in ("attempt", "submission", "graderesult"):
            cursor.execute(f"VACUUM ANALYZE learning_{table}")
        cursor.execute("ANALYZE")
