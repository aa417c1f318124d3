"""Who is in which group, beside who the sums believe is: the difference moves between groups."""

from __future__ import annotations

from typing import Final

from campus.rollups.asking import ask, run

#: How the user names of erased accounts begin; no form lets anybody choose one.
FORMER: Final = "~"

#: Everybody who learns: on the site, in each course, in each section. Closed accounts are in none,
#: erased ones stay: what they did is nobody's now, and the sums do not change because they went.
WANTED: Final = f"""
    SELECT 0::bigint AS course, 0::bigint AS section, id AS learner_id
    FROM accounts_user WHERE (is_active OR left(username, 1) = '{FORMER}') AND role = 'learner'
    UNION ALL
    SELECT e.course_id, s.section, e.person_id
    FROM courses_enrolment e JOIN accounts_user u ON u.id = e.person_id
        AND (u.is_active OR left(u.username, 1) = '{FORMER}')
    CROSS JOIN LATERAL (
        SELECT 0::bigint UNION ALL SELECT e.section_id WHERE e.section_id IS NOT NULL
    ) AS s (section)
    WHERE e.role = 'learner'
"""
_DIFFERENCE: Final = f"""
    CREATE TEMP TABLE moved ON COMMIT DROP AS
    SELECT course, section, learner_id, 1 AS way FROM (
        {WANTED} EXCEPT SELECT course, section, learner_id FROM rollups_member) AS come
    UNION ALL
    SELECT course, section, learner_id, -1 FROM (
        SELECT course, section, learner_id FROM rollups_member EXCEPT ({WANTED})) AS gone
"""
_COME: Final = """
    INSERT INTO rollups_member (course, section, learner_id)
    SELECT course, section, learner_id FROM moved WHERE way = 1
"""
_GONE: Final = """
    DELETE FROM rollups_member m USING moved
    WHERE way = -1 AND (m.course, m.section, m.learner_id)
        = (moved.course, moved.section, moved.learner_id)
"""


def moves() -> int:
    """Bring the members up to date; those who came or went stand in the temporary table `moved`
    until the transaction ends. Their number."""
    run("DROP TABLE IF EXISTS moved")
    run(_DIFFERENCE)
    (count,) = ask("SELECT count(*) FROM moved")
    if count:
        run(_COME)
        run(_GONE)
    return int(count)
