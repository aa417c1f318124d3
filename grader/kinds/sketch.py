"""Points, a line or a curve drawn on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from grader.equivalence.balls import compile_tree
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.errors import BadKey
from grader.kinds.closeness import exact_decimal
from grader.kinds.fields import Fields
from grader.kinds.kind import Example, Kind, Option
from grader.kinds.language import Language, read_language
from grader.kinds.reading import entries, expression, unreadable
from grader.kinds.several import bundles
from grader.request import Answer
from grader.sentences import say
from grader.tree import List, Matrix, Node, Row, number
from grader.typeset import latex
from grader.verdict import Verdict

Point = tuple[Fraction, Fraction]
Points = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Key:
    shape: str
    points: Points
    curve: Node | None
    least: int
    snap: Fraction
    language: Language


class Sketch(Kind[Key, Points]):
    """
    >>> kind = Sketch()
    >>> key = kind.prepare({"shape": "line", "value": "(0, 1), (1, 3)"})
    >>> kind.judge(kind.read(Answer("(-1, -1), (2, 5)"), key), key, "seed").outcome
    'right'
    """

    name = "sketch"
    line = "Points drawn on a grid, as they are, or as a line, a path or marks on a curve."
    typed = "the points, `(0, 1), (2, 5)`; the drawing pad writes them"
    options = (
        Option(
            "shape",
            "`points` (this set of points), `line` (the line through two), `path` "
            "(these points in this order or its reverse) or `curve` (points of a curve)",
            "points",
        ),
        Option("value", "the points; for a curve, its expression in x"),
        Option("snap", "distance of two grid lines; half of it is forgiven", "1"),
        Option("least", "for a curve, how many different points are wanted", "3"),
    )
    example = Example(
        {"shape": "line", "value": "(0, 1), (1, 3)"},
        ("(-1, -1), (2, 5)",),
        ("(0, 1), (1, 2)", "(0, 1), (0, 1)"),
    )

    def key(self, fields: Fields) -> Key:
        text = fields.text("value")
        shape = fields.choice("shape", ("points", "line", "path", "curve"), "points")
        language = read_language(fields, text)
        least = fields.whole("least", 3, low=2) or 3
        snap = exact_decimal(fields.number("snap") or 1.0)
        if shape == "curve":
            curve = expression(Language(("x",), language.domain).key(text))
            return Key(shape, (), curve, least, snap, language)
        points = _points(language.key(text))
        if not points or (shape == "line" and len(set(points)) != 2):
            raise BadKey("a key of kind sketch needs points, for a line two different ones")
        return Key(shape, points, None, least, snap, language)

    def read(self, answer: Answer, key: Key) -> Points:
        return _points(key.language.read(answer))

    def judge(self, answer: Points, key: Key, seed: str) -> Verdict:
        right = {"points": _same_points, "line": _same_line, "path": _same_path,
                 "curve": _on_curve}[key.shape](answer, key)  # fmt: skip
        return Verdict("right" if right else "wrong", float(right), "grid")

    def latex(self, answer: Points) -> str:
        return latex(List(tuple(Row(tuple(number(c) for c in p), bracket="(") for p in answer)))


def _points(node: Node) -> Points:
    parts: Sequence[Node] = bundles(node)
    if isinstance(node, Matrix):
        parts = [Row(row) for row in node.rows]
    points = []
    for part in parts:
        found = entries(part, say("a list of points"))
        values = [rational(entry) for entry in found]
        if len(values) != 2 or values[0] is None or values[1] is None:
            raise unreadable(say("Points are expected, such as (0, 1), (2, 5)."), part)
        points.append((values[0], values[1]))
    return tuple(points)


def _near(a: Point, b: Point, key: Key) -> bool:
    return all(abs(x - y) <= key.snap / 2 for x, y in zip(a, b, strict=True))


def _same_points(answer: Points, key: Key) -> bool:
    left = list(key.points)
    for point in answer:
        partner = next((other for other in left if _near(point, other, key)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _same_path(answer: Points, key: Key) -> bool:
    ways = (key.points, key.points[::-1])
    return any(
        len(answer) == len(way) and all(_near(a, b, key) for a, b in zip(answer, way, strict=True))
        for way in ways
    )


def _same_line(answer: Points, key: Key) -> bool:
    """Every drawn point lies on the line, and two of them differ."""
    (x0, y0), (x1, y1) = key.points
    length = max(abs(x1 - x0), abs(y1 - y0))
    off = [abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length for x, y in answer]
    return len(set(answer)) >= 2 and all(distance <= key.snap / 4 for distance in off)


def _on_curve(answer: Points, key: Key) -> bool:
    if key.curve is None or len({x for x, _ in answer}) < key.least:
        return False
    curve = compile_tree(key.curve, ["x"])
    with precision(64):
        for x, y in answer:
            height = curve([_ball(x)])
            if not height.is_finite() or not abs(height - _ball(y)) <= _ball(key.snap / 2):
                return False
    return True


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))
