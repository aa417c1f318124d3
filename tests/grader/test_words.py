"""Near misses: each slip gets its own words, and no word gives the answer away."""

from __future__ import annotations

from typing import Any

import pytest

from grader.grade import grade
from grader.request import GradingRequest
from grader.verdict import Verdict


def verdict(kind: str, answer: str, **key: Any) -> Verdict:
    blank = {"name": "a", "kind": kind, "key": key}
    request = {"seed": "words", "answers": {"a": answer}, "blanks": [blank]}
    return grade(GradingRequest.from_json(request)).verdicts["a"]


@pytest.mark.parametrize(
    ("kind", "value", "answer", "tag"),
    [
        ("exact", "7/3", "-7/3", "sign"),
        ("exact", "7/3", "3/7", "reciprocal"),
        ("exact", "1/3", "0.333", "rounded"),
        ("exact", "sqrt(3)", "3", "square"),
        ("exact", "9", "3", "root"),
        ("exact", "12", "24", "factor-two"),
        ("exact", "3/16", "13/16", "complement"),
        ("exact", "sin(1)", "2", ""),  # nothing near: no words
        ("number", "0.1587", "15.87", "power-of-ten"),
        ("number", "0.1587", "0.1605", "close"),
        ("number", "0.5236", "30", "degrees"),
        ("number", "0.3010", "0.6931", "log-base"),
        ("expr", "3x^2 + 2x + 1", "-3x^2 - 2x - 1", "sign"),
        ("expr", "3x^2 + 2x + 1", "6x^2 + 4x + 2", "factor"),
        ("expr", "3x^2 + 2x + 1", "3x^2 + 2x", "constant"),
        ("expr", "3x^2 + 2x + 1", "3x^2 - 2x + 1", "term-sign"),
        ("expr", "3x^2 + 2x + x^3 + 1", "3x^2 - 2x + x^3 + 1", "term-sign"),
        ("expr", "3x^2 + 2x + 1", "5x^2 + 2x + 1", "term-factor"),
        ("expr", "3x^2 + 2x + 1", "3x^2 + 1", "term-missing"),
        ("expr", "x/(x + 1)", "(x + 1)/x", "reciprocal"),
        ("expr", "e^(-x)", "e^x", "reciprocal"),
        ("expr", "sin(2x + 1)", "sin(1 - 2x)", "inner-sign"),
        ("vector", "[1, -2, 3]", "[-1, 2, -3]", "sign"),
        ("vector", "[1, -2, 3]", "[2, -4, 6]", "scale"),
        ("vector", "[1, -2, 3]", "[3, -2, 1]", "order"),
        ("vector", "[1, -2, 3]", "[1, -2, 4]", "one-entry"),
        ("vec-sign", "[3/5, 4/5]", "[3, 4]", "scale"),
        ("matrix", "[[1, 2], [3, 4]]", "[[1, 3], [2, 4]]", "transposed"),
        ("matrix", "[[1, 2], [3, 4]]", "[[3, 4], [1, 2]]", "rows"),
        ("matrix", "[[1, 2], [3, 4]]", "[[2, 1], [4, 3]]", "columns"),
        ("matrix", "[[1, 2], [3, 4]]", "[[1, 2], [3, 5]]", "one-entry"),
        ("set", "{1, 2, 3}", "{1, 2}", "missing"),
        ("set", "{1, 2}", "{1, 2, 3}", "extra"),
        ("set", "{1, 2, 4}", "{-1, -2, -4}", "negated"),
        ("interval", "[0, 1)", "[0, 1]", "brackets"),
        ("interval", "[0, 1) union (2, 3)", "[0, 1)", "pieces"),
        ("inequality", "x > 3", "x < 3", "turned"),
        ("inequality", "x > 3", "x >= 3", "boundary"),
        ("equation", "y = 2x + 1", "y = 2x - 1", "term-sign"),
        ("antiderivative", "x^2 + 3x", "x^2 - 3x + C", "term-sign"),
    ],
)
def test_a_slip_gets_its_own_words(kind: str, value: str, answer: str, tag: str) -> None:
    found = verdict(kind, answer, value=value)
    assert (found.outcome, found.tag) == ("wrong", tag)
    assert bool(found.feedback) is bool(tag)


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        ("exact", "17/3", "-17/3"),
        ("number", "0.1587", "15.87"),
        ("expr", "37x^2 + 23x", "37x^2 - 23x"),
        ("vector", "[17, -23]", "[-17, 23]"),
        ("set", "{17, 23}", "{17}"),
    ],
)
def test_the_words_never_hold_the_right_value(kind: str, value: str, answer: str) -> None:
    words = verdict(kind, answer, value=value).feedback
    assert words
    assert not any(number in words for number in ("17", "23", "37", "0.1587"))


def test_a_right_answer_gets_no_words() -> None:
    assert verdict("expr", "1 - cos(x)^2", value="sin(x)^2").feedback == ""


def test_a_counter_example_is_shown_only_where_the_author_allows_it() -> None:
    assert verdict("expr", "x^2", value="2x").counter_example == ""
    shown = verdict("expr", "x^2 + 1", value="2x", counter_example=True).counter_example
    assert shown == "At $x = 2$ your expression is $5$; that is not right."


def test_a_counter_example_keeps_to_the_domain() -> None:
    key = {"value": "p^2", "domain": {"p": "(0, 1)"}, "counter_example": True}
    assert "p = 1/2" in verdict("expr", "p", **key).counter_example


def test_a_narrower_domain_is_wrong_only_where_the_key_asks_for_the_same_one() -> None:
    assert verdict("expr", "sqrt(x)^2", value="x").outcome == "right"
    strict = verdict("expr", "sqrt(x)^2", value="x", same_domain=True)
    assert (strict.outcome, strict.tag) == ("wrong", "domain-narrower")
