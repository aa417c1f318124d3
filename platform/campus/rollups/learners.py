"""A row a learner: worked out anew from their own days and skills when they have done something."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import run

STUCK_TRIES: Final = 6  # first tries of a skill; fewer say nothing
STUCK_SHARE: Final = 0.4  # right; from there on a skill is on its way

WHO: Final = (
    "SELECT DISTINCT learner_id FROM learning_outcome WHERE id > %(after)s AND id <= %(upto)s"
)
EVERYBODY: Final = "SELECT DISTINCT learner_id FROM learning_activeday"

TALLIES: Final = f"""
    WITH who AS ({{who}}), last AS (
        SELECT d.learner_id, max(d.day) AS last_day, min(d.day) AS first_day, count(*) AS days,
            sum(d.graded) AS graded, sum(d.solved) AS solved
        FROM learning_activeday d JOIN who USING (learner_id) GROUP BY 1
    ), lately AS (
        SELECT last.learner_id,
            coalesce(sum(d.graded) FILTER (WHERE d.day > last_day - 14), 0) AS recent_graded,
            coalesce(sum(d.solved) FILTER (WHERE d.day > last_day - 14), 0) AS recent_solved,
            coalesce(sum(d.graded) FILTER (WHERE d.day <= last_day - 14), 0) AS before_graded,
            coalesce(sum(d.solved) FILTER (WHERE d.day <= last_day - 14), 0) AS before_solved
        FROM last JOIN learning_activeday d
            ON d.learner_id = last.learner_id AND d.day > last_day - 42
        GROUP BY 1
    ), standing AS (
        SELECT k.learner_id, count(*) AS tried, count(*) FILTER (WHERE k.level = 4) AS mastered
        FROM learning_learnerskill k JOIN who USING (learner_id) GROUP BY 1
    ), sizes AS (
        SELECT module, count(*) AS skills FROM catalog_skill GROUP BY 1
    ), done AS (
        SELECT learner_id, count(*) AS modules FROM (
            SELECT k.learner_id FROM learning_learnerskill k JOIN who USING (learner_id)
            JOIN catalog_skill s ON s.id = k.skill_id JOIN sizes USING (module)
            WHERE k.level = 4 GROUP BY k.learner_id, module, sizes.skills
            HAVING count(*) = sizes.skills
        ) AS whole GROUP BY 1
    ), stuck AS (
        SELECT DISTINCT ON (k.learner_id) k.learner_id, k.skill_id, k.n, k.n_ok
        FROM learning_learnerskill k JOIN who USING (learner_id)
        WHERE k.level < 3 AND k.n >= {STUCK_TRIES} AND k.n_ok < {STUCK_SHARE} * k.n
            AND EXISTS (SELECT 1 FROM catalog_skill_prerequisites p
                WHERE p.to_skill_id = k.skill_id)
        ORDER BY k.learner_id, k.n DESC, k.skill_id
    )
    INSERT INTO rollups_learnertally (learner_id, first_day, last_day, days, graded, solved,
        recent_graded, recent_solved, before_graded, before_solved, tried, mastered, modules,
        stuck_skill_id, stuck_tries, stuck_right)
    SELECT last.learner_id, first_day, last_day, days, graded, solved, recent_graded, recent_solved,
        before_graded, before_solved, coalesce(tried, 0), coalesce(mastered, 0),
        coalesce(modules, 0), stuck.skill_id, coalesce(stuck.n, 0), coalesce(stuck.n_ok, 0)
    FROM last JOIN lately USING (learner_id) LEFT JOIN standing USING (learner_id)
    LEFT JOIN done USING (learner_id) LEFT JOIN stuck USING (learner_id)
    ON CONFLICT (learner_id) DO UPDATE SET
        (first_day, last_day, days, graded, solved, recent_graded, recent_solved, before_graded,
         before_solved, tried, mastered, modules, stuck_skill_id, stuck_tries, stuck_right)
        = (excluded.first_day, excluded.last_day, excluded.days, excluded.graded, excluded.solved,
         excluded.recent_graded, excluded.recent_solved, excluded.before_graded,
         excluded.before_solved, excluded.tried, excluded.mastered, excluded.modules,
         excluded.stuck_skill_id, excluded.stuck_tries, excluded.stuck_right)
"""


def count_logged(after: int, upto: int) -> None:
    """Everybody with an outcome after one key and up to another."""
    run(TALLIES.format(who=WHO), after=after, upto=upto)


def count_all() -> None:
    run(TALLIES.format(who=EVERYBODY))
