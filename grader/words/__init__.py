"""
Words for wrong answers that are nearly right: what slipped, never what would be right.

    near_miss     what a near miss is     numbers    one number
    expressions   functions, equations    bundles    vectors, matrices, sets, inequalities
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.equivalence.domain import Domain
from grader.sentences import say
from grader.tree import Name, Negate, Node, Product, Sum, number, substitute
from grader.words.bundles import (
    about_direction,
    about_inequality,
    about_matrix,
    about_pieces,
    about_set,
    about_vector,
)
from grader.words.expressions import about_equation, about_expression, counter_example
from grader.words.near_miss import NearMiss, agree, values
from grader.words.numbers import about_number

__all__ = [
    "BRACKETS",
    "MISSING_BARS",
    "MISSING_CONSTANT",
    "ZERO_VECTOR",
    "NearMiss",
    "about_antiderivative",
    "about_direction",
    "about_equation",
    "about_expression",
    "about_inequality",
    "about_matrix",
    "about_number",
    "about_pieces",
    "about_set",
    "about_vector",
    "counter_example",
    "other_domain",
]

# As the fields `tag` and `feedback` of a verdict.
ZERO_VECTOR = ("zero-vector", say("The zero vector has no direction."))
BRACKETS = NearMiss(
    "brackets", say("The ends are right; look again at which of them belong to the set.")
)
MISSING_CONSTANT = NearMiss(
    "missing-constant", say("An antiderivative is never alone: something is still to be added.")
)
MISSING_BARS = NearMiss(
    "missing-bars", say("The integrand has values where your antiderivative has none.")
)


def other_domain(domain: str) -> NearMiss:
    """The words for an expression that is right only where both are defined."""
    fewer = say("Your expression is defined for fewer values than it should be.")
    more = say("Your expression is defined for more values than it should be.")
    return NearMiss(f"domain-{domain}", fewer if domain == "narrower" else more)


def about_antiderivative(
    answer: Node, key: Node, variable: str, domain: Domain, seed: str
) -> NearMiss | None:
    """Both are compared by what they grow when the variable doubles: constants do not count."""
    grown = [_growth(tree, variable) for tree in (answer, key)]
    found = values(grown, domain, seed)
    if found is not None and agree(*found):
        return MISSING_BARS  # right on each piece of a line that has gaps or jumps
    return about_expression(grown[0], grown[1], domain, seed)


def _growth(tree: Node, variable: str) -> Node:
    """F(2x) - F(x), term by term."""
    later: dict[str, Node] = {variable: Product((number(2), Name(variable)))}
    terms: Sequence[Node] = tree.terms if isinstance(tree, Sum) else (tree,)
    grown = tuple(Sum((substitute(term, later), Negate(term))) for term in terms)
    return grown[0] if len(grown) == 1 else Sum(grown)
