"""Random trees of the kind the parser gives, for the property tests of parser and printers."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from hypothesis import strategies as st

from grader.parse.tokens import value_of
from grader.tree import (
    And,
    Call,
    Constant,
    Difference,
    Intersection,
    Interval,
    List,
    Matrix,
    Name,
    Negate,
    Node,
    Number,
    Or,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Relation,
    Row,
    Set,
    SetBuilder,
    Sum,
    Union,
)

NAMES = (
    "x",
    "y",
    "n",
    "x_1",
    "x_12",
    "v_max",
    "theta",
    "lambda_2",
    "mubar",
    "betahat",
    "y'",
    "rate",
)
FUNCTIONS = ("f", "Phi", "loss")

_UNARY = (
    *("sin", "arctan", "cosh", "ln", "log", "exp", "sqrt", "abs", "norm", "floor", "ceil"),
    *("factorial", "gamma", "conj", "transpose", "det", "sign", "sigmoid", "f", "Phi", "loss"),
)
_CONSTANTS: tuple[Literal["pi", "e", "i", "inf"], ...] = ("pi", "e", "i", "inf")
_ORDERS: tuple[Literal["<", "<=", "="], ...] = ("<", "<=", "=")
_BINARY = ("log", "root", "binomial", "max", "gcd", "mod", "atan2", "f")
_LITERALS = ("0", "1", "2", "3", "10", "12", "0.5", "2.50", "1e-3", "2.5e12", "25%", "3.5%")

numbers = st.sampled_from(_LITERALS).map(lambda text: Number(value_of(text), text))
names = st.sampled_from(NAMES).map(Name)
constants = st.sampled_from(_CONSTANTS).map(Constant)
leaves = numbers | names | constants


def _tuples(
    parts: st.SearchStrategy[Node], least: int = 2, most: int = 3
) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(parts, min_size=least, max_size=most).map(tuple)


def _compound(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Negate, parts),
        st.builds(Sum, _tuples(parts)),
        st.builds(Product, _tuples(parts)),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, parts),
        st.builds(PlusMinus, st.none() | parts, parts, st.booleans()),
        st.builds(Call, st.sampled_from(_UNARY), _tuples(parts, 1, 1)),
        st.builds(Call, st.sampled_from(_BINARY), _tuples(parts, 2, 2)),
    )


values: st.SearchStrategy[Node] = st.recursive(leaves, _compound, max_leaves=12)
small: st.SearchStrategy[Node] = st.recursive(leaves, _compound, max_leaves=4)

rows = st.builds(Row, _tuples(small), st.sampled_from(("[", "(")))
matrices = st.integers(1, 3).flatmap(
    lambda width: st.builds(Matrix, _tuples(_tuples(small, width, width), 1, 3))  # type: ignore[arg-type]
)
sets = st.builds(Set, _tuples(small | rows, 0, 3))
intervals = st.builds(Interval, small, small, st.booleans(), st.booleans())
relations = st.builds(
    Relation, st.sampled_from(("=", "!=", "<", "<=", ">", ">=", "~")), small, small
)


def _set_operations(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Union, _tuples(parts)),
        st.builds(Intersection, _tuples(parts)),
        st.builds(Difference, parts, parts),
    )


operations = st.recursive(sets | intervals, _set_operations, max_leaves=4)
memberships = st.builds(Relation, st.just("in"), names, sets | intervals | operations)


@st.composite
def _chains(draw: st.DrawFn) -> Node:
    ends = draw(st.lists(small, min_size=3, max_size=4))
    ops = draw(st.lists(st.sampled_from(_ORDERS), min_size=3, max_size=3))
    links = [Relation(op, *pair) for op, pair in zip(ops, pairwise(ends), strict=False)]
    return And(tuple(links))


ands = _chains() | st.builds(And, _tuples(relations | memberships))
statements = relations | memberships | ands | st.builds(Or, _tuples(relations | ands))
builders = st.builds(SetBuilder, names, relations | memberships)
lists = st.builds(List, _tuples(small | rows | relations, 2, 4))

# Everything a learner may answer, intervals with equal ends aside: they need expect="interval".
answers: st.SearchStrategy[Node] = st.one_of(
    values, rows, matrices, sets, _set_operations(sets | intervals), statements, builders, lists
)
