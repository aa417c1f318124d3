"""The exact rational value of a tree without names, when it has one and is not monstrous."""

from __future__ import annotations

from fractions import Fraction

from grader.tree import Call, Name, Negate, Node, Number, Power, Product, Quotient, Sum

# A numerator or denominator longer than this is left to balls and residues: nobody types it on
# purpose, and towers of powers would not end.
MOST_BITS = 20_000


def rational(node: Node) -> Fraction | None:
    """The value of `node`, or None if it is not rational, divides by zero or is too long.

    Only arithmetic is followed, and square roots of squares: sqrt(9/4) is 3/2.

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
        case Call(func="sqrt", args=(arg,)):
            return _power(rational(arg), Fraction(1, 2))
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
