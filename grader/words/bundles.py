"""Vectors, matrices, sets and inequalities that are nearly right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

from grader.equivalence.domain import Domain
from grader.sentences import say
from grader.tree import And, Node, Or, Relation
from grader.words.near_miss import Ball, NearMiss, constant, values

Rows = tuple[tuple[Node, ...], ...]
SIGN = NearMiss("sign", say("Every entry has the wrong sign."))
SCALE = NearMiss("scale", say("The direction is right, the length is not."))
FACTOR = NearMiss("factor", say("Every entry is off by the same factor."))
ORDER = NearMiss("order", say("These are the right entries in another order."))
ONE_ENTRY = NearMiss("one-entry", say("All entries but one are right."))
TRANSPOSED = NearMiss("transposed", say("Rows and columns have changed places."))
ROWS = NearMiss("rows", say("These are the right rows in another order."))
COLUMNS = NearMiss("columns", say("These are the right columns in another order."))
MISSING = NearMiss("missing", say("All of these belong to the set, but it has more elements."))
EXTRA = NearMiss("extra", say("The whole set is here, with something that does not belong to it."))
ONE_WRONG = NearMiss("one-element", say("All elements but one are right."))
NEGATED = NearMiss("negated", say("Check the signs of the elements."))
TURNED = NearMiss("turned", say("The inequality sign points the wrong way."))
BOUNDARY = NearMiss("boundary", say("Check whether the boundary belongs to it."))
MOST_ENTRIES = 36


def about_vector(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    found = _at_one_point([*answer, *key], seed)
    if found is None or len(answer) != len(key):
        return None
    a, k = found[: len(answer)], found[len(answer) :]
    if _same([-x for x in a], k):
        return SIGN
    if len(a) > 1 and _parallel(a, k):
        return SCALE
    if _rearranged(a, k):
        return ORDER
    return ONE_ENTRY if len(a) > 2 and _differences(a, k) == 1 else None


def about_direction(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    """A vector that is asked for up to its sign: only its length, or one entry, can be near."""
    found = about_vector(answer, key, seed)
    return None if found is SIGN else found


def about_matrix(answer: Rows, key: Rows, seed: str) -> NearMiss | None:
    wanted = [entry for row in key for entry in row]
    given = [entry for row in answer for entry in row]
    found = _at_one_point([*given, *wanted], seed)
    if found is None:
        return None
    width = len(key[0])
    a, k = found[: len(given)], found[len(given) :]
    rows, right = ([row[i : i + width] for i in range(0, len(row), width)] for row in (a, k))
    columns, right_columns = (list(zip(*m, strict=True)) for m in (rows, right))
    if len(rows) == width and all(map(_same, columns, right)):
        return TRANSPOSED
    if _same([-x for x in a], k):
        return SIGN
    if _parallel(a, k):
        return FACTOR
    if _reordered(rows, right):
        return ROWS
    if _reordered(columns, right_columns):
        return COLUMNS
    return ONE_ENTRY if len(a) > 2 and _differences(a, k) == 1 else None


def about_set(answer: Sequence[Node], key: Sequence[Node], seed: str) -> NearMiss | None:
    found = _at_one_point([*answer, *key], seed)
    if found is None:
        return None
    given, wanted = found[: len(answer)], found[len(answer) :]
    right = sum(any(x.overlaps(y) for y in wanted) for x in given)
    hit = sum(any(x.overlaps(y) for x in given) for y in wanted)
    if given and right == len(given) and hit < len(wanted):
        return MISSING
    if wanted and hit == len(wanted) and right < len(given):
        return EXTRA
    if len(given) == len(wanted):
        if _rearranged([-x for x in given], wanted):
            return NEGATED
        return ONE_WRONG if len(given) > 2 and right == len(given) - 1 else None
    return None


def about_pieces(given: int, wanted: int) -> NearMiss | None:
    """A set of intervals in more or fewer pieces than the key."""
    return NearMiss("pieces", say("Look again at how many separate pieces the set has."))


def about_inequality(answer: Node, key: Node, judge: Callable[[Node], str]) -> NearMiss | None:
    """Turn the signs of an inequality, or open and close them, and judge again."""
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    toggled = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
    if judge(_changed(answer, turned)) == "right":
        return TURNED
    closed = {"<": "<=", ">": ">="}
    opened = {"<=": "<", ">=": ">"}
    if any(judge(_changed(answer, change)) == "right" for change in (toggled, closed, opened)):
        return BOUNDARY
    return None


def _changed(node: Node, signs: dict[str, str]) -> Node:
    match node:
        case Relation(op=op, left=left, right=right):
            return Relation(signs.get(op, op), left, right)  # type: ignore[arg-type]
        case And(parts=parts):
            return And(tuple(_changed(part, signs) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_changed(part, signs) for part in parts))
    return node


def _at_one_point(trees: Sequence[Node], seed: str) -> list[Ball] | None:
    if not trees or len(trees) > 2 * MOST_ENTRIES:
        return None
    found = values(trees, Domain(), seed)
    return None if found is None else [row[0] for row in found]


def _same(left: Sequence[Ball], right: Sequence[Ball]) -> bool:
    return len(left) == len(right) and all(x.overlaps(y) for x, y in zip(left, right, strict=True))


def _parallel(a: Sequence[Ball], k: Sequence[Ball]) -> bool:
    """Zero where the key is zero, and one ratio everywhere else."""
    zero = k[0] * 0
    pairs = [(x, y) for x, y in zip(a, k, strict=True) if not y.overlaps(zero)]
    rest = [x for x, y in zip(a, k, strict=True) if y.overlaps(zero)]
    return (
        bool(pairs) and all(x.overlaps(zero) for x in rest) and constant([x / y for x, y in pairs])
    )


def _rearranged(a: Sequence[Ball], k: Sequence[Ball]) -> bool:
    left = list(k)
    for x in a:
        partner = next((y for y in left if x.overlaps(y)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _reordered(rows: Sequence[Sequence[Ball]], right: Sequence[Sequence[Ball]]) -> bool:
    if not 1 < len(rows) <= 4:
        return False
    return any(all(map(_same, rows, order)) for order in permutations(right))


def _differences(a: Sequence[Ball], k: Sequence[Ball]) -> int:
    return sum(not x.overlaps(y) for x, y in zip(a, k, strict=True))
