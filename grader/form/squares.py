"""The completed square."""

from __future__ import annotations

from grader.form.polynomials import NotPolynomial, Polynomial, Ring, has_letters
from grader.form.shortfall import Shortfall, unsigned
from grader.sentences import say
from grader.tree import Name, Node, Number, Power, Product, Quotient, Sum


def completed_square(node: Node) -> Shortfall | None:
    """a(x + h)^2 + k: each letter that is squared occurs in just one term, a square.

    In several letters, as in (x - 1)^2 + (y + 2)^2 - 3, each has its own square; a letter that
    occurs to the first power only, as b in (x + b/2)^2 - b^2/4, is a parameter.
    """
    ring = Ring.of(node)
    terms = node.terms if isinstance(node, Sum) else (node,)
    try:
        degrees = dict(zip(ring.letters, ring.polynomial(node).degrees(), strict=True))
        polynomials = [ring.polynomial(term) for term in terms]
    except NotPolynomial:
        return Shortfall(say("Write a polynomial with a completed square."), node.span)
    squared = [letter for letter, degree in degrees.items() if degree == 2]
    if not squared:
        return Shortfall(say("There is no square to be seen."), node.span)
    for letter in squared:
        place = ring.letters.index(letter)
        holding = [
            term
            for term, polynomial in zip(terms, polynomials, strict=True)
            if _degree(polynomial, place) > 0
        ]
        if len(holding) > 1:
            message = say("{letter} may occur only once, inside the square.", letter=letter)
            return Shortfall(message, holding[-1].span)
        if not _is_multiple_of_square(holding[0]):
            return Shortfall(say("Write this term as a number times a square."), holding[0].span)
    return None


def _degree(polynomial: Polynomial, place: int) -> int:
    return int(polynomial.degrees()[place])


def _is_multiple_of_square(node: Node) -> bool:
    """c * (…)^2 with nothing but numbers and parameters beside the square."""
    node = unsigned(node)
    if isinstance(node, Quotient):
        return _is_multiple_of_square(node.num) and not has_letters(node.den)
    if isinstance(node, Product):
        squares = [one for one in node.factors if _is_multiple_of_square(one)]
        others = [one for one in node.factors if not _is_multiple_of_square(one)]
        return len(squares) == 1 and not any(isinstance(one, Name | Sum) for one in others)
    return isinstance(node, Power) and isinstance(node.exp, Number) and node.exp.value == 2
