"""Wrong answers to an item in clusters: one mistake, whatever the variant.

Several relations may fit one answer. The one that explains most answers takes those it explains,
then the next one: what is an accident in one variant loses against what is meant in all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from campus.catalog.models import Variant
from campus.courses.models import Course, Item
from campus.teaching.items.likeness import candidates, digest_of
from campus.teaching.items.said import in_words
from campus.teaching.models import Cluster, Likeness

SHOWN: Final = 12
AT_A_TIME: Final = 400  # texts worked out in one request; the rest the next time

_WRONG: Final = """
SELECT attempt.variant_id, verdict.key, answer ->> 'text', answer ->> 'syntax',
  verdict.value ->> 'tag', tests.failed, count(*), count(DISTINCT attempt.learner_id),
  min(submission.id::text)
FROM learning_attempt attempt
JOIN learning_submission submission ON submission.attempt_id = attempt.id
  AND submission.state = 'graded' AND submission.mode = 'grade'
JOIN learning_graderesult result ON result.submission_id = submission.id
CROSS JOIN LATERAL jsonb_each(result.report -> 'verdicts') verdict
CROSS JOIN LATERAL (SELECT submission.answers -> verdict.key AS answer) given
CROSS JOIN LATERAL (
  SELECT string_agg(place::text, ',' ORDER BY place) AS failed
  FROM jsonb_array_elements(verdict.value -> 'details' -> 'tests') WITH ORDINALITY t(test, place)
  WHERE NOT (test ->> 'passed')::boolean
) tests
WHERE attempt.item_id = %s AND result.score < 1
  AND verdict.value ->> 'outcome' IN ('wrong', 'partial')
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC LIMIT 2000
"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One text typed into one blank of one variant, and how often."""

    variant: int
    blank: str
    text: str
    syntax: str
    tag: str
    failed: str
    times: int
    learners: int
    example: str  # a submission
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A cluster as the page shows it. learners: summed over texts, so at most this many."""

    blank: str
    code: str
    words: str
    times: int
    learners: int
    variants: int
    texts: tuple[str, ...]
    example: str
    share: float  # of all wrong answers
    named: Cluster | None


def clusters_of(item: Item, course: Course) -> list[Grouped]:
    wrong = _wrong(item)
    named = {
        (row.blank, row.likeness): row
        for row in Cluster.objects.filter(course=course, exercise=item.exercise_id)
    }
    in_all = sum(one.times for one in wrong) or 1
    found = []
    for blank, code, members in grouped(wrong, named.keys()):
        times = sum(one.times for one in members)
        found.append(
            Grouped(
                blank=blank,
                code=code,
                words=in_words(code),
                times=times,
                learners=sum(one.learners for one in members),
                variants=len({one.variant for one in members}),
                texts=tuple(dict.fromkeys(one.text for one in members))[:4],
                example=members[0].example,
                share=times / in_all,
                named=named.get((blank, code)),
            )
        )
    return found[:SHOWN]


def grouped(
    wrong: Sequence[Wrong], named: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str, list[Wrong]]]:
    """Blank, code and members of each cluster, the largest first. What has a name keeps it."""
    left = list(wrong)
    found = []
    for blank, code in named:
        members = [one for one in left if one.blank == blank and code in one.codes]
        if members:
            found.append((blank, code, members))
            left = [one for one in left if one not in members]
    while left and len(found) < 5 * SHOWN:
        blank, code = _strongest(left)
        members = [one for one in left if one.blank == blank and code in one.codes]
        found.append((blank, code, members))
        taken = set(map(id, members))
        left = [one for one in left if id(one) not in taken]
    return sorted(found, key=lambda row: -sum(one.times for one in row[2]))


def _strongest(wrong: Sequence[Wrong]) -> tuple[str, str]:
    """What explains most answers; of equals what is seen in more variants, then what is most
    telling by itself."""
    times: Counter[tuple[str, str]] = Counter()
    variants: dict[tuple[str, str], set[int]] = defaultdict(set)
    rank: dict[tuple[str, str], int] = {}
    for one in wrong:
        for place, code in enumerate(one.codes):
            times[one.blank, code] += one.times
            variants[one.blank, code].add(one.variant)
            rank[one.blank, code] = max(place, rank.get((one.blank, code), 0))
    return max(times, key=lambda key: (times[key], len(variants[key]), -rank[key], key))


def _wrong(item: Item) -> list[Wrong]:
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, [item.pk])
        rows = cursor.fetchall()
    texts = {
        (row[0], row[1], row[2] or "", row[3] or "", row[4] or "", row[5] or "") for row in rows
    }
    codes = codes_of(texts)
    found = []
    for variant, blank, text, syntax, tag, failed, times, learners, example in rows:
        one = (variant, blank, text or "", syntax or "", tag or "", failed or "")
        if known := codes.get(one):
            found.append(Wrong(*one, times, learners, example, tuple(known)))
    return found


Typed = tuple[int, str, str, str, str, str]  # variant, blank, text, syntax, tag, failed


def codes_of(texts: Iterable[Typed]) -> dict[Typed, list[str]]:
    """The relations of each text. Those that cost work are kept in the database; a tag or a list
    of failed tests is its own relation."""
    found: dict[Typed, list[str]] = {}
    open_: dict[tuple[int, str, str], Typed] = {}
    for one in texts:
        variant, blank, text, syntax, tag, failed = one
        if tag or failed:
            found[one] = [f"tag:{tag}" if tag else f"tests:{failed}"]
        else:
            open_[variant, blank, digest_of(f"{syntax}:{text}")] = one
    kept = Likeness.objects.filter(
        variant__in={key[0] for key in open_}, digest__in={key[2] for key in open_}
    )
    for variant, blank, digest, codes in kept.values_list("variant", "blank", "digest", "codes"):
        if (key := (variant, blank, digest)) in open_:
            found[open_.pop(key)] = codes
    fresh = dict(list(open_.items())[:AT_A_TIME])
    bodies = dict(Variant.objects.filter(pk__in={k[0] for k in fresh}).values_list("pk", "body"))
    rows = []
    for (variant, blank, digest), one in fresh.items():
        found[one] = candidates(bodies[variant], *_asked(one))
        rows.append(Likeness(variant_id=variant, blank=blank, digest=digest, codes=found[one]))
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)
    return found


def _asked(one: Typed) -> Any:
    return one[1:]
