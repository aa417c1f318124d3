"""The forms an exercise may ask for, each with what has it and what has not."""

from __future__ import annotations

import pytest

from grader.errors import BadKey
from grader.form import form_check, shortfall
from grader.parse import parse

NAMES = ("a", "b", "k", "x", "y")


def missing(form: str, text: str) -> str:
    """The words of the shortfall, "" when the answer is in the form."""
    short = shortfall(parse(text, names=NAMES), [form])
    return short.message if short else ""


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("expanded", "x^2 + 2x + 1"),
        ("expanded", "x^2 + x + x + 1"),  # multiplied out, though not collected
        ("expanded", "x/2 + 1/2"),
        ("expanded", "2 sin(x) + 1"),
        ("expanded", "7"),
        ("expanded", "[x^2 + x, 1]"),  # each entry
        ("factored", "(x - 1)(x + 1)"),
        ("factored", "-2(x + 1)^2"),
        ("factored", "x^2 + 1"),  # splits only over the complex numbers
        ("factored", "x^2 - 2"),  # splits only over the reals
        ("factored", "(x+1)/(x-1)"),
        ("factored", "(x/2 + 1)(x - 3)"),  # no whole coefficients, so no divisor is asked for
        ("factored", "(sin(x) - 1)(sin(x) + 1)"),
        ("factored", "x (x + y)"),
        ("factored", "5"),
        ("lowest terms", "3/4"),
        ("lowest terms", "-3/4"),
        ("lowest terms", "(-3)/4"),
        ("lowest terms", "x/(x + 1)"),
        ("lowest terms", "(2x + 1)/4"),
        ("lowest terms", "7"),
        ("single fraction", "(x + 1)/(x - 1)"),
        ("single fraction", "1/2 x"),
        ("single fraction", "x^2 + 1"),  # no fraction at all
        ("rationalised", "sqrt(2)/2"),
        ("rationalised", "(1 + sqrt(3))/(2 pi)"),
        ("partial fractions", "1/(x - 1) - 2/(x + 3)"),
        ("partial fractions", "x + 1 + 3/(2(x - 1)) + 1/(x - 1)^2"),
        ("partial fractions", "(2x + 1)/(x^2 + 1)"),
        ("completed square", "(x + 3)^2 - 4"),
        ("completed square", "-2(x - 1/2)^2 + 7"),
        ("completed square", "5 - (x - 1)^2/3"),
        ("completed square", "x^2 + 1"),  # h is 0
        ("completed square", "(x - 1)^2 + (y + 2)^2 - 3"),
        ("completed square", "(x + b/2)^2 - b^2/4"),  # b is a parameter
        ("simplified", "2x + 3"),
        ("simplified", "sqrt(2)/2"),
        ("simplified", "2 sqrt(3) x^2"),
        ("simplified", "(x + 1)(x + 2)"),
        ("simplified", "0.5 x"),
        ("2 decimal places", "3.14"),
        ("2 decimal places", "-0.50"),
        ("4 decimal places", "2.5e-3"),
        ("0 decimal places", "12"),
        ("3 significant figures", "3.14"),
        ("2 significant figures", "0.050"),
        ("2 significant figures", "1500"),
        ("4 significant figures", "1500"),
        ("3 significant figures", "1.50e3"),
        ("no sin", "cos(x)"),
        ("no decimals", "1/3"),
        ("no roots", "2^(1/2)"),
    ],
)
def test_is_in_the_form(form: str, text: str) -> None:
    assert missing(form, text) == ""


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("expanded", "(x + 1)^2", "power of a bracket"),
        ("expanded", "x(x + 2) + 1", "bracket to multiply out"),
        ("expanded", "x - (x + 1)", "bracket"),
        ("expanded", "-(x + 1)", "minus sign"),
        ("expanded", "(2x)^2", "power of a bracket"),
        ("expanded", "(x + 1)/2", "each term"),
        ("expanded", "[x^2, x(x+1)]", "bracket"),
        ("factored", "x^2 - 1", "product"),
        ("factored", "(x^2 - 1)(x + 2)", "factored further"),
        ("factored", "x^2 + x", "product"),
        ("factored", "2(2x + 2)", "common divisor"),
        ("factored", "x^2 + 2 x y + y^2", "product"),
        ("factored", "sin(x)^2 - 1", "product"),
        ("factored", "(x+1)(x-1) + 0", "product"),
        ("lowest terms", "6/8", "reduced"),
        ("lowest terms", "3/(-4)", "minus sign"),
        ("lowest terms", "4/1", "denominator of 1"),
        ("lowest terms", "0.75", "decimal"),
        ("lowest terms", "(x^2 - 1)/(x + 1)", "reduced"),
        ("lowest terms", "(2x + 2)/4", "reduced"),
        ("lowest terms", "(x/2)/(x + 1)", "inside a fraction"),
        ("single fraction", "1/x + 1", "one denominator"),
        ("single fraction", "1/(1 + 1/x)", "inside a fraction"),
        ("single fraction", "(1/x)/(x + 1)", "inside a fraction"),
        ("single fraction", "x^(-1)", "negative power"),
        ("single fraction", "(1/x)(1/y)", "Multiply"),
        ("rationalised", "1/sqrt(2)", "root in the denominator"),
        ("rationalised", "1/(1 + 3^(1/2))", "root in the denominator"),
        ("rationalised", "2^(-1/2)", "root in the denominator"),
        ("rationalised", "1/(1 + i)", "not real"),
        ("partial fractions", "1/(x^2 - 1)", "split further"),
        ("partial fractions", "x/(x - 1)", "degree"),
        ("partial fractions", "1/(x - 1) + 2/(x - 1)", "same denominator"),
        ("partial fractions", "1/((x - 1)(x + 2)) + 1", "split further"),
        ("completed square", "x^2 + 6x + 5", "only once"),
        ("completed square", "(x + 3)^2 + x - 4", "only once"),
        ("completed square", "x(x + 6)", "square"),
        ("completed square", "2x + 1", "no square"),
        ("completed square", "(x - 1)^2 + y^2 + y", "only once"),
        ("simplified", "2x + 3x", "like terms"),
        ("simplified", "x + 1 + 2", "add"),
        ("simplified", "2*3 x", "multiply"),
        ("simplified", "x*x", "one power"),
        ("simplified", "x^2 x", "one power"),
        ("simplified", "6/8 x", "reduced"),
        ("simplified", "sqrt(8)", "square"),
        ("simplified", "2^3 x", "power of a number"),
        ("simplified", "1x", "factor 1"),
        ("simplified", "x + 0", "zero"),
        ("simplified", "x^1", "exponent 1"),
        ("simplified", "-(-x)", "minus"),
        ("simplified", "ln(1) + x", "value"),
        ("simplified", "(x^2)^3", "power of a power"),
        ("2 decimal places", "3.1", "2 digits after the point, not 1"),
        ("1 decimal place", "22/7", "decimal number"),
        ("3 significant figures", "3.1416", "3 significant figures, not 5"),
        ("2 significant figures", "0.05", "2 significant figures, not 1"),
        ("no sin", "2 sin(x)", "without `sin`"),
        ("no tg", "tan(x)", "without `tan`"),
        ("no decimals", "0.5 x", "without decimals"),
        ("no roots", "sqrt(2)", "without roots"),
    ],
)
def test_says_why_it_is_not_in_the_form(form: str, text: str, words: str) -> None:
    assert words in missing(form, text)


def test_marks_the_part_that_falls_short() -> None:
    text = "x + (x+1)^2"
    short = shortfall(parse(text, names=NAMES), ["expanded"])
    assert short is not None and short.span is not None
    assert text[slice(*short.span)] == "(x+1)^2"


@pytest.mark.parametrize(
    "name", ["", "factorized", "no nonsense", "x decimal places", "0 significant figures"]
)
def test_refuses_a_form_it_does_not_know(name: str) -> None:
    with pytest.raises(BadKey, match="no form"):
        form_check(name)


@pytest.mark.parametrize(
    "text", ["x^100000 + 1", "(x + y + 1)^300 + 1", "x^(10^10) - x", "1/(x^900 - 1)"]
)
@pytest.mark.parametrize(
    "form", ["expanded", "factored", "lowest terms", "partial fractions", "simplified"]
)
def test_a_huge_answer_is_answered_all_the_same(form: str, text: str) -> None:
    missing(form, text)
