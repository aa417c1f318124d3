"""What one look at each element of a set proves about any two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from flint import arb

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.points import real_points
from grader.equivalence.residues import Fingerprint, NoFingerprint, fingerprint
from grader.equivalence.sampling import precision
from grader.kinds.language import Language
from grader.tree import Node, Row, free_names

Ball = Any
BITS = 64


class Glance:
    """The fingerprint of every element and its ball at one point of the domain.

    A set of n elements has n^2 pairs; most of them are told apart by what is known of each of the
    two, and only the rest are worth a comparison of their own.
    """

    def __init__(self, elements: Sequence[Node], language: Language, seed: str) -> None:
        self.seed = seed
        self.names = sorted({name for element in elements for name in free_names(element)})
        (point,) = islice(real_points(self.names, language.domain, f"{seed}/glance"), 1)
        self.point = point
        self.complex = any(language.domain.of(name).field == "complex" for name in self.names)
        self.prints: dict[int, Fingerprint | None] = {}
        self.balls: dict[int, Ball] = {}
        # The elements are kept: what is known of them goes by their identity.
        self.elements = tuple(elements)
        for element in self.elements:
            self.prints[id(element)] = self._print(element)
            self.balls[id(element)] = self._ball(element)

    def same(self, left: Node, right: Node) -> bool | None:
        """Whether two of the elements are equal; None where a glance does not tell."""
        prints = self.prints[id(left)], self.prints[id(right)]
        if prints[0] is not None and prints[1] is not None:
            if prints[0].residue == prints[1].residue:
                return True
            if not self.names and prints[0].rational and prints[1].rational:
                return False
        balls = self.balls[id(left)], self.balls[id(right)]
        return None if None in balls or balls[0].overlaps(balls[1]) else False

    def _print(self, element: Node) -> Fingerprint | None:
        try:
            return None if isinstance(element, Row) else fingerprint(element, self.seed)
        except NoFingerprint:
            return None

    def _ball(self, element: Node) -> Ball:
        if isinstance(element, Row) or self.complex:
            return None  # on the complex numbers roots follow other branches than on the reals
        try:
            with precision(BITS):
                ball = compile_tree(element, self.names)([arb(value) for value in self.point])
        except CannotEvaluate:
            return None
        return ball if ball.is_finite() else None
