"""Numbers that are nearly right: sign, reciprocal, power of ten, square, angle, base, rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import arb

from grader.equivalence.domain import Domain
from grader.sentences import say
from grader.tree import Negate, Node, Number, walk
from grader.words.near_miss import Ball, NearMiss, values

Close = Callable[[Node, Node], bool | None]
ROUNDED = NearMiss("rounded", say("That is a rounded value; here the exact one is asked for."))
CLOSE = NearMiss(
    "close", say("That is close, but not close enough. Keep more digits until the last step.")
)


def about_number(answer: Node, key: Node, seed: str, close: Close | None = None) -> NearMiss | None:
    """What a wrong number seems to have slipped by.

    close   the kind's own sense of "close enough"; without it the number is asked for exactly
    """
    found = values([answer, key], Domain(), seed)
    if found is None:
        return None
    (a,), (k,) = found
    if close is None and _is_decimal(answer) and _within(a, k, arb("0.005")):
        return ROUNDED
    fits = _exactly if close is None else _roughly
    for changed, miss in _changes(a, k):
        if changed.is_finite() and fits(changed, k):
            return miss
    return CLOSE if close is not None and _within(a, k, arb("0.02")) else None


def _changes(a: Ball, k: Ball) -> Iterator[tuple[Ball, NearMiss]]:
    """Small changes of an answer, the likeliest first."""
    yield -a, NearMiss("sign", say("The size is right; check the sign."))
    for power in (2, -2, 1, -1, 3, -3, 4, 5, 6, -4, -5, -6):
        words = say(
            "The digits are right; check where the decimal point stands (or a per cent sign)."
        )
        yield a * arb(10) ** power, NearMiss("power-of-ten", words)
    yield 1 / a, NearMiss("reciprocal", say("Check which number divides which."))
    yield a * a, NearMiss("root", say("Check whether a square root is to be taken."))
    yield a.sqrt(), NearMiss("square", say("Check whether a square root is still to be taken."))
    for factor in (arb(2), 1 / arb(2)):
        yield a * factor, NearMiss("factor-two", say("Check for a factor 2."))
    degree = arb.pi() / 180
    for factor in (degree, 1 / degree):
        yield (
            a * factor,
            NearMiss("degrees", say("Check whether angles are in degrees or radians.")),
        )
    for base in (2, 10):
        for factor in (arb(base).log(), 1 / arb(base).log()):
            yield a * factor, NearMiss("log-base", say("Check the base of the logarithm."))
    if k > 0 and k < 1:
        yield (
            1 - a,
            NearMiss("complement", say("Check which of the two opposite events is asked for.")),
        )


def _exactly(a: Ball, k: Ball) -> bool:
    return bool(a.overlaps(k)) and not k.overlaps(arb(0))


def _roughly(a: Ball, k: Ball) -> bool:
    return _within(a, k, arb("0.002"))


def _within(a: Ball, k: Ball, share: Ball) -> bool:
    return bool(abs(a - k) <= share * abs(k)) and not k.overlaps(arb(0))


def _is_decimal(node: Node) -> bool:
    literal = node.arg if isinstance(node, Negate) else node
    return any(isinstance(part, Number) and part.is_decimal for part in walk(literal))
