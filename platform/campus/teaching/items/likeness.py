"""How a wrong answer relates to what was asked, in words that mean the same in every variant.

A code says the relation; several may fit one answer, and which of them is the mistake is seen only
beside other answers. Nothing here decides a mark.

    tag:minus          a mistake or near miss that the grader named
    times:1/2, plus:1  the key times 1/2, plus 1          negated, reciprocal, squared, root
    transposed         the key's matrix, turned           reordered: its entries, otherwise
    made:0-1           the first number of the statement minus the second one
    from:key-0         the key minus the first number of the statement
    same:12            this very value, whatever was asked
    text:…, tests:1,3  what cannot be evaluated; the tests that a program failed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import isclose, sqrt
from typing import Any, Final

from grader.equivalence.domain import Domain
from grader.errors import GraderError
from grader.parse import parse
from grader.tree import Matrix, Node, Row, Set
from grader.words.near_miss import values

Table = list[list[float]]  # entries by points
NUMBERS: Final = 8  # of a statement, the first ones
LARGEST: Final = 6  # in a factor's numerator or denominator
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_HIDDEN: Final = re.compile(r"<annotation.*?</annotation>|<svg.*?</svg>|<[^>]+>", re.DOTALL)


def candidates(
    body: Mapping[str, Any], blank: str, text: str, syntax: str, tag: str, failed: str = ""
) -> list[str]:
    """Every relation that fits, the most telling first; never empty.

    body     the variant, as `exercises.variant.Variant.to_json` gives it
    failed   numbers of the tests that a program failed, "1,3"
    """
    if tag:
        return [f"tag:{tag}"[:110]]
    if failed:
        return [f"tests:{failed}"[:110]]
    graded = next(one for one in body["grading"]["blanks"] if one["name"] == blank)
    shown = next(one for one in body["blanks"] if one["name"] == blank)
    key = graded["key"].get("value")
    names = tuple(shown.get("vars") or ())
    try:
        answer = parse(text, names=names, syntax="latex" if syntax == "latex" else "ascii")
        wanted = parse(str(key), names=names) if key is not None else answer
    except GraderError:
        return [_as_text(text)]
    found = _evaluated(answer, wanted)
    if found is None:
        return [_as_text(text)]
    mine, keys = found
    related = list(_relations(answer, wanted, mine, keys)) if key is not None else []
    if len(mine) == 1 and len(mine[0]) == 1:
        ours = keys[0][0] if key is not None and len(keys) == 1 else None
        related += _made_of(mine[0][0], ours, numbers_of(body))
    return [*related, _same(mine)]


def numbers_of(body: Mapping[str, Any]) -> list[float]:
    """The numbers of the statement in their order: what the variant was drawn with, as seen."""
    html = " ".join(piece.get("html", " ") for piece in body["statement"])
    return [float(found) for found in _NUMBER.findall(_HIDDEN.sub(" ", html))][:NUMBERS]


def _evaluated(answer: Node, key: Node) -> tuple[Table, Table] | None:
    mine, keys = _entries(answer), _entries(key)
    found = values([*mine, *keys], Domain(), "likeness")
    if found is None:
        return None
    rows = [[float(ball.mid()) for ball in row] for row in found]
    return rows[: len(mine)], rows[len(mine) :]


def _entries(node: Node) -> list[Node]:
    if isinstance(node, Matrix):
        return [entry for row in node.rows for entry in row]
    if isinstance(node, (Row, Set)):
        return list(node.items)
    return [node]


def _relations(answer: Node, key: Node, mine: Table, keys: Table) -> Iterator[str]:
    if isinstance(answer, Matrix) and isinstance(key, Matrix):
        turned = [entry for column in zip(*key.rows, strict=True) for entry in column]
        if (len(answer.rows), len(answer.rows[0])) == (len(key.rows[0]), len(key.rows)):
            ours = dict(zip(_entries(key), keys, strict=True))
            if _agree(mine, [ours[entry] for entry in turned]):
                yield "transposed"
    if len(mine) != len(keys):
        return
    pairs = [
        (a, k)
        for row, other in zip(mine, keys, strict=True)
        for a, k in zip(row, other, strict=True)
    ]
    if _agree(mine, [[-k for k in row] for row in keys]):
        yield "negated"
    if len(pairs) > 1 and _agree(sorted(mine), sorted(keys)):
        yield "reordered"
    if all(_close(a * k, 1) for a, k in pairs):
        yield "reciprocal"
    if (factor := _constant([a / k for a, k in pairs if k], len(pairs))) is not None:
        if (share := _simple(factor)) is not None and share not in (1, -1):
            yield f"times:{share}"
    if all(_close(a, k * k) for a, k in pairs):
        yield "squared"
    if all(k >= 0 and _close(a, sqrt(k)) for a, k in pairs):
        yield "root"
    if (shift := _constant([a - k for a, k in pairs], len(pairs))) is not None:
        if abs(shift) <= 3 and _close(shift, round(shift)) and round(shift):
            yield f"plus:{round(shift)}"


def _made_of(answer: float, key: float | None, numbers: Sequence[float]) -> Iterator[str]:
    """Sums, differences, products, quotients of two numbers of the statement, or of the key and
    one of them."""
    for i, one in enumerate(numbers):
        if _close(answer, one):
            yield f"made:{i}"
        elif _close(answer, -one):
            yield f"made:-{i}"
    if key is not None:
        for i, one in enumerate(numbers):
            yield from (f"from:key{sign}{i}" for sign in _signs(answer, key, one))
    for i, j in permutations(range(len(numbers)), 2):
        for sign in _signs(answer, numbers[i], numbers[j]):
            if sign in "-/" or i < j:
                yield f"made:{i}{sign}{j}"


def _signs(answer: float, a: float, b: float) -> Iterator[str]:
    if _close(answer, a + b):
        yield "+"
    if _close(answer, a - b):
        yield "-"
    if b not in (0, 1) and a not in (0, 1):
        if _close(answer, a * b):
            yield "*"
        if _close(answer, a / b):
            yield "/"


def _constant(row: list[float], long: int) -> float | None:
    same = len(row) == long and row and all(_close(value, row[0]) for value in row)
    return row[0] if same else None


def _simple(value: float) -> Fraction | None:
    share = Fraction(value).limit_denominator(LARGEST)
    small = abs(share.numerator) <= LARGEST and share != 0
    return share if small and _close(float(share), value) else None


def _agree(left: Table, right: Table) -> bool:
    return len(left) == len(right) and all(
        _close(a, b) for x, y in zip(left, right, strict=True) for a, b in zip(x, y, strict=True)
    )


def _close(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def _same(mine: Table) -> str:
    """The answer's normal form: its value if it is one number, else a digest of its values."""
    if len(mine) == 1 and len(mine[0]) == 1:
        return f"same:{mine[0][0]:.6g}"
    rounded = ";".join(f"{value:.9g}" for row in mine for value in row)
    return f"same:#{hashlib.sha256(rounded.encode()).hexdigest()[:12]}"


def _as_text(text: str) -> str:
    plain = " ".join(text.split()).casefold()
    return f"text:{plain}" if len(plain) <= 60 else f"text:#{digest_of(plain)[:12]}"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
