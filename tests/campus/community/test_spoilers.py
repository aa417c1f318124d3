"""What gives the answer to a variant away, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from campus.community.formulas import MOST, formulas_in, words_of
from campus.community.spoilers import spoilers


def variant(value: str, *names: str, statement: str = "What is 34 + 4?") -> dict[str, Any]:
    return {
        "statement": [{"html": f"<p>{statement}</p>"}, {"blank": "m"}],
        "blanks": [{"name": "m", "kind": "exact", "label": "", "vars": list(names)}],
        "grading": {"blanks": [{"name": "m", "kind": "exact", "key": {"value": value}}]},
    }


@pytest.mark.parametrize(
    ("key", "names", "text", "place"),
    [
        ("sqrt(2)/2", (), r"is it $1/\sqrt2$?", r"1/\sqrt2"),  # another spelling of the key
        ("2*x + 1", ("x",), "$f'(x) = 1 + 2x$", "1 + 2x"),  # behind an equals sign
        ("7", (), "the answer is 7", "7"),  # a small number, said to be the answer
        ("7", (), "I get $3 + 4 = 7$", "7"),
        ("3.14159", (), "roughly 3.14", "3.14"),  # rounded
        ("123", (), "123 it must be", "123"),  # a number of its own, without a formula
        ("[[1, 2], [3, 4]]", (), r"$\begin{pmatrix}1&2\\3&4\end{pmatrix}$", r"\begin{pmatrix}"),
        ("(1/3, 2/3)", (), "`(1/3, 2/3)` says NumPy", "(1/3, 2/3)"),  # between backticks
    ],
)
def test_a_key_is_found_in_any_spelling(
    key: str, names: tuple[str, ...], text: str, place: str
) -> None:
    found = spoilers(variant(key, *names), text)
    assert [one for one in found if one.startswith(place)]


@pytest.mark.parametrize(
    ("key", "names", "text"),
    [
        ("7", (), "I added 7 of them"),  # a small number stands in many texts
        ("34", (), "why is there a 34"),  # it stands in the statement
        ("3.14159", (), "roughly 3.2"),
        ("2*x + 1", ("x",), "is it $2x - 1$?"),
        ("2*x + 1", ("x",), "$$\\frac{$$ and $\\"),  # cannot be read
        ("(1, 2)", (), "$(1, 2, 3)$"),
    ],
)
def test_other_texts_give_nothing_away(key: str, names: tuple[str, ...], text: str) -> None:
    assert spoilers(variant(key, *names), text) == []


PROGRAM = {
    "statement": [{"html": "<p>Write it.</p>"}],
    "blanks": [{"name": "p", "kind": "code", "label": ""}],
    "grading": {
        "blanks": [
            {
                "name": "p",
                "kind": "code",
                "key": {
                    "starter": "def step(x):\n    pass\n",
                    "visible": "assert step(1.0) == 0.5\n",
                    "hidden": "assert abs(step(-40.0) - 1.25) < 1e-9\n",
                    "reference": "def step(x):\n"
                    "    total = x * x + 1\n    half = total / 2\n    return half - 0.5\n",
                },
            }
        ]
    },
}


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("```\ntotal = x * x + 1\n  half = total / 2\nreturn half - 0.5\n```", True),
        (
            "try\n`assert abs(step(-40.0) - 1.25) < 1e-9`",
            True,
        ),
        ("```\ndef step(x):\n    half = total / 2\n```", False),  # one line is anybody's
        ("assert step(1.0) == 0.5", False),  # everybody sees this test
    ],
)
def test_lines_of_a_program_are_found_whatever_their_indentation(text: str, caught: bool) -> None:
    assert bool(spoilers(PROGRAM, text)) is caught


def test_a_formula_has_one_word_however_it_is_written() -> None:
    assert words_of("x(x+2)") == words_of("x^2 + 2x")
    assert words_of("x^2") != words_of("x^3")
    assert words_of(r"\{1, 2\}") == words_of(r"\{2, 1\}")


def test_a_flood_of_formulas_is_read_to_a_bound() -> None:
    assert len(formulas_in("$x$ " * 10_000)) == MOST
