"""Points that a learner could draw on a curve, for proving a sketch."""

from __future__ import annotations

from typing import Any

from grader.equivalence.balls import compile_tree
from grader.equivalence.sampling import precision
from grader.parse import parse

_STEPS = 24


def points_on(curve: str, pad: dict[str, Any], count: int) -> str:
    """`count` points of an expression in x within a figure, as an answer's text.

    Heights are rounded to a thousandth: far below the half grid step that is forgiven.
    """
    (left, right), (low, high) = pad["x"], pad["y"]
    height = compile_tree(parse(curve, names=["x"]), ["x"])
    found = []
    from flint import arb

    with precision(64):
        for i in range(_STEPS + 1):
            x = round(left + (right - left) * i / _STEPS, 3)
            y = height([arb(x)])
            if y.is_finite() and low <= float(y.mid()) <= high:
                found.append(f"({x:g}, {round(float(y.mid()), 3):g})")
    apart = max(1, len(found) // count)
    return f"[{','.join(found[::apart][:count])}]"
