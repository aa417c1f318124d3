"""How close a number must be to the key: exactly, within a tolerance, or to so many digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.errors import BadKey
from grader.kinds.fields import Fields
from grader.kinds.kind import Option
from grader.tree import Node

DEFAULT = Fraction(5, 10_000)
PRECISIONS = (64, 256, 1024)
ON_THE_BOUND = 200  # an error that equals the bound to so many bits lies on it

OPTIONS = (
    Option("tol", "absolute error that is allowed"),
    Option("rtol", "error that is allowed as a share of the key"),
    Option("digits", "significant digits that must be right: half a unit of the last is allowed"),
    Option("places", "decimal places that must be right: half a unit of the last is allowed"),
    Option(
        "condition",
        "condition number of the problem; multiplies `rtol`, for answers that "
        "magnify the rounding of their data",
        "1",
    ),
)


@dataclass(frozen=True, slots=True)
class Closeness:
    """The bound `max(tol, rtol * |key|)`, or half a unit of the last digit asked for.

    It leans on the key alone: a huge wrong answer cannot widen its own tolerance.
    """

    tol: Fraction = Fraction(0)
    rtol: Fraction = Fraction(0)
    digits: int | None = None
    places: int | None = None

    def bound(self, key: Fraction) -> Fraction:
        """The largest error allowed for a key of this size; exact arithmetic throughout."""
        bounds = [self.tol, self.rtol * abs(key)]
        if self.places is not None:
            bounds.append(Fraction(1, 2) / Fraction(10) ** self.places)
        if self.digits is not None and key:
            bounds.append(Fraction(1, 2) * Fraction(10) ** (exponent(key) - self.digits + 1))
        return max(bounds)

    def holds(self, answer: Node, key: Node) -> bool | None:
        """Whether a number is close enough; None if one of the two has no real value.

        The bound itself counts as close. Source: the asymmetric bound of numpy.isclose, with the
        key as its reference.
        """
        a, k = rational(answer), rational(key)
        if a is not None and k is not None:
            return abs(a - k) <= self.bound(k)
        try:
            left, right = compile_tree(answer, ()), compile_tree(key, ())
        except CannotEvaluate:
            return None
        for bits in PRECISIONS:
            with precision(bits):
                x, y = left(()), right(())
                if not (x.is_finite() and y.is_finite()):
                    continue
                room = _ball(self.bound(k if k is not None else _fraction(y))) - abs(x - y)
                if room < 0:
                    return False
                if room >= 0 or room.abs_upper() < arb(2) ** -ON_THE_BOUND:
                    return True
        return None


def read_closeness(fields: Fields, *, default: Fraction = Fraction(0)) -> Closeness:
    """The closeness a key declares; `default` is allowed (times max(1, |key|)) if it says none."""
    tol, rtol = fields.number("tol"), fields.number("rtol")
    digits, places = fields.whole("digits", low=1), fields.whole("places")
    condition = fields.number("condition", low=1.0)
    if condition is not None and rtol is None:
        raise BadKey("the field 'condition' needs 'rtol', the relative error of the data")
    if tol is None and rtol is None and digits is None and places is None:
        return Closeness(default, default)
    scale = exact_decimal(condition) if condition is not None else 1
    return Closeness(exact_decimal(tol or 0.0), exact_decimal(rtol or 0.0) * scale, digits, places)


def exponent(value: Fraction) -> int:
    """The power of ten of the first significant digit.

    >>> exponent(Fraction("0.012")), exponent(Fraction(999))
    (-2, 2)
    """
    guess = math.floor(_log10(value.numerator) - _log10(value.denominator))
    while Fraction(10) ** guess > abs(value):
        guess -= 1
    while Fraction(10) ** (guess + 1) <= abs(value):
        guess += 1
    return guess


def _log10(value: int) -> float:
    return math.log10(abs(value)) if value else 0.0


def exact_decimal(value: float) -> Fraction:
    """The decimal an author wrote, not its nearest float: 0.0005 is 5/10000."""
    return Fraction(repr(float(value)))


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _fraction(value: arb) -> Fraction:
    mantissa, shift = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(shift)
