"""The sign of a tree on a whole domain, as far as points can tell."""

from __future__ import annotations

from itertools import islice

from flint import arb

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.domain import Domain
from grader.equivalence.points import real_points
from grader.equivalence.proportion import sign_of, vanishes
from grader.equivalence.sampling import precision
from grader.tree import Node, free_names

POINTS, BITS = 24, 128


def sign_on(domain: Domain, node: Node) -> int | None:
    """1, 0 or -1 if `node` is positive, zero or negative wherever it has a value; None if it is
    not the same everywhere, or not known.

    Without letters the sign is proved; with letters it is that of 24 points of the domain, which
    is for putting things in order and for naming what cannot be, never for equality.
    """
    if not free_names(node):
        return sign_of(node) or (0 if vanishes(node) else None)
    if vanishes(node):
        return 0
    names = sorted(free_names(node))
    try:
        program = compile_tree(node, names)
    except CannotEvaluate:
        return None
    signs = set()
    with precision(BITS):
        for point in islice(real_points(names, domain, "sign"), POINTS):
            value = program([arb(coordinate) for coordinate in point])
            if value.is_finite():
                signs.add(1 if value > 0 else -1 if value < 0 else None)
    return signs.pop() if len(signs) == 1 else None
