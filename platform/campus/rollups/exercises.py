"""Exercises by day: graded submissions and first tries, added from the log."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import run

_ADD: Final = """
    INSERT INTO rollups_exercisetally AS t (exercise, day, graded, firsts, firsts_ok)
    SELECT exercise_id, at::date, count(*), count(*) FILTER (WHERE first),
        count(*) FILTER (WHERE first AND score >= 0.5)
    FROM learning_outcome WHERE id > %(after)s AND id <= %(upto)s GROUP BY 1, 2
    ON CONFLICT (day, exercise) DO UPDATE SET graded = t.graded + excluded.graded,
        firsts = t.firsts + excluded.firsts, firsts_ok = t.firsts_ok + excluded.firsts_ok
"""


def count_logged(after: int, upto: int) -> None:
    run(_ADD, after=after, upto=upto)
