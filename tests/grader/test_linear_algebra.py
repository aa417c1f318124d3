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


ROTATIONS = st.sampled_from([(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25)])


@settings(max_examples=20, deadline=None)
@given(ROTATIONS, ROTATIONS, st.sampled_from([1, -1]))
def test_an_orthonormal_basis_forgives_turns_and_nothing_else(
    key: tuple[int, int, int], turned: tuple[int, int, int], sign: int
) -> None:
    (a, b, c), (p, q, r) = key, turned
    value = f"[{a}/{c}, {b}/{c}, 0], [{-b}/{c}, {a}/{c}, 0]"

    def judged(answer: str) -> str:
        return outcome("orthonormal-basis", answer, value=value)

    assert judged(f"[{sign * p}/{r}, {q}/{r}, 0], [{-q}/{r}, {sign * p}/{r}, 0]") == "right"
    assert judged(f"[{p}, {q}, 0], [{-q}, {p}, 0]") == "wrong"  # not of length 1
    assert judged(f"[{p}/{r}, {q}/{r}, 0], [1, 0, 0]") == "wrong"  # not orthogonal
    assert judged(f"[{p}/{r}, {q}/{r}, 0], [0, 0, 1]") == "wrong"  # another space


@settings(max_examples=20, deadline=None)
@given(ROTATIONS, st.integers(1, 5), st.integers(-5, 5), st.integers(1, 5))
def test_qr_forgives_a_sign_on_both_sides_and_nothing_else(
    turn: tuple[int, int, int], r11: int, r12: int, r22: int
) -> None:
    a, b, c = turn
    of = f"[[{a * r11}/{c}, {a * r12 - b * r22}/{c}], [{b * r11}/{c}, {b * r12 + a * r22}/{c}]]"

    def judged(sign: int, other: int, **more: bool) -> str:
        q = f"[[{sign * a}/{c}, {-b}/{c}], [{sign * b}/{c}, {a}/{c}]]"
        r = f"[[{other * r11}, {other * r12}], [0, {r22}]]"
        return outcome("factorisation", f"{q}, {r}", of=of, into="qr", **more)

    assert judged(1, 1) == judged(-1, -1) == "right"
    assert judged(-1, 1) == judged(1, -1) == "wrong"
    assert judged(-1, -1, positive_diagonal=True) == "wrong"


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), st.integers(-5, 5), st.integers(1, 5))
def test_cholesky_forgives_nothing(l11: int, l21: int, l22: int) -> None:
    of = f"[[{l11**2}, {l11 * l21}], [{l11 * l21}, {l21**2 + l22**2}]]"

    def judged(factor: str) -> str:
        return outcome("factorisation", factor, of=of, into="cholesky")

    assert judged(f"[[{l11}, 0], [{l21}, {l22}]]") == "right"
    assert judged(f"[[{-l11}, 0], [{-l21}, {l22}]]") == "wrong"  # the product, a negative diagonal
    assert judged(f"[[{l11}, 0], [{l21}, {l22 + 1}]]") == "wrong"


@settings(max_examples=20, deadline=None)
@given(st.lists(ENTRIES, min_size=4, max_size=4), st.integers(0, 3), FACTORS)
def test_a_matrix_forgives_nothing(entries: Vector, place: int, change: Fraction) -> None:
    other = [e + change if i == place else e for i, e in enumerate(entries)]
    key, changed = (f"[{text(m[:2])}, {text(m[2:])}]" for m in (entries, other))
    assert outcome("matrix", key, value=key) == "right"
    assert outcome("matrix", changed, value=key) == "wrong"
