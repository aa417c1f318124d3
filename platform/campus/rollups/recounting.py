"""The sums from the rows themselves, as if nothing had ever been folded: each night to see that
folding has lost nothing, and where rows were written past the log.

What is counted here is said in other words than in the folding, so that the two check each other.
"""

from __future__ import annotations

import logging
from typing import Final

from django.db import transaction
from django.utils import timezone

from campus.rollups import learners, membership
from campus.rollups.asking import ask, run
from campus.rollups.folding import ours
from campus.rollups.models import WITHIN_DAYS, Mark
from campus.rollups.skills import DAYS_TAKEN

log = logging.getLogger(__name__)

_TOLD: Final = """
    INSERT INTO rollups_toldskill AS t
        (learner_id, skill_id, level, n, n_ok, begun_at, mastered_at)
    SELECT k.learner_id, k.skill_id, k.level, k.n, k.n_ok, o.begun_at,
        CASE WHEN k.level = 4 THEN o.latest END
    FROM learning_learnerskill k LEFT JOIN (
        SELECT learner_id, s AS skill_id, min(at) AS begun_at, max(at) AS latest
        FROM learning_outcome CROSS JOIN unnest(skills) AS s
        WHERE NOT EXISTS (SELECT 1 FROM rollups_toldskill told
            WHERE told.learner_id = learning_outcome.learner_id AND told.skill_id = s)
        GROUP BY 1, 2
    ) AS o USING (learner_id, skill_id)
    ON CONFLICT (learner_id, skill_id) DO UPDATE
        SET level = excluded.level, n = excluded.n, n_ok = excluded.n_ok
"""


def _class_counts() -> str:
    days, edges = DAYS_TAKEN.format("t"), (*WITHIN_DAYS, 1_000_000)
    return ", ".join(
        f"count(*) FILTER (WHERE width_bucket({days} - 1e-9, ARRAY[{', '.join(map(str, edges))}]"
        f"::float8[]) = {place})"
        for place in range(len(edges))
    )


#: Table -> the columns that name a row, the columns that are counted, and the counting.
COUNTED: Final = {
    "rollups_daytally": (
        "course, section, day, learners, graded, solved",
        """SELECT course, section, day, count(*), sum(graded), sum(solved)
        FROM rollups_member JOIN learning_activeday USING (learner_id) GROUP BY 1, 2, 3""",
    ),
    "rollups_weektally": (
        "course, section, monday, learners, graded, solved",
        """SELECT course, section, date_trunc('week', day)::date, count(DISTINCT learner_id),
            sum(graded), sum(solved)
        FROM rollups_member JOIN learning_activeday USING (learner_id) GROUP BY 1, 2, 3""",
    ),
    "rollups_skilltally": (
        "course, section, skill_id, attempted, familiar, proficient, mastered, n, n_ok,"
        " days_to_mastery",
        f"""SELECT course, section, skill_id, count(*) FILTER (WHERE level = 1),
            count(*) FILTER (WHERE level = 2), count(*) FILTER (WHERE level = 3),
            count(*) FILTER (WHERE level = 4), sum(n), sum(n_ok), ARRAY[{_class_counts()}]::int[]
        FROM rollups_member JOIN rollups_toldskill t USING (learner_id) GROUP BY 1, 2, 3""",
    ),
    "rollups_exercisetally": (
        "exercise, day, graded, firsts, firsts_ok",
        """SELECT exercise_id, at::date, count(*), sum(first::int),
            sum((first AND score >= 0.5)::int)
        FROM learning_outcome WHERE id <= (SELECT max(folded) FROM rollups_mark) GROUP BY 1, 2""",
    ),
}


@transaction.atomic
def recount() -> int | None:
    """Count everything anew; how many sums were not what they should be. None while somebody folds.

    What was recorded in the last seconds and not yet folded counts among them.
    """
    if not ours():
        return None
    run("SET LOCAL statement_timeout = 0")
    mark, _ = Mark.objects.get_or_create(pk=1)
    membership.moves()
    run(_TOLD)
    learners.count_all()
    drift = sum(_put_right(table, *how) for table, how in COUNTED.items())
    mark.checked_at, mark.drift = timezone.now(), drift
    mark.save()
    if drift:
        log.warning("%d sums were put right", drift)
    return drift


def _put_right(table: str, columns: str, counting: str) -> int:
    """Put the counted rows in the table's place; how many rows that are not all zero changed."""
    run(f"CREATE TEMP TABLE counted ({columns}) ON COMMIT DROP AS {counting}")
    where = (
        "WHERE attempted + familiar + proficient + mastered + n <> 0" if "skill" in table else ""
    )
    (drift,) = ask(
        f"SELECT count(*) FROM ((TABLE counted EXCEPT SELECT {columns} FROM {table})"
        f" UNION ALL (SELECT {columns} FROM {table} {where} EXCEPT TABLE counted)) AS d"
    )
    if drift:
        run(f"DELETE FROM {table}")
        run(f"INSERT INTO {table} ({columns}) TABLE counted")
    run("DROP TABLE counted")
    return int(drift)
