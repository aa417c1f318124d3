"""The learner's state in the database: locked and read by two statements, written by one.

Written by hand because every graded answer pays for it inside the recorder's transaction; the
rows are those of models/progress.py, and the tests read them through the models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import Cursor

from campus.learning.models import zone_of
from campus.learning.tracing import Known, SkillState, Try

_LOCK = """
    SELECT a.theta, a.n, a.model_version, p.time_zone
    FROM learning_learnerability a
    LEFT JOIN learning_practiceplan p ON p.learner_id = a.learner_id
    WHERE a.learner_id = %s FOR UPDATE OF a
"""
_BEGIN = """
    INSERT INTO learning_learnerability (learner_id, theta, n, model_version)
    VALUES (%s, 0, 0, (SELECT coalesce(max(number), 1) FROM learning_modelversion))
    ON CONFLICT (learner_id) DO NOTHING
"""
_SKILLS = """
    SELECT s.id, s.difficulty,
        k.theta, k.n, k.n_ok, k.fsrs, k.due_at, k.first_ok_at, k.kept, k.level
    FROM catalog_training t
    JOIN catalog_skill s ON s.id = t.skill_id
    LEFT JOIN learning_learnerskill k ON k.skill_id = s.id AND k.learner_id = %s
    WHERE t.exercise_id = %s ORDER BY t.position
"""
_ABILITY = """
    UPDATE learning_learnerability SET theta = %(theta)s, n = %(n)s, model_version = %(version)s
    WHERE learner_id = %(learner)s
"""
_STATES = """
    INSERT INTO learning_learnerskill (learner_id, skill_id, theta, n, n_ok, fsrs, due_at,
        first_ok_at, kept, level, model_version)
    SELECT %(learner)s::int, u.skill, u.theta, u.n, u.n_ok, u.fsrs, u.due_at, u.first_ok_at, u.kept,
        u.level, %(version)s::int
    FROM jsonb_to_recordset(%(states)s::jsonb) AS u (skill bigint, theta float8, n int, n_ok int,
        fsrs jsonb, due_at timestamptz, first_ok_at timestamptz, kept bool, level smallint)
    ON CONFLICT (learner_id, skill_id) DO UPDATE SET theta = excluded.theta, n = excluded.n,
        n_ok = excluded.n_ok, fsrs = excluded.fsrs, due_at = excluded.due_at,
        first_ok_at = excluded.first_ok_at, kept = excluded.kept, level = excluded.level,
        model_version = excluded.model_version
"""
_DAY = """
    INSERT INTO learning_activeday (learner_id, day, graded, solved)
    VALUES (%(learner)s, %(day)s::date, 1, %(finished)s::bool::int)
    ON CONFLICT (learner_id, day) DO UPDATE SET graded = learning_activeday.graded + 1,
        solved = learning_activeday.solved + excluded.solved
"""
_STEP = """
    INSERT INTO learning_difficultystep (exercise_id, error)
    SELECT %(exercise)s::bigint, %(error)s::float8 WHERE %(first)s::bool
"""
_OUTCOME = """
    INSERT INTO learning_outcome (learner_id, exercise_id, attempt_id, at, score, first, helped,
        time_share, finished, mixed, exercise_difficulty, skills, skill_difficulties, error,
        mistakes, model_version)
    VALUES (%(learner)s, %(exercise)s, %(attempt)s, %(at)s, %(score)s, %(first)s, %(helped)s,
        %(time_share)s, %(finished)s, %(mixed)s, %(exercise_difficulty)s, %(skills)s::bigint[],
        %(skill_difficulties)s::float8[], %(error)s, %(mistakes)s::varchar[], %(version)s)
"""
_WRITE = f"""
    WITH ability AS ({_ABILITY}), states AS ({_STATES}), day AS ({_DAY}), step AS ({_STEP})
    {_OUTCOME}
"""


@dataclass(slots=True)
class Page:
    """One learner's page of the ledger, locked until the transaction ends.

    version         of the steps that this learner's state was made with
    difficulties    of the exercise's skills, in its order
    """

    learner: int
    known: Known
    version: int
    zone: str | None
    difficulties: dict[int, float]


def open_page(learner: int, exercise: int) -> Page:
    """Lock the learner and read what a try at the exercise may move."""
    row = _ask(_LOCK, [learner]).fetchone()
    if row is None:
        _ask(_BEGIN, [learner])
        row = _ask(_LOCK, [learner]).fetchone()
    assert row is not None, "it was just begun"
    theta, n, version, zone = row
    rows = _ask(_SKILLS, [learner, exercise]).fetchall()
    known = Known(theta, n, {pk: _state(state) for pk, _, *state in rows})
    return Page(learner, known, version, zone, {pk: hard for pk, hard, *_ in rows})


def close_page(
    page: Page, tried: Try, error: float, *, exercise: int, attempt: int, mistakes: list[str]
) -> None:
    """Write all that a try has moved, and the try itself, by one statement."""
    values = _columns(page.learner, page.version, page.known, tried.skills) | {
        "skills": list(tried.skills),
        "day": tried.at.astimezone(zone_of(page.zone)).date(),
        "exercise": exercise,
        "attempt": attempt,
        "at": tried.at,
        "score": tried.score,
        "first": tried.first,
        "helped": tried.helped,
        "time_share": tried.time_share,
        "finished": tried.finished,
        "mixed": tried.mixed,
        "exercise_difficulty": tried.exercise_difficulty,
        "skill_difficulties": list(tried.skill_difficulties),
        "error": error,
        "mistakes": mistakes,
    }
    _ask(_WRITE, values)


def rewrite(learner: int, version: int, known: Known) -> None:
    """Put a replayed state in the place of the old one. The learner must be locked."""
    values = _columns(learner, version, known, tuple(known.skills))
    _ask(f"WITH ability AS ({_ABILITY}) {_STATES}", values)


def lock(learner: int) -> None:
    _ask(_LOCK, [learner])


def _state(row: list[Any]) -> SkillState:
    theta, n, n_ok, fsrs, due_at, first_ok_at, kept, level = row
    if theta is None:
        return SkillState()
    card = json.loads(fsrs) if isinstance(fsrs, str) else fsrs
    return SkillState(theta, n, n_ok, card, due_at, first_ok_at, kept, level)


def _columns(learner: int, version: int, known: Known, skills: tuple[int, ...]) -> dict[str, Any]:
    states = [asdict(known.skills[pk]) | {"skill": pk} for pk in skills]
    return {
        "learner": learner,
        "version": version,
        "theta": known.theta,
        "n": known.n,
        "states": json.dumps(states, default=datetime.isoformat),
    }


def _ask(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Cursor[Any]:
    """Run a statement that PostgreSQL has planned once for this connection: planning these anew
    for every answer would cost more than running them, and Django's cursor cannot prepare."""
    connection.ensure_connection()
    assert connection.connection is not None
    cursor: Cursor[Any] = Cursor(connection.connection)
    return cursor.execute(sql, values, prepare=True)
