"""The learner's state in the database: locked and read by two statements, written by one.

Written by hand because every graded answer pays for it inside the recorder's transaction; the
rows are those of models/progress.py, and the tests read them through the models.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

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
    SELECT %(learner)s, u.skill, u.theta, u.n, u.n_ok, u.fsrs::jsonb, u.due_at, u.first_ok_at,
        u.kept, u.level, %(version)s
    FROM unnest(%(skills)s::bigint[], %(thetas)s::float8[], %(ns)s::int[], %(n_oks)s::int[],
        %(cards)s::text[], %(dues)s::timestamptz[], %(firsts)s::timestamptz[], %(kepts)s::bool[],
        %(levels)s::smallint[])
        AS u (skill, theta, n, n_ok, fsrs, due_at, first_ok_at, kept, level)
    ON CONFLICT (learner_id, skill_id) DO UPDATE SET theta = excluded.theta, n = excluded.n,
        n_ok = excluded.n_ok, fsrs = excluded.fsrs, due_at = excluded.due_at,
        first_ok_at = excluded.first_ok_at, kept = excluded.kept, level = excluded.level,
        model_version = excluded.model_version
"""
_DAY = """
    INSERT INTO learning_activeday (learner_id, day, graded, solved)
    VALUES (%(learner)s, %(day)s, 1, %(finished)s::int)
    ON CONFLICT (learner_id, day) DO UPDATE SET graded = learning_activeday.graded + 1,
        solved = learning_activeday.solved + excluded.solved
"""
_STEP = """
    INSERT INTO learning_difficultystep (exercise_id, error)
    SELECT %(exercise)s, %(error)s WHERE %(first)s
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
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [learner])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_BEGIN, [learner])
            cursor.execute(_LOCK, [learner])
            row = cursor.fetchone()
        theta, n, version, zone = row
        cursor.execute(_SKILLS, [learner, exercise])
        rows = cursor.fetchall()
    known = Known(theta, n, {pk: _state(state) for pk, _, *state in rows})
    return Page(learner, known, version, zone, {pk: hard for pk, hard, *_ in rows})


def close_page(
    page: Page, tried: Try, error: float, *, exercise: int, attempt: int, mistakes: list[str]
) -> None:
    """Write all that a try has moved, and the try itself, by one statement."""
    values = _columns(page.learner, page.version, page.known, tried.skills) | {
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
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, values)


def rewrite(learner: int, version: int, known: Known) -> None:
    """Put a replayed state in the place of the old one. The learner must be locked."""
    values = _columns(learner, version, known, tuple(known.skills))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH ability AS ({_ABILITY}) {_STATES}", values)


def lock(learner: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [learner])


def _state(row: list[Any]) -> SkillState:
    theta, n, n_ok, fsrs, due_at, first_ok_at, kept, level = row
    if theta is None:
        return SkillState()
    card = json.loads(fsrs) if isinstance(fsrs, str) else fsrs
    return SkillState(theta, n, n_ok, card, due_at, first_ok_at, kept, level)


def _columns(learner: int, version: int, known: Known, skills: tuple[int, ...]) -> dict[str, Any]:
    states = [known.skills[pk] for pk in skills]
    dues: list[datetime | None] = [state.due_at for state in states]
    return {
        "learner": learner,
        "version": version,
        "theta": known.theta,
        "n": known.n,
        "skills": list(skills),
        "thetas": [state.theta for state in states],
        "ns": [state.n for state in states],
        "n_oks": [state.n_ok for state in states],
        "cards": [None if s.fsrs is None else json.dumps(s.fsrs) for s in states],
        "dues": dues,
        "firsts": [state.first_ok_at for state in states],
        "kepts": [state.kept for state in states],
        "levels": [int(state.level) for state in states],
    }
