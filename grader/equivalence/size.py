"""Numbers too large to be meant: towers of powers, factorials; found before anything is tried."""

from __future__ import annotations

from grader.equivalence.balls import CannotEvaluate, compile_tree, magnitude
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.tree import Call, Constant, Node, Power, children, free_names, walk

# Bits before or after the point. 10^30000 is below; nobody types more on purpose.
MOST_BITS = 1e5
GROWING = frozenset({"exp", "factorial", "gamma", "binomial", "sinh", "cosh", "beta"})


def too_large(part: Node) -> bool:
    """Whether a power or a growing function of numbers has no value of a sensible size.

    Only the part itself is looked at: whoever walks over a tree asks for each of its parts.
    """
    if not isinstance(part, Power) and not (isinstance(part, Call) and part.func in GROWING):
        return False
    if free_names(part) or rational(part) is not None:
        return False
    if any(p == Constant("inf") for p in walk(part)):
        return False
    for complex_field in (False, True):
        try:
            with precision(64):
                value = compile_tree(part, (), complex_field=complex_field)(())
        except CannotEvaluate:
            continue
        if value.is_finite():
            return magnitude(value) > MOST_BITS
    return _size_is_lost(part)


def _size_is_lost(part: Node) -> bool:
    """Whether the value is undefined because an argument of it is beyond any size."""
    for arg in children(part):
        try:
            with precision(64):
                value = compile_tree(arg, ())(())
        except CannotEvaluate:
            continue
        if value.is_finite() and magnitude(value) > 64:
            return True
    return False
