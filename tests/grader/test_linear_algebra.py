"""What the kinds of linear algebra forgive, on random matrices, and that they forgive no more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.plain import ascii as plain
from grader.tree import number
from tests.grader.judging import outcome

Vector = list[Fraction]

ENTRIES = st.integers(-6, 6).map(Fraction)
FACTORS = st.fractions(-5, 5, max_denominator=6).filter(lambda f: f != 0)
VECTORS = st.lists(ENTRIES, min_size=3, max_size=3).filter(any)


def text(values: Sequence[Fraction]) -> str:
    return "[" + ", ".join(plain(number(value)) for value in values) + "]"


def several(vectors: Sequence[Vector]) -> str:
    return ", ".join(text(vector) for vector in vectors)


def times(factor: Fraction, vector: Vector) -> Vector:
    return [factor * entry for entry in vector]


def plus(left: Vector, right: Vector) -> Vector:
    return [a + b for a, b in zip(left, right, strict=True)]


def parallel(left: Vector, right: Vector) -> bool:
    return all(
        left[i] * right[j] == left[j] * right[i] for i in range(len(left)) for j in range(len(left))
    )


@settings(max_examples=40, deadline=None)
@given(VECTORS, FACTORS, VECTORS)
def test_vec_scale_forgives_a_factor_and_nothing_else(v: Vector, c: Fraction, w: Vector) -> None:
    assert outcome("vec-scale", text(times(c, v)), value=text(v)) == "right"
    assert (outcome("vec-scale", text(w), value=text(v)) == "right") is parallel(v, w)
    assert outcome("vec-scale", text([Fraction(0)] * 3), value=text(v)) == "wrong"


@settings(max_examples=40, deadline=None)
@given(VECTORS, FACTORS)
def test_vec_sign_forgives_the_sign_and_nothing_else(v: Vector, c: Fraction) -> None:
    assert outcome("vec-sign", text(times(Fraction(-1), v)), value=text(v)) == "right"
    assert (outcome("vec-sign", text(times(c, v)), value=text(v)) == "right") is (abs(c) == 1)


@settings(max_examples=40, deadline=None)
@given(VECTORS, st.integers(0, 2), ENTRIES)
def test_vector_forgives_nothing(v: Vector, place: int, change: Fraction) -> None:
    other = [*v[:place], v[place] + change, *v[place + 1 :]]
    assert (outcome("vector", text(other), value=text(v)) == "right") is (change == 0)


@settings(max_examples=40, deadline=None)
@given(VECTORS, VECTORS, FACTORS, FACTORS, FACTORS)
def test_basis_forgives_every_change_of_basis(
    u: Vector, v: Vector, a: Fraction, b: Fraction, c: Fraction
) -> None:
    assume(not parallel(u, v))
    changed = [plus(times(a, u), times(b, v)), times(c, v)]
    assert outcome("basis", several(changed), value=several([u, v])) == "right"
    assert outcome("basis", several(changed[::-1]), value=several([u, v])) == "right"


@settings(max_examples=40, deadline=None)
@given(VECTORS, VECTORS, VECTORS)
def test_basis_forgives_no_other_space(u: Vector, v: Vector, w: Vector) -> None:
    assume(not parallel(u, v))
    cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    inside = sum(a * b for a, b in zip(cross, w, strict=True)) == 0
    fits = inside and not parallel(u, w)
    assert (outcome("basis", several([u, w]), value=several([u, v])) == "right") is fits
    assert outcome("basis", text(u), value=several([u, v])) == "wrong"
    assert outcome("basis", several([u, times(Fraction(2), u)]), value=several([u, v])) == "wrong"


@settings(max_examples=30, deadline=None)
@given(st.lists(ENTRIES, min_size=4, max_size=4, unique=True), FACTORS, FACTORS)
def test_pdp_forgives_scale_and_order_of_eigenvectors(
    entries: Vector, c: Fraction, d: Fraction
) -> None:
    (a, b, k, m), (p, q) = entries, (Fraction(2), Fraction(-3))
    determinant = a * m - b * k
    assume(determinant != 0)
    # A = P diag(2, -3) P^-1 with P = [[a, b], [k, m]]
    matrix = [
        [(p * a * m - q * b * k) / determinant, (q - p) * a * b / determinant],
        [(p - q) * k * m / determinant, (q * a * m - p * b * k) / determinant],
    ]
    of = "[" + several(matrix) + "]"
    scaled = "[" + several([[c * a, d * b], [c * k, d * m]]) + "]"
    swapped = "[" + several([[b, a], [m, k]]) + "]"

    def judged(factors: str) -> str:
        return outcome("factorisation", factors, of=of, into="pdp")

    assert judged(f"{scaled}, [[2, 0], [0, -3]]") == "right"
    assert judged(f"{swapped}, [[-3, 0], [0, 2]]") == "right"
    assert judged(f"{swapped}, [[2, 0], [0, -3]]") == "wrong"
    assert judged(f"{scaled}, [[2, 0], [0, 3]]") == "wrong"


@settings(max_examples=30, deadline=None)
@given(st.integers(-4, 4), st.integers(1, 4), st.integers(-4, 4), st.integers(1, 4))
def test_lu_forgives_nothing_but_what_a_matrix_has(l21: int, u11: int, u12: int, u22: int) -> None:
    of = f"[[{u11}, {u12}], [{l21 * u11}, {l21 * u12 + u22}]]"
    lower, upper = f"[[1, 0], [{l21}, 1]]", f"[[{u11}, {u12}], [0, {u22}]]"
    assert outcome("factorisation", f"{lower}, {upper}", of=of, into="lu") == "right"
    moved = f"[[{u11}, 0], [{l21 * u11}, 1]], [[1, {u12}/{u11}], [0, {u22}]]"
    expected = "right" if u11 == 1 else "wrong"  # the same product, L without its unit diagonal
    assert outcome("factorisation", moved, of=of, into="lu") == expected
