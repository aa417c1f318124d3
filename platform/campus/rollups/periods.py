"""Days and weeks of groups, counted anew from one row a learner and day where something moved."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import run

# An outcome belongs to a day by its learner's clock: at most one beside the site's own.
_LOGGED: Final = """
    SELECT DISTINCT m.course, m.section, o.at::date + shift AS day
    FROM learning_outcome o JOIN rollups_member m ON m.learner_id = o.learner_id
    CROSS JOIN generate_series(-1, 1) AS shift
    WHERE o.id > %(after)s AND o.id <= %(upto)s
"""
_MOVED: Final = """
    SELECT DISTINCT moved.course, moved.section, d.day
    FROM moved JOIN learning_activeday d ON d.learner_id = moved.learner_id
"""
_DAYS: Final = """
    WITH dirty AS ({dirty}), counted AS (
        SELECT m.course, m.section, d.day, count(*) AS learners,
            sum(d.graded) AS graded, sum(d.solved) AS solved
        FROM learning_activeday d JOIN rollups_member m ON m.learner_id = d.learner_id
        WHERE d.day IN (SELECT day FROM dirty)
            AND (m.course, m.section) IN (SELECT course, section FROM dirty)
        GROUP BY 1, 2, 3
    ), emptied AS (
        DELETE FROM rollups_daytally t USING dirty
        WHERE (t.course, t.section, t.day) = (dirty.course, dirty.section, dirty.day)
            AND NOT EXISTS (SELECT 1 FROM counted c
                WHERE (c.course, c.section, c.day) = (t.course, t.section, t.day))
    )
    INSERT INTO rollups_daytally (course, section, day, learners, graded, solved)
    SELECT * FROM counted
    ON CONFLICT (course, section, day) DO UPDATE SET learners = excluded.learners,
        graded = excluded.graded, solved = excluded.solved
"""
_WEEKS: Final = """
    WITH dirty AS (
        SELECT DISTINCT course, section, date_trunc('week', day)::date AS monday FROM ({dirty}) AS d
    ), counted AS (
        SELECT m.course, m.section, date_trunc('week', d.day)::date AS monday,
            count(DISTINCT d.learner_id) AS learners, sum(d.graded) AS graded,
            sum(d.solved) AS solved
        FROM learning_activeday d JOIN rollups_member m ON m.learner_id = d.learner_id
        JOIN (SELECT DISTINCT monday FROM dirty) AS w
            ON d.day >= w.monday AND d.day < w.monday + 7
        WHERE (m.course, m.section) IN (SELECT course, section FROM dirty)
        GROUP BY 1, 2, 3
    ), emptied AS (
        DELETE FROM rollups_weektally t USING dirty
        WHERE (t.course, t.section, t.monday) = (dirty.course, dirty.section, dirty.monday)
            AND NOT EXISTS (SELECT 1 FROM counted c
                WHERE (c.course, c.section, c.monday) = (t.course, t.section, t.monday))
    )
    INSERT INTO rollups_weektally (course, section, monday, learners, graded, solved)
    SELECT * FROM counted
    ON CONFLICT (course, section, monday) DO UPDATE SET learners = excluded.learners,
        graded = excluded.graded, solved = excluded.solved
"""


def count_logged(after: int, upto: int) -> None:
    """The days of outcomes after one key and up to another."""
    run(_DAYS.format(dirty=_LOGGED), after=after, upto=upto)
    run(_WEEKS.format(dirty=_LOGGED), after=after, upto=upto)


def count_moved() -> None:
    """The days on which those who came or went have practised."""
    run(_DAYS.format(dirty=_MOVED))
    run(_WEEKS.format(dirty=_MOVED))
