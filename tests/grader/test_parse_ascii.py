"""What people type, and how it is read. The right column is the tree as ASCII."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.errors import UnreadableAnswer
from grader.parse import Expect, parse
from grader.plain import ascii
from grader.signs import branches
from grader.tree import Interval, Name, Number, Product, Quotient, Row, Set, Sum, walk
from grader.typeset import latex

NAMES = ("x", "y", "n", "r", "t", "A", "x_1", "x_12", "v_max", "theta", "lambda", "rate", "xbar")


def read(text: str, *, expect: Expect = "any", decimal_comma: bool = False) -> str:
    node = parse(text, names=NAMES, functions=("f",), expect=expect, decimal_comma=decimal_comma)
    return ascii(node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2x^2+3sin x", "2*x^2 + 3*sin(x)"),
        ("1/2x", "1/2*x"),  # (1/2)x: what stands side by side binds like *
        ("1/(2x)", "1/(2*x)"),
        ("x/y n", "x/y*n"),
        ("e^(-x/2)", "e^(-x/2)"),
        ("sqrt(2)/2", "sqrt(2)/2"),
        ("sqrt2/2", "sqrt(2)/2"),  # a root takes just the next factor
        ("2^-3", "2^(-3)"),
        ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"),
        ("2^3^2", "2^(3^2)"),
        ("x**2", "x^2"),  # as in Python
        ("e^2x", "e^2*x"),
        ("x*-y", "x*(-y)"),
        ("--x", "-(-x)"),
        ("+x", "x"),
        ("n!", "n!"),
        ("2n!", "2*n!"),
        ("x^n!", "x^(n!)"),
        ("25%", "25%"),
        ("1e-3", "1e-3"),
        ("2e^x", "2*e^x"),  # no digits after the e
        (".5", "0.5"),
        ("3.", "3"),
        ("007", "7"),
        ("x ± 2", "x +/- 2"),
        ("x +/- 2", "x +/- 2"),
        ("7 mod 3", "mod(7, 3)"),
        ("x 3", "x*3"),
        ("2½", "2 + 1/2"),  # a mixed number
        ("3 - 2½", "3 - (2 + 1/2)"),
        ("-2½x", "-(2 + 1/2)*x"),
    ],
)
def test_arithmetic(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x(x+1)", "x*(x + 1)"),  # a name is no function
        ("f(x+1)", "f(x + 1)"),  # a declared function is
        ("pi(x+1)", "pi*(x + 1)"),
        ("xy", "x*y"),
        ("pir^2", "pi*r^2"),
        ("xsinx", "x*sin(x)"),
        ("rate t", "rate*t"),  # the longest declared name wins
        ("2lambda", "2*lambda"),
        ("2λ", "2*lambda"),
        ("x_1 + x_{12}", "x_1 + x_12"),
        ("x1", "x_1"),  # x_1 is declared, so x1 can only be that
        ("x₁", "x_1"),
        ("v_max", "v_max"),
        ("xbar", "xbar"),
        ("Pi", "pi"),
        ("SIN(x)", "sin(x)"),
        ("oo", "inf"),
        ("A^T A", "transpose(A)*A"),
    ],
)
def test_names(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("sin 2x", "sin(2*x)"),
        ("sin x/2", "sin(x/2)"),  # the whole product that follows
        ("cos 2*x", "cos(2*x)"),
        ("sin x + 1", "sin(x) + 1"),
        ("sin x cos x", "sin(x)*cos(x)"),  # up to the next function
        ("ln x/ln y", "ln(x)/ln(y)"),
        ("sin x(y)", "sin(x)*y"),  # up to a bracket beside it
        ("sin(x)y", "sin(x)*y"),
        ("sin(x)^2", "sin(x)^2"),
        ("sin^2 x", "sin(x)^2"),
        ("sin²x", "sin(x)^2"),
        ("sin^-1 x", "arcsin(x)"),
        ("sin -x", "sin(-x)"),
        ("ln ln x", "ln(ln(x))"),
        ("log_2 8", "log(8, 2)"),
        ("log10(x)", "log(x, 10)"),
        ("tg x", "tan(x)"),
        ("asinh(x)", "arsinh(x)"),
        ("sqrt[3]{x}", "root(x, 3)"),
        ("cbrt(x)", "root(x, 3)"),
        ("√2x", "sqrt(2)*x"),
        ("|x|", "abs(x)"),
        ("2|x|y", "2*abs(x)*y"),
        ("|x||y|", "abs(x)*abs(y)"),
        ("||x|-1|", "abs(abs(x) - 1)"),
        ("||(x,y)||", "norm((x,y))"),
        ("max(1,2,3)", "max(1, 2, 3)"),
    ],
)
def test_functions(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2−3", "2 - 3"),  # minus sign
        ("2×3·x", "2*3*x"),
        ("6÷2", "6/2"),
        ("x²⁺¹", "x^(2 + 1)"),
        ("½x", "1/2*x"),
        ("３ｘ＋１", "3*x + 1"),  # full width
        ("𝑥+1", "x + 1"),  # mathematical italic
        ("x\u200b+\u00a01", "x + 1"),  # zero-width and no-break spaces
        ("x≤∞", "x <= inf"),
        ("π/2", "pi/2"),
        ("θ", "theta"),
        (r"\frac{1}{2}x", "1/2*x"),  # LaTeX among typed text
        (r"2\pi x^10", "2*pi*x^10"),
        ("$x+1$", "x + 1"),
    ],
)
def test_odd_characters(text: str, tree: str) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x = 1 or x = -1", "x = 1 or x = -1"),
        ("0 < x <= 3", "0 < x <= 3"),
        ("x=1, y=2", "x = 1, y = 2"),
        ("x<>1", "x != 1"),
        ("x ≈ 3.14", "x ~= 3.14"),
        ("x in [1,2)", "x in [1,2)"),
        ("1, 2, 3", "1, 2, 3"),
        ("[1,2]", "[1,2]"),
        ("[[1,2],[3,4]]", "[[1,2],[3,4]]"),
        ("[1,2;3,4]", "[[1,2],[3,4]]"),
        ("[1,2],[3,4]", "[1,2], [3,4]"),
        ("{1,2}", "{1,2}"),
        ("{}", "{}"),
        ("∅", "{}"),
        ("empty set", "{}"),
        ("[0,1)", "[0,1)"),
        ("(-inf,2] ∪ (3,5)", "(-inf,2] union (3,5)"),
        ("ℝ \\ {0}", "(-inf,inf) setminus {0}"),
        ("all real numbers", "(-inf,inf)"),
        ("{x : x > 0}", "{x : x > 0}"),
        ("{x | |x| < 1}", "{x : abs(x) < 1}"),
        ("[x+1](x-1)", "(x + 1)*(x - 1)"),  # square brackets beside a factor only group
        ("No solution.", "no solution"),
        ("DNE", "does not exist"),
    ],
)
def test_statements_and_bundles(text: str, tree: str) -> None:
    assert read(text) == tree


def test_a_pair_is_an_interval_where_one_is_expected() -> None:
    assert isinstance(parse("(1,2)"), Row)
    assert parse("(1,2)", expect="interval") == Interval(
        parse("1"), parse("2"), low_closed=False, high_closed=False
    )


def test_square_brackets_only_group_where_an_expression_is_expected() -> None:
    assert isinstance(parse("[x+1]", names="x"), Row)
    assert read("[x+1]", expect="expression") == "x + 1"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),  # the point is understood too
        ("1,5; 2", "1.5, 2"),
        ("1, 2", "1, 2"),  # a comma and a space separate
        ("[1,5; 2]", "[1.5,2]"),  # a semicolon separates items, not rows
    ],
)
def test_decimal_comma(text: str, tree: str) -> None:
    assert read(text, decimal_comma=True) == tree


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("k + 1", "`k` has no meaning", "k"),
        ("X + 1", "Did you mean x?", "X"),
        ("E", "Did you mean e?", "E"),
        ("sine(x)", "Did you mean sin?", "sine"),
        ("print(1)", "not a function", "print"),
        ("x_3", "`x_3` is not a name", "x_3"),
        ("2 3", "write 2*3", "3"),
        ("1/2 3", "side by side", "3"),
        ("x^2½", "a sum or a product", "½"),
        ("2½^2", "a sum or a product", "½"),
        ("x2", "x*2, x^2 or x_2", "2"),
        ("1,000", "without it", "1,000"),
        ("10 000", "without a space", "000"),
        ("1.2.3", "two decimal points", "1.2."),
        ("3.[3]", "Repeating decimals", "3.["),
        ("x +", "breaks off", "+"),
        ("* x", "missing before `*`", "*"),
        ("(x", "never closed", "("),
        ("x)", "never opened", ")"),
        ("()", "nothing between", ")"),
        ("[x}", "does not match", "}"),
        ("|x", "never closed", "|"),
        ("sin", "needs an argument", "sin"),
        ("sin(x, y)", "takes 1 argument, not 2", "sin"),
        ("ln^-1 x", "1/ln", "ln"),
        ("[[1,2],[3]]", "Row 2 has 1", "[[1,2],[3]]"),
        ("x => 3", ">=", "=>"),
        ("n!!", "(n!)!", "!!"),
        ("x % 2", "per cent", "%"),
        ("2 or 3", "comma", "or"),
        ("90°", "radians", "°"),
        ("𝘦𝘷𝘢𝘭(1)", "`eval` is not a function", "𝘦𝘷𝘢𝘭"),
        ("а+1", "cyrillic small letter a", "а"),
        ("x\u202e+1", "right-to-left override", "\u202e"),
        ("x\u0301", "combining acute", "\u0301"),
    ],
)
def test_a_refusal_names_the_place_and_a_remedy(text: str, words: str, marked: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        parse(text, names=NAMES)
    assert words in caught.value.message
    assert text[caught.value.start : caught.value.end] == marked


def test_declared_names_win_over_constants() -> None:
    assert parse("e", names=["e"]) == Name("e")
    assert parse("pi", names=["pi"]) == Name("pi")
    assert parse("gamma", names=["gamma"]) == Name("gamma")


def test_constants_are_there_only_where_the_exercise_allows_them() -> None:
    with pytest.raises(UnreadableAnswer, match="`i` has no meaning"):
        parse("2i", constants=("pi", "e"))


def test_every_node_remembers_where_it_stood() -> None:
    text = "2*(x+1)/3"
    spans = {type(part): part.span or (0, 0) for part in walk(parse(text, names=["x"]))}
    assert spans[Quotient] == (0, len(text))
    assert text[slice(*spans[Product])] == "2*(x+1)"
    assert text[slice(*spans[Sum])] == "(x+1)", "with the brackets that are its own"


def test_places_and_spelling_do_not_count_in_comparisons() -> None:
    assert parse(" 0.50 ") == parse(".5") == Number(Fraction(1, 2))
    assert parse("(1,2)") == parse("[1,2]")
    assert parse("{1}") == Set((parse("1"),))


def test_plus_minus_has_two_readings() -> None:
    assert [ascii(node) for node in branches(parse("x ± y ∓ 1", names="xy"))] == [
        "(x + y) - 1",
        "(x - y) + 1",
    ]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a_n + a_(n-1)", "a_n + a_{n - 1}"),
        ("a_{1+n}", "a_{1 + n}"),
        ("2a_n^2", "2*a_n^2"),
        ("a_n(n+1)", "a_n*(n + 1)"),
        ("b_{ij}", "b_{i,j}"),
        ("b_{2n}", "b_{2*n}"),
        ("aₙ", "a_n"),
        ("a_{a_1}", "a_{a_1}"),
    ],
)
def test_terms_of_declared_sequences(text: str, tree: str) -> None:
    letters, sequences = ("i", "j", "n"), ("a", "b")
    node = parse(text, names=letters, functions=sequences)
    assert ascii(node) == tree
    assert parse(tree, names=letters, functions=sequences) == node
    assert parse(latex(node), names=letters, functions=sequences, syntax="latex") == node
