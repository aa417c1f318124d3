"""What a math field emits, and LaTeX typed by hand. The right column is the tree as ASCII."""

from __future__ import annotations

import pytest

from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.plain import ascii
from grader.typeset import latex

NAMES = ("x", "y", "z", "n", "k", "v", "A", "x_1", "x_max", "theta", "lambda_2", "xbar", "rate")


def read(text: str) -> str:
    return ascii(parse(text, names=NAMES, functions=("f",), syntax="latex"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (r"\frac{1}{2}x^{2}", "1/2*x^2"),
        (r"\dfrac{x+1}{y}", "(x + 1)/y"),
        (r"\frac12", "1/2"),
        (r"2\frac{1}{2}", "2 + 1/2"),  # a mixed number
        (r"2\frac12x", "(2 + 1/2)*x"),
        (r"2\frac{x}{2}", "2*(x/2)"),  # letters make it a product
        (r"\frac{\sin x}2", "sin(x)/2"),
        (r"\sqrt{2}", "sqrt(2)"),
        (r"\sqrt2x", "sqrt(2)*x"),
        (r"\sqrt[3]{x}", "root(x, 3)"),
        (r"\sqrt(x)y", "sqrt(x)*y"),
        (r"x^{-y}", "x^(-y)"),
        (r"e^{-\frac{x}{2}}", "e^(-x/2)"),
        (r"\exponentialE^{x}", "e^x"),
        (r"2\cdot x\times y", "2*x*y"),
        (r"x\div y", "x/y"),
        (r"x\pm\sqrt{2}", "x +/- sqrt(2)"),
        (r"2.5\times10^{-3}", "2.5e-3"),  # scientific notation
        (r"2\cdot10^{3}", "2*10^3"),
        (r"50\%", "50%"),
        (r"n!", "n!"),
        (r"\binom{n}{k}", "binomial(n, k)"),
        (r"\left(x+1\right)\left(x-1\right)", "(x + 1)*(x - 1)"),
        (r"\bigl(x+1\bigr)^2", "(x + 1)^2"),
        (r"\left[x+1\right]y", "(x + 1)*y"),
        (r"x\,y\;z\ x", "x*y*z*x"),
        (r"7\bmod3", "mod(7, 3)"),
    ],
)
def test_arithmetic(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (r"xy", "x*y"),
        (r"\theta x", "theta*x"),
        (r"\lambda_2", "lambda_2"),
        (r"\lambda_{2}", "lambda_2"),
        (r"x_{1}^{2}", "x_1^2"),
        (r"x_{\mathrm{max}}", "x_max"),
        (r"x_{\text{max}}", "x_max"),
        (r"\mathrm{rate}", "rate"),
        (r"\operatorname{rate}", "rate"),
        (r"\mathbf{x}", "x"),
        (r"\vec{v}", "v"),
        (r"\bar{x}", "xbar"),
        (r"\overline{y}", "conj(y)"),  # no ybar is declared
        (r"x\left(y\right)", "x*y"),
        (r"f\left(y\right)", "f(y)"),
        (r"A^{T}", "transpose(A)"),
        (r"A^\top A", "transpose(A)*A"),
        (r"2\pi\imaginaryI", "2*pi*i"),
    ],
)
def test_names(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (r"\sin x", "sin(x)"),
        (r"\sin\left(x\right)", "sin(x)"),
        (r"\sin2x", "sin(2*x)"),
        (r"\sin^{2}x", "sin(x)^2"),
        (r"\sin^{-1}x", "arcsin(x)"),
        (r"\sin x\cos y", "sin(x)*cos(y)"),
        (r"\ln\frac{x}{y}", "ln(x/y)"),
        (r"\log_{2}\left(8\right)", "log(8, 2)"),
        (r"\log_2 8", "log(8, 2)"),
        (r"\operatorname{arcsinh}(1)", "arsinh(1)"),
        (r"\max\left(1,2\right)", "max(1, 2)"),
        (r"\left|x\right|", "abs(x)"),
        (r"\lvert x\rvert\lvert y\rvert", "abs(x)*abs(y)"),
        (r"\left\lVert v\right\rVert", "norm(v)"),
        (r"\left\|v\right\|", "norm(v)"),
        (r"\lfloor x\rfloor", "floor(x)"),
        (r"\lnx", "ln(x)"),  # typed without the space
        (r"x\cdoty", "x*y"),
    ],
)
def test_functions(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (r"x\le3", "x <= 3"),
        (r"0<x\leq3", "0 < x <= 3"),
        (r"x\ne1", "x != 1"),
        (r"x=1\text{ or }x=2", "x = 1 or x = 2"),
        (r"x=\pm2", "x = +/-2"),
        (r"x\in\left[0,1\right)", "x in [0,1)"),
        (r"\left(-\infty,2\right]\cup\left(3,5\right)", "(-inf,2] union (3,5)"),
        (r"\mathbb{R}\setminus\left\{0\right\}", "(-inf,inf) setminus {0}"),
        (r"\left\lbrace1,2\right\rbrace", "{1,2}"),
        (r"{1,2}", "{1,2}"),  # typed without the backslashes
        (r"\varnothing", "{}"),
        (r"\begin{pmatrix}1 & 2\\ 3 & 4\end{pmatrix}", "[[1,2],[3,4]]"),
        (r"\left[\begin{matrix}1\\2\end{matrix}\right]", "[[1],[2]]"),
        (r"\left(\begin{array}{cc}1&2\\3&4\\\end{array}\right)", "[[1,2],[3,4]]"),
        (r"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "det([[1,2],[3,4]])"),
        (r"\left\{x\mid x>0\right\}", "{x : x > 0}"),
        (r"\text{no solution}", "no solution"),
    ],
)
def test_statements_and_bundles(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        (r"\frac{1}{}", "empty place", "{"),
        (r"\placeholder{}+1", "empty box", r"\placeholder"),
        (r"2\frac{3}{2}", "a sum or a product", r"\frac"),
        (r"2.5\frac{1}{2}", "a sum or a product", r"\frac"),
        (r"x^23", "braces", "23"),  # LaTeX sets it as x²3
        (r"\log_216", "braces", "216"),
        (r"\mu+1", "`mu` is not a name", r"\mu"),
        (r"x_{3}", "`x_3` is not a name", "x_{3}"),
        (r"\foo x", "not read", r"\foo"),
        (r"\int x", "Integrals", r"\int"),
        (r"90^\circ", "radians", r"\circ"),
        (r"\left(x+1", "never closed", r"\left("),
        (r"\begin{pmatrix}1&2\\3\end{pmatrix}", "Row 2", r"\begin{pmatrix}1&2\\3\end{pmatrix}"),
        (r"\input{/etc/passwd}", "no meaning", "p"),
        (r"\mathrm{foo}", "no meaning", r"\mathrm{foo}"),
        (r"\cos^2", "needs an argument", r"\cos"),
        ("x\\", "backslash", "\\"),
    ],
)
def test_a_refusal_names_the_place_and_a_remedy(text: str, words: str, marked: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        parse(text, names=NAMES, syntax="latex")
    assert words in caught.value.message
    assert text[caught.value.start : caught.value.end] == marked


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a_{n+1}", "a_{n + 1}"),
        ("a_n^{2}", "a_n^2"),
        (r"\frac{a_{n}}{a_{n-1}}", "a_n/a_{n - 1}"),
        ("b_{i,j}b_{ij}", "b_{i,j}*b_{i,j}"),
        ("a_{12}", "a_12"),
    ],
)
def test_terms_of_declared_sequences(text: str, tree: str) -> None:
    letters, sequences = ("i", "j", "n"), ("a", "b")
    node = parse(text, names=letters, functions=sequences, syntax="latex")
    assert ascii(node) == tree
    assert parse(tree, names=letters, functions=sequences) == node
    assert parse(latex(node), names=letters, functions=sequences, syntax="latex") == node
