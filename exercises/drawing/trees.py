"""
Drawn values -> trees of the grader's grammar, written as a mathematician would order them.

Whole numbers, fractions, floats, SymPy expressions and matrices, lists, tuples and sets of these.
SymPy's own term order changes between versions; this one does not: higher powers first, names by
alphabet, the constant last, and `1 - p` rather than `-p + 1`.
"""

from __future__ import annotations

from decimal import Context
from fractions import Fraction
from typing import Any

import sympy as sp

from exercises.drawing.valuing import value_at
from grader import tree as t
from grader.plain import ascii as plain_text

# What SymPy calls a function, and what the grammar calls it.
_FUNCTIONS = {
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.cot: "cot",
    sp.sec: "sec",
    sp.csc: "csc",
    sp.asin: "asin",
    sp.acos: "acos",
    sp.atan: "atan",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.exp: "exp",
    sp.log: "ln",
    sp.Abs: "abs",
    sp.factorial: "factorial",
    sp.binomial: "binomial",
    sp.floor: "floor",
    sp.ceiling: "ceil",
    sp.sign: "sign",
    sp.Max: "max",
    sp.Min: "min",
}
_RELATIONS: dict[Any, t.RelationOp] = {
    sp.Eq: "=",
    sp.Ne: "!=",
    sp.Lt: "<",
    sp.Le: "<=",
    sp.Gt: ">",
    sp.Ge: ">=",
}


_CONSTANTS: tuple[tuple[Any, Any], ...] = (
    (sp.S.Pi, "pi"),
    (sp.S.Exp1, "e"),
    (sp.S.ImaginaryUnit, "i"),
    (sp.S.Infinity, "inf"),
)
_FIFTEEN = Context(prec=15)


class NoTree(Exception):
    """A value has no place in the grammar; the message names it."""


def tree_of(value: Any) -> t.Node:
    """The tree of a drawn value; raises NoTree for what the grammar cannot say."""
    if isinstance(value, sp.Rational):  # most of what is drawn
        return t.number(Fraction(int(value.p), int(value.q)))
    if isinstance(value, t.Node):
        return value
    if isinstance(value, bool | str | None | dict):
        raise NoTree(f"{value!r} is not a mathematical value")
    if isinstance(value, int | Fraction):
        return t.number(value)
    if isinstance(value, float | sp.Float):
        return _decimal(value)
    if isinstance(value, list | tuple | sp.Tuple):
        return _bundle(value)
    if isinstance(value, set | frozenset | sp.FiniteSet):
        return t.Set(sorted_nodes(value))
    if isinstance(value, sp.MatrixBase):
        return t.Matrix(tuple(tuple(map(tree_of, row)) for row in value.tolist()))
    if isinstance(value, sp.Basic):
        return _tree_of_sympy(value)
    raise NoTree(f"a value of type {type(value).__name__} cannot be written")


def _bundle(value: Any) -> t.Node:
    """A list of lists of one length is a matrix, a list is data, a tuple a point."""
    items = list(value)
    if items and isinstance(value, list) and all(isinstance(row, list | tuple) for row in items):
        if len({len(row) for row in items}) == 1 and len(items[0]):
            return t.Matrix(tuple(tuple(map(tree_of, row)) for row in items))
    nodes = tuple(map(tree_of, items))
    if isinstance(value, list):
        return t.List(nodes) if len(nodes) > 1 else nodes[0] if nodes else t.Set(())
    return t.Row(nodes, bracket="(")


def _tree_of_sympy(value: Any) -> t.Node:
    for constant, name in _CONSTANTS:
        if value is constant:
            return t.Constant(name)
    if value is sp.S.NegativeInfinity:
        return t.Negate(t.Constant("inf"))
    if value.is_Symbol:
        return t.Name(value.name)
    if value.is_Add:
        return _sum(value)
    if value.is_Mul:
        return _product(value)
    if value.is_Pow:
        return _power(value.base, value.exp)
    if isinstance(value, sp.Interval):
        return t.Interval(
            tree_of(value.start), tree_of(value.end), not value.left_open, not value.right_open
        )
    if isinstance(value, sp.Union):
        return t.Union(tuple(map(tree_of, value.args)))
    if type(value) in _RELATIONS:
        return t.Relation(_RELATIONS[type(value)], tree_of(value.lhs), tree_of(value.rhs))
    if value is sp.S.EmptySet:
        return t.Set(())
    if value.func in _FUNCTIONS:
        return t.Call(_FUNCTIONS[value.func], tuple(map(tree_of, value.args)))
    if value.is_number:  # erfc and the like: nobody can type them, their value is a decimal
        return _decimal(value_at(value, 17))
    raise NoTree(f"{value} cannot be written in the answer grammar")


def _decimal(value: Any) -> t.Node:
    """Fifteen significant digits, the same text wherever the value is right to sixteen."""
    if value in (float("inf"), float("-inf")):
        return t.Constant("inf") if value > 0 else t.Negate(t.Constant("inf"))
    if not sp.sympify(value).is_real:
        raise NoTree(f"{value} is not a value (a division by zero?)")
    digits = _FIFTEEN.create_decimal(str(sp.Float(abs(value), 17)))
    text = f"{digits.normalize():g}".replace("e+", "e") if digits else "0"
    node = t.Number(Fraction(text), text)
    return t.Negate(node) if value < 0 else node


def _sum(value: Any) -> t.Node:
    terms = sorted(value.args, key=_term_order)
    if len(terms) == 2 and _is_negative(terms[0]) and not _is_negative(terms[1]):
        terms.reverse()
    return t.Sum(tuple(map(tree_of, terms)))


def _term_order(term: Any) -> tuple[Any, ...]:
    """Higher degree first, then the powers of the names by alphabet, then the text."""
    powers: dict[str, int] = {}
    rest = []
    for factor in sp.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if base.is_Symbol and exponent.is_Integer and exponent > 0:
            powers[base.name] = int(exponent)
        elif not factor.is_Rational:
            rest.append(_text(factor))
    degree = sum(powers.values())
    names = tuple((name, -powers[name]) for name in sorted(powers))
    # A number alone comes last, after terms such as ln x or sqrt(2).
    return (-degree, not degree and not rest, names, sorted(rest))


def _is_negative(term: Any) -> bool:
    return bool(term.as_coeff_Mul()[0] < 0)


def _product(value: Any) -> t.Node:
    coefficient, rest = value.as_coeff_Mul()
    if coefficient < 0:
        return t.Negate(tree_of(-value))
    above, below = [], []
    if coefficient.is_Rational:
        above += [sp.Integer(coefficient.p)] if coefficient.p != 1 else []
        below += [sp.Integer(coefficient.q)] if coefficient.q != 1 else []
    elif coefficient != 1:
        above.append(coefficient)
    factors = sp.Mul.make_args(rest)
    for factor in sorted(factors, key=_factor_order) if len(factors) > 1 else factors:
        base, exponent = factor.as_base_exp()
        if exponent.is_Rational and exponent < 0:
            below.append(base**-exponent)
        else:
            above.append(factor)
    top = _chain(above)
    return t.Quotient(top, _chain(below)) if below else top


def _factor_order(factor: Any) -> tuple[int, str]:
    """Numbers, then names, then everything else, each by its text."""
    base, _ = factor.as_base_exp()
    rank = 0 if factor.is_number else 1 if base.is_Symbol else 3 if base.is_Add else 2
    return rank, base.name if base.is_Symbol else _text(factor)


def _text(value: Any) -> str:
    """Our own writing of a value: SymPy's orders terms as its version likes."""
    try:
        return plain_text(tree_of(value))
    except NoTree:
        return str(value)


def _chain(factors: list[Any]) -> t.Node:
    nodes = tuple(map(tree_of, factors))
    return t.Number(Fraction(1), "1") if not nodes else nodes[0] if len(nodes) == 1 else (
        t.Product(nodes)
    )  # fmt: skip


def _power(base: Any, exponent: Any) -> t.Node:
    if exponent.is_Rational and exponent < 0:
        return t.Quotient(t.Number(Fraction(1), "1"), tree_of(base**-exponent))
    if exponent == sp.Rational(1, 2):
        return t.Call("sqrt", (tree_of(base),))
    return t.Power(tree_of(base), tree_of(exponent))


def sorted_nodes(values: Any) -> tuple[t.Node, ...]:
    """Numbers by size, anything else by its text: a set has no order of its own."""
    items = [sp.sympify(v) if isinstance(v, int | float) else v for v in values]
    if all(getattr(v, "is_comparable", False) for v in items):
        items.sort(key=lambda v: v if v.is_Rational else value_at(v, 17))
    else:
        items.sort(key=_text)
    return tuple(map(tree_of, items))
