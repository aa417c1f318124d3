"""Multiplied out, and factored."""

from __future__ import annotations

from collections.abc import Iterator

from grader.form.polynomials import (
    NotPolynomial,
    Ring,
    factors,
    has_letters,
    integer_content,
    whole_exponent,
)
from grader.form.shortfall import Shortfall, unsigned
from grader.sentences import say
from grader.tree import Name, Negate, Node, Power, Product, Quotient, Sum, walk


def expanded(node: Node) -> Shortfall | None:
    """No bracket is left that could be multiplied out.

    A product with a sum among its factors, a whole power of a sum, a sum over a denominator
    without letters and a minus before a bracket all could. Like terms need not be collected.
    """
    for part in walk(node):
        if isinstance(part, Negate) and isinstance(part.arg, Sum):
            return Shortfall(say("Take the minus sign into the bracket."), part.span)
        if isinstance(part, Product) and any(isinstance(one, Sum) for one in part.factors):
            return Shortfall(say("There is still a bracket to multiply out."), part.span)
        exponent = whole_exponent(part)
        if isinstance(part, Power) and exponent is not None and exponent >= 2:
            if isinstance(part.base, Sum | Product | Quotient | Negate):
                return Shortfall(
                    say("There is still a power of a bracket to multiply out."), part.span
                )
        if isinstance(part, Quotient) and isinstance(part.num, Sum) and not has_letters(part.den):
            return Shortfall(say("Divide each term of the bracket."), part.span)
    return None


def factored(node: Node) -> Shortfall | None:
    """A product of factors that cannot be split further over the rationals.

    A factor may be repeated or stand as a power. Of a factor with whole coefficients their
    common divisor must be taken out: 2x + 2 is 2(x + 1).
    """
    ring = Ring.of(node)
    for factor in _factors(node):
        if not isinstance(factor, Sum) or not any(isinstance(part, Name) for part in walk(factor)):
            continue
        try:
            polynomial = ring.polynomial(factor)
            inner = factors(polynomial)
        except NotPolynomial:
            continue
        if sum(times for _, times in inner) != 1 or len(polynomial) < 2:
            message = say("This can be factored further.")
            if factor is unsigned(node):
                message = say("Write the answer as a product of factors.")
            return Shortfall(message, factor.span)
        common, denominator = integer_content(polynomial)
        if denominator == 1 and common > 1:
            return Shortfall(say("The terms of this factor have a common divisor."), factor.span)
    return None


def _factors(node: Node) -> Iterator[Node]:
    """What is multiplied and divided in `node`, powers taken apart."""
    if isinstance(node, Negate):
        yield from _factors(node.arg)
    elif isinstance(node, Product):
        for factor in node.factors:
            yield from _factors(factor)
    elif isinstance(node, Quotient):
        yield from _factors(node.num)
        yield from _factors(node.den)
    elif isinstance(node, Power):
        yield from _factors(node.base)
    else:
        yield node
