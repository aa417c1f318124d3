"""Every answer kind: what it accepts, what it does not, what it refuses to read."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import BadKey
from grader.kinds import KINDS
from tests.grader.judging import outcome, verdict_on

EXAMPLES = [
    (kind.name, text, right)
    for kind in KINDS.values()
    for right, texts in ((True, kind.example.right), (False, kind.example.wrong))
    for text in texts
]


@pytest.mark.parametrize(("kind", "text", "right"), EXAMPLES)
def test_the_examples_of_the_reference_hold(kind: str, text: str, right: bool) -> None:
    assert (outcome(kind, text, **KINDS[kind].example.key) == "right") is right


ROWS: list[tuple[str, dict[str, Any], str, str]] = [
    # number: absolute, relative, digits, places, condition
    ("number", {"value": "2", "tol": 0.1}, "2.1", "right"),  # the bound itself is close enough
    ("number", {"value": "2", "tol": 0.1}, "2.1000001", "wrong"),
    ("number", {"value": "2000", "rtol": 0.01}, "2019", "right"),
    ("number", {"value": "2000", "rtol": 0.01}, "2021", "wrong"),
    ("number", {"value": "pi", "digits": 3}, "3.14", "right"),
    ("number", {"value": "pi", "digits": 3}, "3.15", "wrong"),
    ("number", {"value": "2/3", "places": 2}, "0.67", "right"),
    ("number", {"value": "2/3", "places": 2}, "0.66", "wrong"),  # cut off, not rounded
    ("number", {"value": "100", "rtol": 0.001, "condition": 20}, "101.9", "right"),
    ("number", {"value": "0.5"}, "50%", "right"),
    ("number", {"value": "0.5"}, "sqrt(1/4)", "right"),
    ("number", {"value": "7425000"}, "7,425,000", "right"),
    ("number", {"value": "0.5", "decimal_comma": True}, "0,5", "right"),
    ("number", {"value": "inf"}, "inf", "right"),
    ("number", {"value": "inf"}, "10^100", "wrong"),
    ("number", {"value": "1"}, "i", "wrong"),
    ("number", {"value": "1"}, "x", "unreadable"),
    ("number", {"value": "1"}, "1/0", "unreadable"),
    ("number", {"value": "1"}, "9^9^9^9", "unreadable"),
    # exact
    ("exact", {"value": "1/3"}, "0.3333333333333333", "wrong"),
    ("exact", {"value": "1/2"}, "0.5", "right"),
    ("exact", {"value": "2^(1/2)"}, "2/sqrt(2)", "right"),
    ("exact", {"value": "3/4", "form": "lowest terms"}, "6/8", "wrong"),
    # expr
    ("expr", {"value": "x^2 - 1", "form": "factored"}, "(x - 1)(x + 1)", "right"),
    ("expr", {"value": "x^2 - 1", "form": "factored"}, "x^2 - 1", "wrong"),
    ("expr", {"value": "x^2 - 1", "form": "factored", "form_share": 0.5}, "x^2 - 1", "partial"),
    ("expr", {"value": "-1.709975946"}, "(-5)^(1/3)", "right"),  # ten digits: a rounded value
    ("expr", {"value": "0.5"}, "0.51", "wrong"),
    ("expr", {"value": "2x"}, "[2x]", "right"),
    ("expr", {"value": "2x"}, "{2x}", "unreadable"),
    ("expr", {"value": "f(x) + 1", "vars": "x", "functions": "f"}, "1 + f(x)", "right"),
    # poly
    ("poly", {"value": "x^2 + 1"}, "sin(x)", "unreadable"),
    ("poly", {"value": "x^2 - 1", "up_to": "sign"}, "1 - x^2", "right"),
    ("poly", {"value": "x^2 - 1"}, "1 - x^2", "wrong"),
    ("poly", {"value": "x^2 - 1", "up_to": "factor"}, "3x^2 - 3", "right"),
    ("poly", {"value": "x^2 - 1", "up_to": "factor"}, "0", "wrong"),
    # equation
    ("equation", {"value": "y = 2x - 5"}, "(y + 5)/x = 2", "right"),
    ("equation", {"value": "y = 2x - 5"}, "x(y - 2x + 5) = 0", "wrong"),  # x = 0 is new
    ("equation", {"value": "y = 2x - 5", "solved_for": "y"}, "2x - y = 5", "wrong"),
    ("equation", {"value": "y = 2x - 5"}, "y > 2x - 5", "unreadable"),
    ("equation", {"value": "x^2 = 4"}, "x^2 - 4 = 0", "right"),
    ("equation", {"value": "x^2 = 4", "same_solutions": True}, "(x^2 + 1)(x^2 - 4) = 0", "right"),
    ("equation", {"value": "f(2) = 1", "functions": "f"}, "f(3) = 1", "wrong"),
    ("equation", {"value": "x = 1"}, "1 = 1", "wrong"),
    # inequality
    ("inequality", {"value": "|x| < 3"}, "-3 < x < 3", "right"),
    ("inequality", {"value": "x^2 <= 4"}, "-2 <= x and x <= 2", "right"),
    ("inequality", {"value": "x^2 > 4"}, "x < -2 or x > 2", "right"),
    ("inequality", {"value": "x^2 > 4"}, "x > 2", "wrong"),
    ("inequality", {"value": "a + b < c"}, "c - a > b", "right"),
    ("inequality", {"value": "a + b < c"}, "c - a < b", "wrong"),
    ("inequality", {"value": "x^2 < 2"}, "-sqrt(2) < x < sqrt(2)", "right"),
    ("inequality", {"value": "x^2 < 2"}, "-1.4142 < x < 1.4142", "wrong"),
    ("inequality", {"value": "x^2 > 4", "domain": "positive"}, "x > 2", "right"),
    ("inequality", {"value": "1/x > 2"}, "2 < 1/x", "right"),
    ("inequality", {"value": "1/x > 2"}, "x < 1/2", "wrong"),
    ("inequality", {"value": "e^x > 1"}, "x > 0", "right"),
    ("inequality", {"value": "x + e^x > 1"}, "x > 0", "undecided"),  # true, and beyond our proofs
    ("inequality", {"value": "x < 1/3"}, "3x < 1", "right"),
    ("inequality", {"value": "x < 1/3"}, "x < 0.3333", "wrong"),
    # set
    ("set", {"value": "{-2, 2}"}, "±2", "right"),
    ("set", {"value": "{-2, 2}", "vars": "x"}, "x = ±2", "right"),
    ("set", {"value": "{}"}, "no solution", "right"),
    ("set", {"value": "{1, 2}"}, "{1, 2, 2}", "right"),
    ("set", {"value": "{1, 2}", "repeats": True}, "{1, 2, 2}", "wrong"),
    ("set", {"value": "{1, 2, 3, 4}", "partial": True}, "{1, 2}", "partial"),
    ("set", {"value": "{sqrt(2), 1/2}"}, "{0.5, 2/sqrt(2)}", "right"),
    ("set", {"value": "{(1, 2), (3, 4)}"}, "(3, 4), (1, 2)", "right"),
    ("set", {"value": "{(1, 2), (3, 4)}"}, "(2, 1), (3, 4)", "wrong"),
    ("set", {"value": "{1, 2}", "tol": 0.01}, "{2.001, 0.999}", "right"),
    # interval
    ("interval", {"value": "R \\ {0}"}, "(-inf, 0) union (0, inf)", "right"),
    ("interval", {"value": "[0, 2]"}, "[0, 1] union [1, 2]", "right"),
    ("interval", {"value": "[0, 2]"}, "[0, 1) union (1, 2]", "wrong"),
    ("interval", {"value": "{}"}, "no solution", "right"),
    ("interval", {"value": "[0, sqrt(2)]"}, "[0, 2/sqrt(2)]", "right"),
    ("interval", {"value": "[0, 1)", "ends_only": True}, "(0, 1)", "right"),
    ("interval", {"value": "[2, inf)", "vars": "x"}, "x >= 2", "right"),
    ("interval", {"value": "[2, inf)"}, "1/0", "unreadable"),
    # bundles
    ("vector", {"value": "[1, 2]"}, "(1, 2)", "right"),
    ("vector", {"value": "[1, 2]"}, "[1, 2, 3]", "unreadable"),
    ("vector", {"value": "[1, 2, 3, 4]", "partial": True}, "[1, 2, 3, 5]", "partial"),
    ("vector", {"value": "[x, 2x]"}, "[x, x + x]", "right"),
    ("vector", {"value": "[1, 2]", "tol": 0.01}, "[1.001, 2]", "right"),
    ("matrix", {"value": "[[1, 2], [3, 4]]"}, "[[1, 2, 3]]", "unreadable"),
    ("vec-scale", {"value": "[1, 2]", "direction": "ray"}, "[-1, -2]", "wrong"),
    ("vec-scale", {"value": "[1, 2]", "direction": "ray"}, "[3, 6]", "right"),
    ("vec-scale", {"value": "[1, 0, 2]"}, "[2, 0.001, 4]", "wrong"),
    ("vec-scale", {"value": "[1, 2]", "tol": 0.01}, "[0.447, 0.894]", "right"),
    ("vec-scale", {"value": "[1, sqrt(2)]"}, "[sqrt(2), 2]", "right"),
    ("list", {"value": "1, 2, 3", "any_order": True}, "3, 1, 2", "right"),
    ("list", {"value": "1, 2, 3"}, "1, 2", "wrong"),
    # spaces
    ("basis", {"value": "[1, 0], [0, 1]"}, "[[3, 1], [1, 1]]", "right"),
    ("basis", {"value": "[1, sqrt(2)]"}, "[sqrt(2), 2]", "right"),
    ("basis", {"value": "[1, 2, 3]"}, "[1, 2]", "unreadable"),
    ("basis", {"value": "{}"}, "{}", "right"),
    ("orthonormal-basis", {"value": "[1, 1], [0, 1]"}, "[3/5, 4/5], [-4/5, 3/5]", "right"),
    ("orthonormal-basis", {"value": "[1, 1], [0, 1]"}, "[3/5, 4/5], [4/5, 3/5]", "wrong"),
    # factorisations
    ("factorisation", {"of": "[[4, 2], [2, 2]]", "into": "cholesky"}, "[[2, 0], [1, 1]]", "right"),
    ("factorisation", {"of": "[[4, 2], [2, 2]]", "into": "cholesky"}, "[[-2, 0], [-1, 1]]",
     "wrong"),  # -2 on the diagonal
    ("factorisation", {"of": "[[0, 1], [2, 3]]", "into": "plu"},
     "[[0, 1], [1, 0]], [[1, 0], [0, 1]], [[2, 3], [0, 1]]", "right"),
    ("factorisation", {"of": "[[3, 1], [4, 2]]", "into": "qr"},
     "[[3/5, -4/5], [4/5, 3/5]], [[5, 11/5], [0, 2/5]]", "right"),
    ("factorisation", {"of": "[[2, 1], [1, 2]]", "into": "pdp"},
     "[[1, 1], [1, -1]], [[3, 0], [0, 1]]", "right"),
    ("factorisation", {"of": "[[2, 1], [1, 2]]", "into": "pdp"},
     "[[2, 5], [-2, 5]], [[1, 0], [0, 3]]", "right"),  # other scale, other order
    ("factorisation", {"of": "[[2, 1], [1, 2]]", "into": "pdp"},
     "[[1, 1], [1, 1]], [[3, 0], [0, 3]]", "wrong"),  # A P = P D, but P is singular
    ("factorisation", {"of": "[[2, 1], [1, 2]]", "into": "qdq"},
     "[[1/sqrt(2), 1/sqrt(2)], [1/sqrt(2), -1/sqrt(2)]], [[3, 0], [0, 1]]", "right"),
    ("factorisation", {"of": "[[2, 1], [1, 2]]", "into": "qdq"},
     "[[1, 1], [1, -1]], [[3, 0], [0, 1]]", "wrong"),
    ("factorisation", {"of": "[[3, 0], [0, -2]]", "into": "svd"},
     "[[1, 0], [0, -1]], [[3, 0], [0, 2]], [[1, 0], [0, 1]]", "right"),
    ("factorisation", {"of": "[[3, 0], [0, -2]]", "into": "svd"},
     "[[1, 0], [0, 1]], [[3, 0], [0, -2]], [[1, 0], [0, 1]]", "wrong"),
    ("factorisation", {"of": "[[2, 1], [4, 5]]", "into": "lu"}, "[[1, 0], [2, 1]]", "unreadable"),
    ("blanks", {"value": "2, 3"}, "2, 3", "right"),
    ("blanks", {"value": "1, 6", "gaps": "a, b", "factors": "[[a]], [[b]]", "product": "[[6]]"},
     "2, 3", "right"),  # any filling with the right product
    # choices
    ("mc", {"value": "b", "options": ["a", "b"]}, "c", "unreadable"),
    ("ms", {"value": "none", "options": ["a", "b"]}, "none", "right"),
    ("ms", {"value": "none", "options": ["a", "b"]}, "a", "wrong"),
    ("ms", {"value": "a,b", "options": ["a", "b", "c"]}, "a,c", "wrong"),  # 1 right - 1 wrong
    ("order", {"value": "a,b,c", "partial": True}, "a,c,b", "partial"),
    ("order", {"value": "a,b,c"}, "a,a,b", "unreadable"),
    ("match", {"value": "1-b,2-a", "partial": False}, "1-b,2-b", "wrong"),
    ("match", {"value": "1-b,2-a"}, "1:b", "unreadable"),
    # tables and plots
    ("table", {"value": "[[1, -], [3, 4]]"}, "[[1, 9], [3, 4]]", "right"),
    ("table", {"value": "[[1, 2], [3, 4]]"}, "[[1, 2, 3]]", "unreadable"),
    ("plot-read", {"value": "1.5", "step": 0.2}, "1.6", "right"),
    ("plot-read", {"value": "1.5", "step": 0.2}, "1.7", "wrong"),
    ("plot-read", {"value": "(1, 2)"}, "3", "unreadable"),
    ("plot-read", {"value": "(1, 20)", "step": "1, 10"}, "(1, 24)", "right"),
    ("expr", {"value": "(-1)^(2n)", "domain": '{"n": "integer"}'}, "1", "right"),
    ("sketch", {"value": "(0, 0), (1, 1)"}, "(1, 1), (0, 0)", "right"),
    ("sketch", {"value": "(0, 0), (1, 1)"}, "(0, 0)", "wrong"),
    ("sketch", {"shape": "path", "value": "(0, 0), (1, 1), (2, 0)"}, "(2, 0), (1, 1), (0, 0)",
     "right"),
    ("sketch", {"shape": "curve", "value": "x^2"}, "(0, 0), (1, 1), (-1, 1)", "right"),
    ("sketch", {"shape": "curve", "value": "x^2"}, "(0, 0), (1, 1)", "wrong"),  # too few
    # antiderivatives
    ("antiderivative", {"value": "x^2/2", "vars": "x"}, "(x + 1)^2/2 - x + C", "right"),
    ("antiderivative", {"value": "x^2/2", "vars": "x"}, "x^2/2 + 7", "wrong"),  # C must be free
    ("antiderivative", {"value": "x^2/2", "vars": "x"}, "C x^2/2", "wrong"),
    ("antiderivative", {"value": "x^2/2", "vars": "x", "plus_c": "optional"}, "x^2/2", "right"),
    ("antiderivative", {"value": "x^2/2", "vars": "x", "plus_c": 0.5}, "x^2/2", "partial"),
    ("antiderivative", {"value": "ln|x|", "vars": "x"}, "ln(k|x|)", "right"),
    ("antiderivative", {"value": "ln|x|", "vars": "x", "bars": False}, "ln(x) + C", "right"),
    ("antiderivative", {"value": "sin(x)^2/2", "vars": "x"}, "-cos(2x)/4 + C", "right"),
    # derivations
    ("derivation", {"start": "x^2 - 1", "value": "(x - 1)(x + 1)"}, "x^2 + x - x - 1\n(x-1)(x+1)",
     "right"),
    ("derivation", {"start": "x^2 = 2x", "value": "x = 0 or x = 2"}, "x^2 - 2x = 0; x = 0 or x = 2",
     "right"),
    ("derivation", {"start": "x^2 = 2x", "value": "x = 0 or x = 2"}, "x^2 = 2x; x = 2", "wrong"),
    ("derivation", {"start": "2x > 4", "value": "x > 2"}, "-2x < -4; x > 2", "right"),
    # samples
    ("sample", {"value": 0, "se": 1, "false_reject": 0.05}, "1.95", "right"),
    ("sample", {"value": 0, "se": 1, "false_reject": 0.05}, "1.97", "wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "key", "answer", "expected"), ROWS)
def test_an_answer_is_judged_by_its_kind(
    kind: str, key: dict[str, Any], answer: str, expected: str
) -> None:
    assert outcome(kind, answer, **key) == expected


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("number", {"value": "i"}),
        ("number", {"value": "1", "condition": 5}),
        ("poly", {"value": "1/x"}),
        ("equation", {"value": "x"}),
        ("inequality", {"value": "x"}),
        ("vec-scale", {"value": "[0, 0]"}),
        ("basis", {"value": "[1, 2], [2, 4]"}),
        ("factorisation", {"of": "[[1]]", "into": "magic"}),
        (
            "blanks",
            {"value": "2, 2", "gaps": "a, b", "factors": "[[a]], [[b]]", "product": "[[6]]"},
        ),
        ("mc", {"value": "c", "options": ["a", "b"]}),
        ("match", {"value": "1"}),
        ("order", {"value": "a,b", "needs": {"a": ["b"]}}),
        ("table", {"value": "[[-]]"}),
        ("derivation", {"start": "x = 1", "value": "x = 2"}),
        ("sample", {"value": 1}),
        ("expr", {"value": "x", "form": "pretty"}),
    ],
)
def test_a_key_that_contradicts_itself_is_refused(kind: str, key: dict[str, Any]) -> None:
    with pytest.raises(BadKey):
        KINDS[kind].prepare(key)


def test_a_broken_step_of_a_derivation_is_named() -> None:
    typed = "2x + 4 = 10; 2x = 6; x = 4"
    found = verdict_on("derivation", typed, start="2x + 4 = 10", value="x = 3")
    assert found.details == {"line": 3}
    assert "Line 3" in found.feedback


def test_a_factor_of_the_wrong_shape_is_named_after_a_right_product() -> None:
    found = verdict_on(
        "factorisation", "[[2, 0], [4, 3]], [[1, 1/2], [0, 1]]", of="[[2, 1], [4, 5]]", into="lu"
    )
    assert found.tag == "unit-diagonal"
    assert "$L$" in found.feedback


def test_a_dependent_cell_is_carried_from_the_learners_own_cells() -> None:
    rules = {"r1c3": "r1c1 + r1c2"}
    found = verdict_on("table", "[[2, 4, 6]]", value="[[2, 3, 5]]", rules=rules)
    assert found.details["cells"] == [[1.0, 0.0, 0.75]]


def test_the_place_of_an_unreadable_cell_is_shown() -> None:
    assert verdict_on("table", "[[1, 2], [3, 4+]]", value="[[1, 2], [3, 4]]").span == (14, 15)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("text", ["", "(", "[[", "x = ", "∑", "a-", "\\frac{1", "1" * 5000])
def test_no_kind_stumbles_over_a_broken_answer(kind: str, text: str) -> None:
    key = KINDS[kind].example.key
    assert outcome(kind, text, **key) in ("unreadable", "wrong", "blank", "partial")
