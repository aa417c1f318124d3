"""Skills of groups: what has changed since a learner's skill was last told is added to the sums."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import run
from campus.rollups.models import WITHIN_DAYS

_LEVELS: Final = ("attempted", "familiar", "proficient", "mastered")


def _classes(taken: str) -> str:
    """SQL: an array with one 1, in the class of `taken` (days as a number); NULL: none."""
    edges = (*map(str, WITHIN_DAYS), "'Infinity'::float8")
    lows = ("'-Infinity'::float8", *map(str, WITHIN_DAYS))
    return ", ".join(
        f"coalesce(sum(way * ({taken} > {low} AND {taken} <= {high})::int), 0)"
        for low, high in zip(lows, edges, strict=True)
    )


def _sums(rows: str) -> str:
    """Add `rows` (course, section, skill_id, way, old_level, level, n, n_ok, taken) to the sums."""
    moves = ", ".join(
        f"sum(way * ((level = {i})::int - (old_level = {i})::int))" for i in range(1, 5)
    )
    adds = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in (*_LEVELS, "n", "n_ok"))
    return f"""
    INSERT INTO rollups_skilltally AS t
        (course, section, skill_id, {", ".join(_LEVELS)}, n, n_ok, days_to_mastery)
    SELECT course, section, skill_id, {moves}, sum(way * n), sum(way * n_ok),
        ARRAY[{_classes("taken")}]::int[]
    FROM ({rows}) AS r GROUP BY course, section, skill_id
    ON CONFLICT (course, section, skill_id) DO UPDATE SET {adds},
        days_to_mastery = (SELECT array_agg(a + b ORDER BY place)
            FROM unnest(t.days_to_mastery, excluded.days_to_mastery)
            WITH ORDINALITY AS u (a, b, place))
    """


DAYS_TAKEN: Final = "extract(epoch FROM {0}.mastered_at - {0}.begun_at) / 86400"
_CHANGED: Final = """
    SELECT k.learner_id, k.skill_id, k.level, k.n, k.n_ok,
        coalesce(t.level, 0) AS old_level, coalesce(t.n, 0) AS old_n, coalesce(t.n_ok, 0) AS old_ok,
        t.mastered_at AS was_mastered_at, coalesce(t.begun_at, log.begun_at) AS begun_at,
        coalesce(t.mastered_at, CASE WHEN k.level = 4 THEN log.latest END) AS mastered_at
    FROM (
        SELECT o.learner_id, s AS skill_id, min(o.at) AS begun_at, max(o.at) AS latest
        FROM learning_outcome o CROSS JOIN unnest(o.skills) AS s
        WHERE o.id > %(after)s AND o.id <= %(upto)s GROUP BY 1, 2
    ) AS log
    JOIN learning_learnerskill k USING (learner_id, skill_id)
    LEFT JOIN rollups_toldskill t USING (learner_id, skill_id)
"""
_TELL: Final = """
    INSERT INTO rollups_toldskill AS t
        (learner_id, skill_id, level, n, n_ok, begun_at, mastered_at)
    SELECT learner_id, skill_id, level, n, n_ok, begun_at, mastered_at FROM changed
    ON CONFLICT (learner_id, skill_id) DO UPDATE SET level = excluded.level, n = excluded.n,
        n_ok = excluded.n_ok, begun_at = excluded.begun_at, mastered_at = excluded.mastered_at
"""
_LOGGED: Final = f"""
    WITH changed AS ({_CHANGED}), told AS ({_TELL})
    {
    _sums(
        '''SELECT m.course, m.section, skill_id, 1 AS way, old_level, level, n - old_n AS n,
        n_ok - old_ok AS n_ok, CASE WHEN was_mastered_at IS NULL THEN
        extract(epoch FROM mastered_at - begun_at) / 86400 END AS taken
    FROM changed JOIN rollups_member m USING (learner_id)'''
    )
}
"""
_MOVED: Final = _sums(
    f"""SELECT moved.course, moved.section, k.skill_id, way, 0 AS old_level, level, n, n_ok,
        {DAYS_TAKEN.format("k")} AS taken
    FROM moved JOIN rollups_toldskill k USING (learner_id)"""
)


def count_logged(after: int, upto: int) -> None:
    """What outcomes after one key and up to another have moved."""
    run(_LOGGED, after=after, upto=upto)


def count_moved() -> None:
    """Take what is told of those who came to a group, or went, with them."""
    run(_MOVED)
