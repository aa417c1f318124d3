"""How far an answer may be off and still be right: what a near miss has to stay clear of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.sampling import precision
from grader.kinds import kind_of
from grader.tree import List, Matrix, Node, Row, Set


def forgiven(kind: str, key: dict[str, Any], tree: Node) -> float:
    """The largest error that the key of this kind forgives in an entry of `tree`; 0: none."""
    prepared = kind_of(kind).prepare(key)
    if allowed := getattr(prepared, "allowed", None):  # sample
        return float(allowed)
    if steps := getattr(prepared, "steps", None):  # plot-read
        return float(max(steps))
    closeness = getattr(prepared, "closeness", None)
    if closeness is None:
        return 0.0
    bounds = [float(closeness.bound(Fraction(value))) for value in values_of(tree)]
    return max(bounds, default=0.0)


def values_of(tree: Node) -> Iterator[float]:
    """The entries of an answer that have a real value."""
    match tree:
        case Matrix(rows=rows):
            parts: tuple[Node, ...] = tuple(entry for row in rows for entry in row)
        case Row(items=items) | List(items=items) | Set(items=items):
            parts = items
        case _:
            parts = (tree,)
    for part in parts:
        if isinstance(part, Matrix | Row | List):
            yield from values_of(part)
            continue
        try:
            with precision(64):
                value = compile_tree(part, ())(())
        except CannotEvaluate:
            continue
        if value.is_finite():
            yield float(value.mid())
