"""Matrices whose entries are trees: products and shapes, with exact numbers folded on the way."""

from __future__ import annotations

from typing import Any

from flint import arb_mat, fmpq, fmpq_mat

from grader.equivalence.balls import CannotEvaluate, compile_tree
from grader.equivalence.rational import rational
from grader.equivalence.sampling import precision
from grader.tree import Node, Product, Sum, number

Rows = tuple[tuple[Node, ...], ...]
ZERO, ONE = number(0), number(1)
ZERO_BITS = 128  # a ball around 0 of radius below 2^-128 counts as 0


def multiply(left: Rows, right: Rows) -> Rows:
    """The product of an (m, n) and an (n, p) matrix; raises ValueError if the shapes differ."""
    columns = transpose(right)
    if len(left[0]) != len(right):
        raise ValueError("shapes do not fit")
    return tuple(tuple(dot(row, column) for column in columns) for row in left)


def dot(left: tuple[Node, ...], right: tuple[Node, ...]) -> Node:
    """The sum of products, as short as exact arithmetic makes it."""
    terms = []
    for a, b in zip(left, right, strict=True):
        if ZERO in (a, b):
            continue
        terms.append(b if a == ONE else a if b == ONE else folded(Product((a, b))))
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else folded(Sum(tuple(terms)))


def folded(node: Node) -> Node:
    value = rational(node)
    return node if value is None else number(value)


def transpose(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))


def identity(size: int) -> Rows:
    return tuple(tuple(ONE if i == j else ZERO for j in range(size)) for i in range(size))


def rank(rows: Rows) -> int | None:
    """The rank: exact for rational entries, else by balls; None if balls cannot tell.

    By balls, rank r needs a proof that some Gram determinant is positive, and counts a determinant
    as 0 when it lies within 2^-128 of it.
    """
    if not rows or not rows[0]:
        return 0
    exact = rational_matrix(rows)
    if exact is not None:
        return int(exact.rank())
    independent: list[tuple[Node, ...]] = []
    for row in rows:
        positive = gram_is_positive((*independent, row))
        if positive is None:
            return None
        if positive:
            independent.append(row)
    return len(independent)


def gram_is_positive(rows: Rows) -> bool | None:
    """Whether rows are independent: their Gram determinant is positive, or surely tiny."""
    try:
        with precision(512):
            matrix = arb_mat([[compile_tree(entry, ())(()) for entry in row] for row in rows])
            determinant: Any = (matrix * matrix.transpose()).det()
    except CannotEvaluate:
        return None
    if not determinant.is_finite():
        return None
    if determinant > 0:
        return True
    return False if determinant.abs_upper() < 2.0**-ZERO_BITS else None


def rational_matrix(rows: Rows) -> fmpq_mat | None:
    """The matrix of exact numbers, None if an entry is not rational."""
    values = [[rational(entry) for entry in row] for row in rows]
    if any(value is None for row in values for value in row):
        return None
    return fmpq_mat(
        [[fmpq(v.numerator, v.denominator) for v in row if v is not None] for row in values]
    )
