"""
Elementary functions of one letter as quotients of polynomials in kernels: x, e^x, ln x, sqrt(x).

Kernels are letters of a polynomial ring. What depends on each other shares one: `4^x - 2^x` is a
polynomial in 2^x, `ln(6x)` is ln 2 + ln 3 + ln|x|, `sqrt(x)` and `x` are joined by their relation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from flint import Ordering, arb, fmpq, fmpq_mpoly_ctx, fmpz

from grader.equivalence.balls import compile_tree
from grader.equivalence.rational import rational
from grader.parse import parse
from grader.tree import (
    Call,
    Name,
    Negate,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    free_names,
    substitute,
)

Polynomial = Any
Ball = Any
Quotient_ = tuple[Polynomial, Polynomial]
MOST_LETTERS, HIGHEST_DEGREE, MOST_TERMS, LONGEST = 24, 20, 80, 64


class NotElementary(Exception):
    """The tree holds a function that is not followed here, or grows beyond what an answer needs."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """What a letter of the ring stands for.

    constant    a number, its `value`
    letter      the name itself
    exp         e^(inside / unit)
    ln          ln|inside|, of a polynomial that is no product
    root        the positive or odd root of degree `unit` of `inside`
    sin, cos, tan, arctan   that function of `inside`
    """

    what: str
    inside: Quotient_ | None = None
    unit: int = 1
    value: Ball = None


ANGLES = frozenset({"sin", "cos", "tan", "arctan"})
# Functions by what they are in exponentials and logarithms: trees in the letter t.
IN_EXPONENTIALS: dict[str, Node] = {
    func: parse(text, names="t")
    for func, text in {
        "sinh": "(e^t - e^(-t))/2",
        "cosh": "(e^t + e^(-t))/2",
        "tanh": "1 - 2/(e^(2t) + 1)",
        "sigmoid": "1/(1 + e^(-t))",
        "logit": "ln(t/(1 - t))",
    }.items()
}


@dataclass
class Kernels:
    """The ring for one letter; `edges` collects what must not be 0, or changes where it is."""

    name: str
    units: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.context = fmpq_mpoly_ctx.get([f"k{i}" for i in range(MOST_LETTERS)], Ordering.lex)
        self.one: Polynomial = self.context.constant(1)
        self.kernels: list[Kernel] = []
        self.edges: list[Polynomial] = []
        self._places: dict[object, int] = {}
        self.outgrown = False

    def letter(self, key: object, kernel: Kernel) -> Polynomial:
        """The letter that stands for a kernel; the same one for the same key."""
        if key not in self._places:
            if len(self.kernels) == MOST_LETTERS:
                raise NotElementary("too many kernels")
            self._places[key] = len(self.kernels)
            self.kernels.append(kernel)
        return self.context.gen(self._places[key])

    def number(self, value: Ball) -> Polynomial:
        """A letter for one more constant."""
        return self.letter(("number", len(self.kernels)), Kernel("constant", value=value))

    def varying(self, poly: Polynomial) -> list[int]:
        """The places of the kernels in a polynomial that are no constants."""
        used = [place for place, degree in enumerate(poly.degrees()) if degree]
        return [place for place in used if self.kernels[place].what != "constant"]

    def quotient(self, node: Node) -> Quotient_:
        """The tree as a quotient of two polynomials in kernels; raises NotElementary."""
        value = rational(node)
        if value is not None:
            return self.one * fmpq(value.numerator, value.denominator), self.one
        match node:
            case Name(name=name) if name == self.name:
                return self.letter("letter", Kernel("letter")), self.one
            case Call(func="ln" | "log", args=(arg,)):
                return self._logarithm(self.quotient(arg)), self.one
            case Call(func="log", args=(arg, base)):
                return self.quotient(Quotient(Call("ln", (arg,)), Call("ln", (base,))))
        if self.name not in free_names(node):
            ball = compile_tree(node, ())(())
            if not ball.is_finite():
                raise NotElementary("no number")
            return self.letter(node, Kernel("constant", value=ball)), self.one
        return self._compound(node)

    def _compound(self, node: Node) -> Quotient_:
        match node:
            case Negate(arg=arg):
                top, bottom = self.quotient(arg)
                return -top, bottom
            case Sum(terms=parts):
                return self._sum([self.quotient(part) for part in parts])
            case Product(factors=parts):
                return self._product([self.quotient(part) for part in parts])
            case Quotient(num=num, den=den):
                return self._product([self.quotient(num), self._inverse(self.quotient(den))])
            case Power(base=base, exp=exp):
                exponent = rational(exp)
                if exponent is not None:
                    return self._power(self.quotient(base), exponent)
                return self._exponential(Product((exp, Call("ln", (base,)))))
            case Call(func="exp", args=(arg,)):
                return self._exponential(arg)
            case Call(func="sqrt" | "cbrt" as func, args=(arg,)):
                return self._power(self.quotient(arg), Fraction(1, 2 if func == "sqrt" else 3))
            case Call(func=func, args=(arg,)) if func in IN_EXPONENTIALS:
                return self.quotient(substitute(IN_EXPONENTIALS[func], {"t": arg}))
            case Call(func=func, args=(arg,)) if func in ANGLES:
                return self._angle(func, self.quotient(arg)), self.one
        raise NotElementary(type(node).__name__)

    def _angle(self, func: str, arg: Quotient_) -> Polynomial:
        found = self.letter((func, str(arg[0]), str(arg[1])), Kernel(func, arg))
        if func == "tan":  # its poles
            self.edges.append(self._angle("cos", arg))
        return found

    def _sum(self, parts: list[Quotient_]) -> Quotient_:
        top, bottom = parts[0]
        for c, d in parts[1:]:
            top, bottom = (top + c, bottom) if bottom == d else (top * d + c * bottom, bottom * d)
        return self._reduced(top, bottom)

    def _product(self, parts: list[Quotient_]) -> Quotient_:
        top, bottom = parts[0]
        for c, d in parts[1:]:
            top, bottom = top * c, bottom * d
        return self._reduced(top, bottom)

    def _reduced(self, top: Polynomial, bottom: Polynomial) -> Quotient_:
        for part in (top, bottom):
            if len(part) > MOST_TERMS or (part and part.total_degree() > HIGHEST_DEGREE):
                raise NotElementary("too long")
        common = top.gcd(bottom)
        return top / common, bottom / common

    def _inverse(self, part: Quotient_) -> Quotient_:
        if not part[0]:
            raise NotElementary("division by zero")
        self.edges.append(part[0])
        return part[1], part[0]

    def _power(self, base: Quotient_, exponent: Fraction) -> Quotient_:
        if exponent.denominator > 1:
            unit = self._unit(("root", *map(str, base)), exponent.denominator)
            self.edges += base
            key = "root", str(base[0]), str(base[1])
            base = self.letter(key, Kernel("root", base, unit)), self.one
            exponent *= unit
        top, bottom = base if exponent >= 0 else self._inverse(base)
        size = abs(int(exponent))
        if size * max(1, top.total_degree(), bottom.total_degree()) > HIGHEST_DEGREE:
            raise NotElementary("degree")
        return self._reduced(top**size, bottom**size)

    def _unit(self, key: object, wanted: int) -> int:
        """The degree of the root that all powers of one base share: known in the second reading."""
        unit = lcm(self.units.get(key, 1), wanted)
        if unit != self.units.get(key, 1):
            self.units[key] = unit
            self.outgrown = True
        return unit

    def _exponential(self, arg: Node) -> Quotient_:
        """e^(3x/2 + x ln 2 + 1): a power of one kernel for each term of the exponent."""
        top, bottom = self.quotient(arg)
        if not bottom.is_constant():
            return self.letter(
                ("exp", str(top), str(bottom)), Kernel("exp", (top, bottom))
            ), self.one
        groups: dict[tuple[int, ...], Polynomial] = {}
        for powers, share in (top / bottom.leading_coefficient()).to_dict().items():
            term = self.context.from_dict({powers: share})
            varying = set(self.varying(term))
            key = tuple(power if i in varying else 0 for i, power in enumerate(powers))
            key = key if varying else powers
            groups[key] = groups.get(key, self.one * 0) + term
        return self._product(
            [(self.one, self.one), *(self._exponential_of(part) for part in groups.values())]
        )

    def _exponential_of(self, part: Polynomial) -> Quotient_:
        """The power of one kernel for the terms of an exponent that differ by constants."""
        leading = part.leading_coefficient()
        term, factor = part / leading, Fraction(int(leading.p), int(leading.q))
        prime = self._prime(term)
        if prime and factor.denominator == 1:
            if abs(factor) > LONGEST:
                raise NotElementary("too long")
            return self.one * fmpq(prime) ** int(factor), self.one
        unit = self._unit(("exp", str(term)), factor.denominator)
        if self.varying(term):
            kernel = Kernel("exp", (term, self.one), unit)
        else:
            kernel = Kernel("constant", unit=unit, value=(self.value(term) / unit).exp())
        size = int(factor * unit)
        if abs(size) > HIGHEST_DEGREE:
            raise NotElementary("degree")
        power = self.letter(("exp", str(term)), kernel) ** abs(size)
        return (power, self.one) if size > 0 else (self.one, power)

    def _prime(self, term: Polynomial) -> int:
        """The prime whose logarithm this term is, or 0."""
        for key, place in self._places.items():
            if isinstance(key, int) and term == self.context.gen(place):
                return key
        return 0

    def _logarithm(self, arg: Quotient_) -> Polynomial:
        """The sum of the logarithms of the factors; those of whole numbers by their primes."""
        total = self.one * 0
        for part, sign in zip(arg, (1, -1), strict=True):
            factor, factors = part.factor()
            for side, turned in ((factor.p, sign), (factor.q, -sign)):
                if len(str(side)) > LONGEST // 2:
                    raise NotElementary("too long")
                for prime, times in fmpz(abs(side)).factor():
                    kernel = Kernel("constant", value=arb(prime).log())
                    total += self.letter(int(prime), kernel) * (turned * int(times))
            for inner, times in factors:
                total += self._logarithm_of(inner) * (sign * int(times))
        return total

    def _logarithm_of(self, inner: Polynomial) -> Polynomial:
        varying = self.varying(inner)
        if not varying:
            value = Kernel("constant", value=abs(self.value(inner)).log())
            return self.letter(("ln", str(inner)), value)
        kernel = self.kernels[varying[0]]
        if kernel.what == "exp" and inner == self.context.gen(varying[0]) and kernel.inside:
            top, bottom = kernel.inside
            if bottom.is_constant():
                return top / (bottom.leading_coefficient() * kernel.unit)
        self.edges.append(inner)
        return self.letter(("ln", str(inner)), Kernel("ln", (inner, self.one)))

    def value(self, poly: Polynomial) -> Ball:
        """The ball of a polynomial in constants."""
        total = arb(0)
        for powers, factor in poly.to_dict().items():
            term = arb(factor)
            for place, power in enumerate(powers):
                if power:
                    term *= self.kernels[place].value ** int(power)
            total += term
        return total


def in_kernels(node: Node, name: str) -> tuple[Kernels, Quotient_]:
    """The kernels of a tree and the tree as a quotient of polynomials in them."""
    units: dict[object, int] = {}
    for _ in range(4):
        ring = Kernels(name, units)
        found = ring.quotient(node)
        if not ring.outgrown:
            return ring, found
    raise NotElementary("powers")
