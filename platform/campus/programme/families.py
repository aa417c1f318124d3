"""The pool of the examinations: published families of the bank, as `drawing` wants them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Final

from django.db import connection

from campus.catalog.atlas import read_atlas
from campus.catalog.models import Exercise
from campus.programme.drawing import Family
from exercises.course import read_course
from exercises.skills import read_skills

#: The kinds of answer of each version: of one of its variants, for they are the same in all.
_KINDS: Final = """
SELECT version_id, jsonb_path_query_array(body, '$.blanks[*].kind') FROM (
  SELECT DISTINCT ON (version_id) version_id, body FROM catalog_variant
  WHERE version_id = ANY(%s) ORDER BY version_id, id
) AS one
"""


def families(track: str) -> list[Family]:
    """Those whose skills all lie in the track, in the order of the bank; nothing of authors, for
    their exercises are not known to be as hard as they say."""
    atlas, skills = read_atlas(), read_skills().skills
    rows = [row for row in atlas.exercises if row.origin == Exercise.Origin.BANK]
    kinds = _kinds([row.current_id for row in rows if row.current_id])
    found = []
    for row in rows:
        own = tuple(skill.slug for skill in atlas.trains[row.pk])
        kind = frozenset(kinds.get(row.current_id or 0, ()))
        if kind and own and all(name in skills and track in skills[name].tracks for name in own):
            group = _sets().get(row.slug, row.module)
            found.append(Family(row.slug, row.module, row.level, row.minutes, kind, own, group))
    return found


@cache
def _sets() -> dict[str, str]:
    """{exercise: the problem set of the course it stands in}"""
    return {name: one.id for one in read_course().sets for name in one.exercises}


def _kinds(versions: list[int]) -> Mapping[int, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, [versions])
        return {
            version: json.loads(found) if isinstance(found, str) else found
            for version, found in cursor.fetchall()
        }
