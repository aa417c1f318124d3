"""
An equation with what stands around its unknown taken off, as one solves by hand.

`2e^(3x) - 1 = 9` becomes `x = ln((9 + 1)/2)/3`, and `ln(p/(1-p)) = z` becomes `p = e^z/(1 + e^z)`.
Each step keeps the solutions: inverses of one-to-one functions, both signs for even powers and
bars, nothing at all where the other side lies outside the values of a function.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from grader.equivalence.domain import Domain
from grader.equivalence.numerators import common_factors
from grader.equivalence.proportion import vanishes
from grader.equivalence.rational import rational
from grader.equivalence.signs_on import sign_on
from grader.tree import (
    Call,
    Constant,
    Name,
    Negate,
    Node,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    free_names,
    number,
    substitute,
)

Sides = list[tuple[Node, Node]]
ZERO, ONE, TWO = number(0), number(1), number(2)
MOST_STEPS = 20
EULER = Constant("e")
HALF_PI = Quotient(Constant("pi"), TWO)
# Real functions that take every value once, with their inverses.
ONTO: dict[str, Callable[[Node], Node]] = {
    "ln": lambda c: Call("exp", (c,)),
    "log": lambda c: Call("exp", (c,)),
    "cbrt": lambda c: Power(c, number(3)),
    "sinh": lambda c: Call("arsinh", (c,)),
    "arsinh": lambda c: Call("sinh", (c,)),
    "logit": lambda c: Call("sigmoid", (c,)),
}
# One-to-one functions that keep between two values.
BOUNDED: dict[str, tuple[Node, Node, str]] = {
    "tanh": (Negate(ONE), ONE, "artanh"),
    "sigmoid": (ZERO, ONE, "logit"),
    "arctan": (Negate(HALF_PI), HALF_PI, "tan"),
}


class CannotIsolate(Exception):
    """Whether a step keeps the solutions is not known."""


def isolated(equation: Relation, name: str, domain: Domain) -> list[Relation]:
    """Equations of which one holds wherever `equation` does, with less around `name` on the left.

    None of them: nothing solves the equation. Raises CannotIsolate where a value depends on
    letters whose size is not known, and for functions that take a value again and again.

    >>> from grader.parse import parse
    >>> from grader.plain import ascii
    >>> [ascii(found) for found in isolated(parse("3|x| = 6", names="x"), "x", Domain())]
    ['x = 6/3', 'x = -6/3']
    """
    left, right = equation.left, equation.right
    if name not in free_names(left):
        left, right = right, left
    if name in free_names(right):
        return _linear(left, right, name, domain)
    done, waiting = list[Relation](), [(left, right, 0)]
    isolator = _Isolator(name, domain)
    while waiting:
        side, value, steps = waiting.pop()
        found = None if steps == MOST_STEPS else isolator.step(side, value)
        if found is None:
            done += _linear(side, value, name, domain)
        else:
            waiting += [(*pair, steps + 1) for pair in reversed(found)]
    return done


def _linear(left: Node, right: Node, name: str, domain: Domain) -> list[Relation]:
    """The equation solved for a letter that occurs several times and only to the first power, once
    the denominators are cleared; any other equation as it is."""
    if left == Name(name) and name not in free_names(right):
        return [Relation("=", left, right)]
    (top, bottom), (over, under) = _parts(left), _parts(right)
    cleared = Sum((Product((top, under)), Negate(Product((over, bottom)))))
    constant = substitute(cleared, {name: ZERO})
    slope = Sum((substitute(cleared, {name: ONE}), Negate(constant)))
    line = Sum((constant, Product((slope, Name(name)))))
    # A slope that letters make 0 may leave an equation that everything solves.
    if not sign_on(domain, slope) or vanishes(Sum((cleared, Negate(line)))) is not True:
        return [Relation("=", left, right)]
    if _may_both_vanish(slope, constant, domain):
        return [Relation("=", left, right)]
    value = Negate(Quotient(constant, slope))
    if vanishes(substitute(Product((bottom, under)), {name: value})) is not False:
        return []
    return [Relation("=", Name(name), value)]


def _parts(side: Node) -> tuple[Node, Node]:
    return (side.num, side.den) if isinstance(side, Quotient) else (side, ONE)


class _Isolator:
    """Takes one thing after the other off the side that holds `name`."""

    def __init__(self, name: str, domain: Domain) -> None:
        self.name = name
        self.domain = domain

    def step(self, side: Node, value: Node) -> Sides | None:
        """The sides after one step; None if the name stands alone or in several parts."""
        name = self.name
        match side:
            case Negate(arg=arg):
                return [(arg, Negate(value))]
            case Sum(terms=parts):
                inside, others = self._parted(parts)
                return (
                    None
                    if inside is None
                    else [(inside, Sum((value, Negate(_joined(Sum, others)))))]
                )
            case Product(factors=parts):
                inside, others = self._parted(parts)
                return None if inside is None else self._divided(inside, others, value)
            case Quotient(num=num, den=den) if name not in free_names(den):
                return [(num, Product((value, den)))]
            case Quotient(num=num, den=den) if name not in free_names(num):
                if vanishes(num) is not False:
                    return None
                return [] if vanishes(value) else [(den, Quotient(num, value))]
            case Power(base=base, exp=exp):
                return self._power(base, exp, value)
            case Call(func="log", args=(arg, base)) if name not in free_names(base):
                return [(arg, Power(base, value))]
            case Call(func=func, args=(arg,)):
                return self._call(func, arg, value)
        return None

    def _parted(self, parts: tuple[Node, ...]) -> tuple[Node | None, tuple[Node, ...]]:
        """The only part that holds the name, and the others; None if several do."""
        inside = [part for part in parts if self.name in free_names(part)]
        others = tuple(part for part in parts if part not in inside)
        return (inside[0] if len(inside) == 1 else None), others

    def _divided(self, inside: Node, others: tuple[Node, ...], value: Node) -> Sides | None:
        """A factor with letters may be 0, which then solves `factor*inside = 0`, and only that:
        whoever divides by it has to know that it is not 0, or that the other side is not then."""
        factor = _joined(Product, others)
        if vanishes(factor) is not False:
            return None
        if free_names(factor) and (
            vanishes(value) is not False or _may_both_vanish(factor, value, self.domain)
        ):
            return None
        return [(inside, Quotient(value, factor))]

    def _power(self, base: Node, exp: Node, value: Node) -> Sides | None:
        if self.name not in free_names(exp):
            exponent = rational(exp)
            if exponent is None:
                return self._symbolic_root(base, exp, value)
            if exponent == 0:
                return None
            if exponent < 0:
                turned = Power(base, number(-exponent))
                return [] if vanishes(value) else [(turned, Quotient(ONE, value))]
            return self._root(base, exponent, value)
        if free_names(base):
            return None
        if base == EULER:
            return self._call("exp", exp, value)
        if sign_on(self.domain, base) != 1 or vanishes(Sum((base, Negate(ONE)))) is not False:
            raise CannotIsolate("a base that is not positive, or 1")
        found = self._call("exp", exp, value)
        return [(arg, Quotient(log, Call("ln", (base,)))) for arg, log in found]

    def _symbolic_root(self, base: Node, exp: Node, value: Node) -> Sides | None:
        """(1-p)^n = c: one to one where base and value are positive and n is not 0."""
        signs = [sign_on(self.domain, node) for node in (base, value, exp)]
        if signs[:2] != [1, 1] or not signs[2]:
            return None
        return [(base, Power(value, Quotient(ONE, exp)))]

    def _root(self, base: Node, exponent: Fraction, value: Node) -> Sides:
        if exponent == 1:
            return [(base, value)]
        root = Power(value, number(1 / exponent))
        if exponent.numerator % 2 and exponent.denominator % 2:
            return [(base, root)]
        sign = self._sign(value)
        if sign < 0:
            return []
        both = not exponent.numerator % 2 and sign
        return [(base, root), (base, Negate(root))] if both else [(base, root)]

    def _call(self, func: str, arg: Node, value: Node) -> Sides:
        if func in ONTO:
            return [(arg, ONTO[func](value))]
        if func == "exp":  # where letters make the value negative, its logarithm has none
            solvable = free_names(value) or self._sign(value) > 0
            return [(arg, Call("ln", (value,)))] if solvable else []
        if func == "sqrt":
            return self._root(arg, Fraction(1, 2), value)
        if func == "abs":
            sign = self._sign(value)
            both: Sides = [(arg, value), (arg, Negate(value))]
            return both if sign > 0 else both[:1] if sign == 0 else []
        if func in BOUNDED:
            low, high, inverse = BOUNDED[func]
            ends = Sum((value, Negate(low))), Sum((high, Negate(value)))
            within = all(self._sign(end) > 0 for end in ends)
            return [(arg, Call(inverse, (value,)))] if within else []
        raise CannotIsolate(func)

    def _sign(self, value: Node) -> int:
        sign = sign_on(self.domain, value)
        if sign is None:
            raise CannotIsolate("a value of unknown sign")
        return sign


def _joined(kind: Callable[[tuple[Node, ...]], Node], parts: tuple[Node, ...]) -> Node:
    return parts[0] if len(parts) == 1 else kind(parts)


def _may_both_vanish(left: Node, right: Node, domain: Domain) -> bool:
    """Whether values of the letters may make both 0 because the same part of both is."""
    if not free_names(left) & free_names(right):
        return False
    found = common_factors(left, right)
    return found is None or not all(sign_on(domain, part) for part in found)
