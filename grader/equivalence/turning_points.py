"""Where an elementary function of one letter may change its sign: its zeros and its edges."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import acb_poly, arb, fmpq_poly

from grader.equivalence.domain import REAL, Range
from grader.equivalence.kernels import (
    ANGLES,
    Kernel,
    Kernels,
    NotElementary,
    Polynomial,
    in_kernels,
)
from grader.tree import Node

Ball = Any
MOST_ROUNDS, MOST_TURNS, ROOT_BITS = 6, 100, 220


def turning_points(node: Node, name: str, values: Range = REAL) -> list[Ball]:
    """All real numbers, among a few others, at which the tree is 0 or its domain ends.

    Differences are polynomials in kernels (`grader/equivalence/kernels.py`); each factor is solved
    for its one kernel, and that for the name. Raises NotElementary where a factor mixes kernels
    that cannot be parted, x + e^x, and for sines where `values` has no bounds.

    >>> from grader.parse import parse
    >>> [round(float(x.mid()), 6) for x in turning_points(parse("4^x - 2^x - 2", names="x"), "x")]
    [1.0]
    """
    ring, (top, _) = in_kernels(node, name)
    solver = _Solver(ring, values)
    return [point for part in (top, *ring.edges) for point in solver.zeros(part)]


class _Solver:
    def __init__(self, ring: Kernels, values: Range) -> None:
        self.ring = ring
        self.values = values

    def zeros(self, poly: Polynomial, rounds: int = 0) -> list[Ball]:
        """The values of the name at which the polynomial in kernels may be 0."""
        if rounds > MOST_ROUNDS or not poly:
            raise NotElementary("no end" if poly else "always 0")
        found: list[Ball] = []
        for factor, _ in poly.factor()[1]:
            varying = self.ring.varying(factor)
            if not varying:
                if self.ring.value(factor).overlaps(arb(0)):
                    raise NotElementary("a constant that may be 0")
            elif len(varying) == 1:
                kernel = self.ring.kernels[varying[0]]
                for value in self._roots(factor, varying[0]):
                    found += self._where(kernel, value, rounds + 1)
            else:
                found += self._mixed(factor, varying, rounds + 1)
        return found

    def _mixed(self, factor: Polynomial, varying: list[int], rounds: int) -> list[Ball]:
        """The zeros of a factor in several kernels: roots are eliminated, logarithms joined."""
        ring = self.ring
        for place in varying:
            kernel = ring.kernels[place]
            if kernel.what == "root" and kernel.inside:
                relation = (
                    ring.context.gen(place) ** kernel.unit * kernel.inside[1] - kernel.inside[0]
                )
                return self.zeros(factor.resultant(relation, f"k{place}"), rounds)
        if all(ring.kernels[place].what == "ln" for place in varying):
            return self._joined(factor, varying, rounds)
        raise NotElementary("mixed kernels")

    def _joined(self, factor: Polynomial, varying: list[int], rounds: int) -> list[Ball]:
        """2 ln|u| - ln|v| + c = 0, where u^2 e^c = v or u^2 e^c = -v."""
        ring = self.ring
        rest, sides = factor, [ring.one, ring.one]
        common = arb(1)
        parts: list[tuple[int, int]] = []
        for place in varying:
            share = factor.derivative(place)
            if not share.is_constant():
                raise NotElementary("products of logarithms")
            times = share.leading_coefficient()
            rest = rest - ring.context.gen(place) * times
            if times.q != 1 or abs(times) > 12:
                raise NotElementary("powers")  # factors over the rationals are whole and primitive
            parts.append((place, int(times.p)))
        for place, times in parts:
            inside = ring.kernels[place].inside
            assert inside is not None
            sides[times < 0] *= inside[0] ** abs(times)
        shift = ring.number(common * (-ring.value(rest)).exp())
        return [
            point
            for turned in (shift, -shift)
            for point in self.zeros(sides[0] - turned * sides[1], rounds)
        ]

    def _where(self, kernel: Kernel, value: Ball, rounds: int) -> list[Ball]:
        """The values of the name at which a kernel has this value."""
        if kernel.what == "letter":
            return [value]
        assert kernel.inside is not None
        top, bottom = kernel.inside
        if kernel.what == "root":
            targets = [value**kernel.unit]
        elif kernel.what == "ln":
            targets = [value.exp(), -value.exp()]
        elif kernel.what in ANGLES:
            targets = self._angles(kernel.what, value, top, bottom)
        elif value <= 0:
            return []
        elif value > 0:
            targets = [value.log() * kernel.unit]
        else:
            raise NotElementary("a power that may be 0")
        shifted = (top - self.ring.number(target) * bottom for target in targets)
        return [point for part in shifted for point in self.zeros(part, rounds)]

    def _angles(self, func: str, value: Ball, top: Polynomial, bottom: Polynomial) -> list[Ball]:
        """The values of an angle c*x + d, in the range of the name, whose sine is `value`."""
        if func == "arctan":
            return [value.tan()]
        low, high = self.values.low, self.values.high
        if low is None or high is None or top.total_degree() != 1 or not bottom.is_constant():
            raise NotElementary("as many zeros as one likes")
        ends = sorted(
            float(self._at(top / bottom.leading_coefficient(), end)) for end in (low, high)
        )
        pi, turn = arb.pi(), arb.pi() if func == "tan" else 2 * arb.pi()
        if abs(value) > 1 and func != "tan":
            return []
        first = {"sin": value.asin, "cos": value.acos, "tan": value.atan}[func]()
        starts = {"sin": [first, pi - first], "cos": [first, -first], "tan": [first]}[func]
        if not all(start.is_finite() for start in starts) or ends[1] - ends[0] > MOST_TURNS:
            raise NotElementary("an angle that may be none, or too many")
        turns = range(int(ends[0] // 3) - 2, int(ends[1] // 3) + 3)
        return [start + turn * times for start in starts for times in turns]

    def _at(self, linear: Polynomial, end: Fraction) -> Ball:
        """The value of c*x + d at an end of the range."""
        place = self.ring.varying(linear)[0]
        if self.ring.kernels[place].what != "letter":
            raise NotElementary("a sine of a function")
        slope = linear.derivative(place)
        rest = linear - self.ring.context.gen(place) * slope
        at = arb(end.numerator) / end.denominator
        return self.ring.value(slope) * at + self.ring.value(rest)

    def _roots(self, factor: Polynomial, place: int) -> list[Ball]:
        """The real values of the one kernel of an irreducible polynomial at which it is 0."""
        ring = self.ring
        rows: dict[int, Polynomial] = {}
        for powers, share in factor.to_dict().items():
            rest = tuple(0 if i == place else power for i, power in enumerate(powers))
            part = ring.context.from_dict({rest: share})
            rows[int(powers[place])] = rows.get(int(powers[place]), ring.one * 0) + part
        shares = [rows.get(power, ring.one * 0) for power in range(max(rows) + 1)]
        if all(share.is_constant() for share in shares):
            exact = fmpq_poly([share.leading_coefficient() if share else 0 for share in shares])
            roots = _plain(exact.complex_roots())
        elif len(shares) == 2:
            low, high = (ring.value(share) for share in shares)
            if high.overlaps(arb(0)):
                raise NotElementary("a factor that may be 0")
            return [-low / high]
        else:
            try:
                balls: Any = acb_poly([ring.value(share) for share in shares])
                roots = balls.roots(tol=arb(2) ** -ROOT_BITS)
            except ValueError as error:  # roots that cannot be told from each other
                raise NotElementary(str(error)) from error
        return [root.real for root in roots if root.imag.overlaps(arb(0))]


def _plain(roots: Any) -> list[Ball]:
    """Roots without their multiplicities."""
    return [root for root, _ in roots]
