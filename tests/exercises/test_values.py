"""Drawn values as text of the grader's grammar and as LaTeX a mathematician would write."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp

from exercises.drawing.answers import Mistyped, answer_text, json_value
from exercises.drawing.decimals import dec, tex
from exercises.drawing.learned import NotUsable, value_of
from exercises.drawing.showing import shown, table
from exercises.drawing.trees import NoTree, tree_of
from exercises.drawing.valuing import value_at
from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.plain import ascii as plain_text

x, y, p = sp.symbols("x y p")


@pytest.mark.parametrize(
    ("value", "form", "latex"),
    [
        (sp.Rational(-7, 2), "", r"-\frac{7}{2}"),
        (3, "+", "+ 3"),
        (-3, "+", "- 3"),
        (-3, "()", r"\left(-3\right)"),
        (3, "()", "3"),
        (x + 1, "()", r"\left(x + 1\right)"),
        (1, "*", ""),
        (-1, "*", "-"),
        (-4, "*", "-4"),
        (1, "+*", "+ "),
        (-1, "+*", "- "),
        (5, "+*", "+ 5"),
        (x**2 - 3 * x + 2, "", "x^{2} - 3x + 2"),  # powers fall
        (sp.exp(sp.Rational(3, 5)), "", "e^{3/5}"),  # no tall exp(…)
        (-sp.exp(-2 * x), "", "-e^{-2x}"),
        (sp.exp(-(x**2) / 2), "", r"\exp\left(-\frac{x^{2}}{2}\right)"),  # no tower of powers
        (1 - p, "", "1 - p"),  # not -p + 1
        (-(x**2) + y, "", "y - x^{2}"),
        (x * y + x**2 + y**2, "", "x^{2} + xy + y^{2}"),
        (sp.sqrt(2) / 2, "", r"\frac{\sqrt{2}}{2}"),
        (2 * sp.sqrt(3) * x, "", r"2\sqrt{3}x"),
        (dec(sp.Rational(1, 8), 2), "", "0.13"),
        (dec(-2, 1), "+", "- 2.0"),
        (tex(r"\mathbb R"), "", r"\mathbb R"),
        ([1, 2, 3], "", "1, 2, 3"),  # data
        ({3, 1, 2}, "", r"\left\{1, 2, 3\right\}"),  # sorted
    ],
)
def test_values_are_written_as_a_mathematician_would(value: Any, form: str, latex: str) -> None:
    assert shown(value, form)["tex"].replace(" ", "") == latex.replace(" ", "")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (sp.Rational(7, 2), "exact", "7/2"),
        (sp.sqrt(2) / 2, "exact", "sqrt(2)/2"),
        (sp.Matrix([1, 2]), "vector", "[1,2]"),
        (sp.Matrix([[1, 2], [3, 4]]), "matrix", "[[1,2],[3,4]]"),
        ([[1, 2], [3, 4]], "matrix", "[[1,2],[3,4]]"),
        ({2, -1}, "set", "{-1,2}"),
        (sp.FiniteSet(), "set", "{}"),
        (sp.erfc(1), "number", "0.157299207050285"),  # no learner can type erfc
        (sp.Rational(1, 3), "number", "1/3"),
        (sp.Interval(0, sp.oo), "interval", "[0,inf)"),
        (sp.exp(-x / 2), "expr", None),
        (sp.Eq(x + y, 2), "equation", None),
        (1e-9, "number", None),
        (float("inf"), "exact", "inf"),
        (Fraction(-1, 3), "exact", "-1/3"),
    ],
)
def test_answers_are_text_that_the_grader_reads_back(value: Any, kind: str, text: str) -> None:
    written = answer_text(value, kind)
    assert plain_text(parse(written, names=["x", "y"])) == written
    if text:
        assert written.replace(" ", "") == text


@pytest.mark.parametrize(
    ("value", "kind", "error"),
    [
        (sp.zoo, "exact", NoTree),  # a division by zero in the draw block
        (sp.nan, "number", Exception),
        (None, "exact", NoTree),
        (sp.Matrix([[1, 2], [3, 4]]), "vector", Mistyped),
        (x, "number", Mistyped),
    ],
)
def test_what_no_answer_can_be_is_refused(value: Any, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        answer_text(value, kind)


def test_the_order_of_terms_is_ours_not_sympys() -> None:
    terms = [x**2, 3 * x * y, -y, sp.Integer(5), sp.sqrt(2)]
    assert plain_text(tree_of(sp.Add(*terms))) == plain_text(tree_of(sp.Add(*reversed(terms))))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7/2", sp.Rational(7, 2)),
        ("0.1", sp.Rational(1, 10)),
        ("sqrt(2)/2", sp.sqrt(2) / 2),
        ("[3, 4]", sp.Matrix([3, 4])),
        ("[[1,2],[3,4]]", sp.Matrix([[1, 2], [3, 4]])),
        ("2e^(-1)", 2 * sp.exp(-1)),
    ],
)
def test_a_learners_answer_becomes_a_value(text: str, value: Any) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["1/0", "9^9^9^9", "x + 1", "import os", "[1,2"])
def test_a_learners_answer_that_is_no_value_is_left_alone(text: str) -> None:
    with pytest.raises((NotUsable, UnreadableAnswer)):
        value_of(text)


def test_a_table_shows_each_cell_like_a_hole() -> None:
    found = shown(table([[1, sp.Rational(1, 2)]], header=["x", "p"]))
    assert found["header"] == [{"word": "x"}, {"word": "p"}]
    assert found["rows"][0][1]["tex"] == r"\frac{1}{2}"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (sp.Matrix([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (sp.Rational(1, 2), 0.5),
        ((1, "a", True), [1, "a", True]),
        (sp.sqrt(2), 2**0.5),
        (x, None),  # nothing a test could use
        (lambda: 1, None),
    ],
)
def test_parameters_of_code_tests_are_plain(value: Any, plain: Any) -> None:
    assert json_value(value) == plain


def test_a_rounded_answer_leaves_the_sandbox_as_plain_text() -> None:
    assert type(answer_text(dec(sp.Rational(1, 3), 2), "number")) is str


@pytest.mark.parametrize(
    "exact",
    [
        sp.erfc(sp.sqrt(2) / 3) / 2,
        sp.log(7) / 3 - sp.exp(-2),
        sp.sqrt(2) - sp.Rational(665857, 470832),  # eleven digits cancel
        sp.exp(sp.Rational(3, 5)),
        -sp.Float("0.3") * sp.pi,
        sp.besselj(0, 2),  # unknown to the balls: SymPy's turn
        sp.zoo,
    ],
)
def test_a_value_has_the_digits_that_sympy_gives_it(exact: Any) -> None:
    assert str(value_at(exact, 17)) == str(sp.N(exact, 17))
