"""The exact rational value of a tree without names, when it has one and is not monstrous."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, comb, factorial, floor, gcd, lcm

from grader.tree import Call, Name, Negate, Node, Number, Power, Product, Quotient, Sum

# A numerator or denominator longer than this is left to balls and residues: nobody types it on
# purpose, and towers of powers would not end.
MOST_BITS = 10_000
LARGEST_FACTORIAL = 1000


def rational(node: Node) -> Fraction | None:
    """The value of `node`, or None if it is not rational, divides by zero or is too long.

    Followed are arithmetic, roots of what is a power, sqrt(9/4), and functions whose value at a
    fraction is one: floor, max, gcd, factorial, …

    >>> from grader.tree import number
    >>> rational(Sum((number(1), number(Fraction(-1, 3)))))
    Fraction(2, 3)
    """
    kind = type(node)
    if kind is Number:
        return node.value  # type: ignore[attr-defined,no-any-return]
    if kind is Name:
        return None
    match node:
        case Negate(arg=arg):
            value_of = rational(arg)
            return None if value_of is None else -value_of
        case Sum(terms=parts) | Product(factors=parts):
            return _fold(node, parts)
        case Quotient(num=num, den=den):
            top = rational(num)
            bottom = None if top is None else rational(den)
            return top / bottom if top is not None and bottom else None
        case Power(base=base, exp=exp):
            below = rational(base)
            return None if below is None else _power(below, rational(exp))
        case Call(func=func, args=args) if func in _FUNCTIONS:
            values = [value for arg in args if (value := rational(arg)) is not None]
            return _FUNCTIONS[func](*values) if len(values) == len(args) else None
    return None


def _fold(node: Node, parts: tuple[Node, ...]) -> Fraction | None:
    total: Fraction | None = None
    for part in parts:
        value = rational(part)
        if value is None:
            return None
        if total is not None:
            value = total + value if isinstance(node, Sum) else total * value
        total = value
        if _bits(total) > MOST_BITS:
            return None
    return total


def _power(base: Fraction | None, exp: Fraction | None) -> Fraction | None:
    if base is None or exp is None or (base == 0 and exp <= 0):
        return None
    if exp.denominator == 1:
        too_long = _bits(base) * abs(exp) > MOST_BITS
        return None if too_long else Fraction(base ** int(exp))
    root = _root(base, exp.denominator)
    return None if root is None else _power(root, Fraction(exp.numerator))


def _root(base: Fraction, degree: int) -> Fraction | None:
    if degree > 60 or (base < 0 and degree % 2 == 0):
        return None
    top, bottom = (
        _integer_root(abs(base.numerator), degree),
        _integer_root(base.denominator, degree),
    )
    if top is None or bottom is None:
        return None
    return Fraction(-top if base < 0 else top, bottom)


def _integer_root(value: int, degree: int) -> int | None:
    """The exact root of a natural number, by bisection."""
    low, high = 0, 1 << (value.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
    return low if low**degree == value else None


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _mod(value: Fraction, modulus: Fraction) -> Fraction | None:
    return value - modulus * (value // modulus) if modulus else None


def _of_integers(function: Callable[..., int]) -> Callable[..., Fraction | None]:
    def call(*values: Fraction) -> Fraction | None:
        whole = all(value.denominator == 1 for value in values)
        return Fraction(function(*map(int, values))) if whole else None

    return call


def _factorial(value: Fraction) -> Fraction | None:
    small = value.denominator == 1 and 0 <= value <= LARGEST_FACTORIAL
    return Fraction(factorial(int(value))) if small else None


def _binomial(n: Fraction, k: Fraction) -> Fraction | None:
    small = n.denominator == k.denominator == 1 and 0 <= k <= n <= LARGEST_FACTORIAL
    return Fraction(comb(int(n), int(k))) if small else None


_FUNCTIONS: dict[str, Callable[..., Fraction | None]] = {
    "sqrt": lambda value: _power(value, Fraction(1, 2)),
    "abs": abs,
    "norm": abs,
    "sign": lambda value: Fraction((value > 0) - (value < 0)),
    "floor": lambda value: Fraction(floor(value)),
    "ceil": lambda value: Fraction(ceil(value)),
    "max": max,
    "min": min,
    "mod": _mod,
    "gcd": _of_integers(gcd),
    "lcm": _of_integers(lcm),
    "factorial": _factorial,
    "binomial": _binomial,
}
