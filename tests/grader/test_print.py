"""What the printers write reads back as the same tree, and looks as a mathematician writes it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from grader.parse import parse
from grader.plain import ascii
from grader.tree import Interval, Name, Node, Number, Power, Sum, walk
from grader.typeset import latex
from tests.grader.answer_trees import FUNCTIONS, NAMES, answers, intervals


def spellings(node: Node) -> list[str]:
    return [part.text for part in walk(node) if isinstance(part, Number)]


@settings(max_examples=150, deadline=None)
@given(answers)
def test_ascii_reads_back_as_the_same_tree(node: Node) -> None:
    again = parse(ascii(node), names=NAMES, functions=FUNCTIONS)
    assert again == node
    assert spellings(again) == spellings(node), "1.50 keeps its last digit"


@settings(max_examples=150, deadline=None)
@given(answers)
def test_latex_reads_back_as_the_same_tree(node: Node) -> None:
    again = parse(latex(node), names=NAMES, functions=FUNCTIONS, syntax="latex")
    assert again == node
    assert spellings(again) == spellings(node)


@settings(max_examples=50, deadline=None)
@given(intervals)
def test_an_interval_reads_back_where_one_is_expected(node: Interval) -> None:
    assert parse(ascii(node), names=NAMES, functions=FUNCTIONS, expect="interval") == node


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2*x^2 + 3*sin(x)", r"2x^{2} + 3\sin x"),
        ("-x + -y", r"-x - y"),
        ("x - (y - 1)", r"x - (y - 1)"),
        ("1/2*x", r"\frac{1}{2}x"),
        ("2*(1/2)", r"2 \cdot \frac{1}{2}"),  # beside each other it would be a mixed number
        ("x*2*y", r"x \cdot 2y"),
        ("2*3^x", r"2 \cdot 3^{x}"),
        ("theta*x", r"\theta x"),
        ("x*y", r"x y"),
        ("x*(x + 1)", r"x(x + 1)"),
        ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),  # tall brackets only where they are needed
        ("e^(-x/2)", r"e^{-x/2}"),
        ("sqrt(2)/2", r"\frac{\sqrt{2}}{2}"),
        ("root(x, 3)", r"\sqrt[3]{x}"),
        ("sin(x)^2", r"\sin^{2} x"),
        ("sin(x)*y", r"\sin(x)y"),
        ("sin(x)*cos(x)", r"\sin x \cos x"),
        ("ln(2*x)", r"\ln 2x"),
        ("log(x, 2)", r"\log_{2}(x)"),
        ("max(x, y)", r"\max(x, y)"),
        ("abs(x)", r"\left|x\right|"),
        ("n!", r"n!"),
        ("binomial(n, 2)", r"\binom{n}{2}"),
        ("x_12 + v_max", r"x_{12} + v_{\mathrm{max}}"),
        ("mubar - betahat", r"\bar{\mu} - \hat{\beta}"),
        ("rate*x", r"\mathrm{rate}x"),
        ("2.5e-3", r"2.5 \times 10^{-3}"),
        ("25%", r"25\%"),
        ("0 < x <= 3", r"0 < x \le 3"),
        ("x = 1 or x = 2", r"x = 1 \text{ or } x = 2"),
        ("(-inf,2] union (3,5)", r"(-\infty, 2] \cup (3, 5)"),
        ("[[1,2],[3,4]]", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"),
        ("{}", r"\varnothing"),
        ("{x : x > 0}", r"\left\{x \mid x > 0\right\}"),
        ("no solution", r"\text{no solution}"),
    ],
)
def test_latex_as_a_mathematician_writes_it(text: str, written: str) -> None:
    assert latex(parse(text, names=NAMES, functions=FUNCTIONS)) == written


def test_numbers_made_by_programs_are_printed_too() -> None:
    assert ascii(Number(Fraction(-3, 8))) == "-3/8"
    assert ascii(Power(Number(Fraction(-2)), Number(Fraction(2)))) == "(-2)^2"
    assert ascii(Number(Fraction(3, 8))) == "0.375"
    assert latex(Sum((Name("x"), Number(Fraction(1, 3))))) == r"x + \frac{1}{3}"
