"""Hostile answers: nothing is executed, nothing hangs, each is read or refused at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UnreadableAnswer
from grader.parse import Syntax, parse
from tests.grader.work import calls_made

NAMES = ("x", "y", "n")
SYNTAXES: list[Syntax] = ["ascii", "latex"]
MOST_CALLS = 200_000  # some three times what the longest text takes


def attempt(text: str, syntax: Syntax) -> str:
    """ "read", or the words of the refusal; anything else that is raised fails the test."""
    try:
        parse(text, names=NAMES, syntax=syntax)
    except UnreadableAnswer as refusal:
        assert refusal.message and 0 <= refusal.start <= refusal.end <= max(len(text), 1) + 1
        return refusal.message
    return "read"


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "eval(x)",
        "exec(x)",
        "open(x)",
        "x.__class__",
        "().__class__.__bases__[0]",
        "lambda: x",
        "(x := 1)",
        "[x for x in y]",
        "x if y else n",
        "{}.format(x)",
        "f'{x}'",
        "{% load x %}",
        "${x}",
        "x; import os",
        "x\n__import__('os')",
        "x#comment",
        "0x10",
        "1_000",
        r"\input{/etc/passwd}",
        r"\def\a{\a}\a",
        r"\write18{id}",
        r"\csname x\endcsname",
        r"\href{javascript:x}{y}",
        "<script>x</script>",
        "x\x00",
        "\u202ex+1\u202c",
        "x\u0301",
        "\ud800",
        "\U0001d455",  # a hole among the mathematical letters
        "😀",
    ],
)
def test_what_is_no_mathematics_is_refused(text: str, syntax: Syntax) -> None:
    assert attempt(text, syntax) != "read"


@pytest.mark.parametrize(
    "text",
    [
        "9^9^9^9^9",
        "factorial(10^9)",
        "(10^9)!",
        "10^(10^8)",
        "(x+1)^100000",
        "(x+y+n)^300",
        "binomial(10^9, 5*10^8)",
        "gamma(10^8)",
        "2^(2^(2^(2^(2^2))))",
        "1e400",
        "9" * 60,
    ],
)
def test_what_is_large_is_read_and_not_worked_out(text: str) -> None:
    assert attempt(text, "ascii") == "read"


@pytest.mark.parametrize(
    "text",
    [
        "1e1000000",
        "0.1e-999999999",
        "1e" + "0" * 50 + "999",
        "9" * 61,
        "0." + "0" * 1000,
        "9" * 1_000_000,
        "x" * 2001,
        "x" * 2000,
        "(" * 2000,
        "(" * 500 + "x" + ")" * 500,
        "-" * 1999 + "x",
        "|" * 2000,
        "||" * 999 + "x",
        "[" * 1000 + "]" * 1000,
        "{" * 2000,
        "x^" * 999 + "x",
        "x/" * 999 + "x",
        "x!" * 2 + "!" * 1900,
        "sin " * 400 + "x",
        "log_" * 400 + "x",
        "sqrt(" * 300 + "x",
        "½" * 2000,
        "²" * 2000,
        r"\frac" * 300,
        r"\frac{" * 300,
        r"\bar" * 400,
        r"\sqrt" * 300 + "x",
        r"\left(" * 300,
        r"\begin{matrix}" * 100,
        "x_{" * 600,
        r"\text{" * 300,
    ],
)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_is_long_or_deep_is_refused_at_once(text: str, syntax: Syntax) -> None:
    said: list[str] = []
    work = calls_made(lambda: said.append(attempt(text, syntax)))
    assert said != ["read"]
    assert work < MOST_CALLS


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.sampled_from(SYNTAXES))
def test_any_text_at_all_is_read_or_refused(text: str, syntax: Syntax) -> None:
    attempt(text, syntax)


_SCRAPS = [
    "x",
    "y",
    "2",
    "3.5",
    "+",
    "-",
    "*",
    "/",
    "^",
    "_",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    "||",
]
_SCRAPS += [
    "sin",
    "ln ",
    "log_",
    "=",
    "<",
    ",",
    ";",
    "!",
    "%",
    " ",
    "'",
    "½",
    "²",
    " or ",
    " in ",
    "e",
]
_SCRAPS += [
    "\\frac",
    "\\sqrt",
    "\\left",
    "\\right",
    "\\pm ",
    "\\cdot ",
    "\\begin{matrix}",
    "&",
    "\\\\",
]
_SCRAPS += ["\\end{matrix}", "\\bar", "\\mathrm", "\\times10^", "\\{", "\\}", "\\mid ", "\\text"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(_SCRAPS), max_size=14).map("".join), st.sampled_from(SYNTAXES))
def test_any_scraps_of_mathematics_are_read_or_refused(text: str, syntax: Syntax) -> None:
    attempt(text, syntax)
