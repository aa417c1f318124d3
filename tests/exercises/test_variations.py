"""Answers made by machine: what means the same, and what is wrong by one slip."""

from __future__ import annotations

import pytest

from exercises.checking.forgiveness import forgiven
from exercises.checking.inner_slips import inner_slips
from exercises.checking.spanning import leaving
from exercises.checking.variations import equivalents, near_misses
from exercises.drawing.rewriting import rewritten
from grader.parse import parse
from grader.tree import Matrix, Row


def test_a_fraction_is_also_a_decimal_unless_a_form_is_asked() -> None:
    ways = {how for _, _, how in equivalents(parse("1/4"))}
    assert "with decimals" in ways
    assert {how for _, _, how in equivalents(parse("1/4"), form=True)} == {
        "as it stands",
        "as LaTeX",
    }


@pytest.mark.parametrize(
    ("answer", "opposite"),
    [("{1, 2}", True), ("{-1, 1}", False), ("{-sqrt(6), sqrt(6)}", False)],
)
def test_a_set_that_is_its_own_negative_has_no_opposite_sign(answer: str, opposite: bool) -> None:
    assert any(how == "with the opposite sign" for _, how in near_misses(parse(answer))) is opposite


@pytest.mark.parametrize(
    ("kind", "key", "allowed"),
    [
        ("number", {"value": "200", "rtol": "0.02"}, 4.0),
        ("number", {"value": "200", "rtol": "0.001", "condition": "20"}, 4.0),
        ("number", {"value": "200", "digits": "2"}, 5.0),
        ("number", {"value": "20", "places": "1"}, 0.05),
        ("vector", {"value": "[10, 200]", "rtol": "0.01"}, 2.0),  # the largest entry's
        ("vector", {"value": "[10, 200]"}, 0.0),  # exact
        ("plot-read", {"value": "3", "step": "4"}, 2.0),
        ("expr", {"value": "x + 1", "vars": "x"}, 0.0),
    ],
)
def test_near_misses_stay_clear_of_what_is_forgiven(
    kind: str, key: dict[str, str], allowed: float
) -> None:
    tree = parse(key["value"], names=["x"])
    assert forgiven(kind, key, tree) == pytest.approx(allowed)
    raised = [text for text, how in near_misses(tree, allowed) if "raised" in how]
    assert raised and parse(raised[0], names=["x"]) != tree


@pytest.mark.parametrize(
    ("answer", "slips"),
    [
        ("3*x^2 - 5*x", {"3*x^2 + 5*x", "4*x^2 - 5*x"}),  # a sign, a coefficient
        ("x/2 + 1", {"x/3 + 1"}),  # a number at the end has its own slip
        ("ln(7)", {"log(7, 10)"}),
        ("[1, 2]", set()),  # nothing inside
    ],
)
def test_a_slip_inside_a_formula_changes_one_thing(answer: str, slips: set[str]) -> None:
    found = {parse(text, names=["x"]) for text, _ in inner_slips(parse(answer, names=["x"]))}
    assert found == {parse(text, names=["x"]) for text in slips}


@pytest.mark.parametrize(
    ("answer", "others"),
    [
        ("(x + 1)*(x - 2)", {"expanded": "x^2 - x - 2"}),
        ("x^2 - x - 2", {"factored": "(x + 1)*(x - 2)"}),
        ("(x^2 - 1)/(x - 1)", {"expanded": "x^2/(x - 1) - 1/(x - 1)"}),  # nothing is cancelled
        ("[x*(x + 1), 3]", {"expanded": "[x^2 + x,3]"}),
        ("7/2", {}),
    ],
)
def test_algebra_writes_an_answer_otherwise(answer: str, others: dict[str, str]) -> None:
    assert rewritten(answer, ["x"]) == others


@pytest.mark.parametrize(
    ("basis", "place"),
    [
        ("[[-1, 2, -2], [-2, 3, -3]]", 1),  # the first unit vector lies in this plane
        ("[[1, 0, 1], [0, 1, 1]]", 0),
        ("[[1, 0], [1/2, 1]]", None),  # all of the plane
        ("[[1, sqrt(2)]]", None),  # left to the author
    ],
)
def test_a_slip_of_a_basis_leaves_its_span(basis: str, place: int | None) -> None:
    tree = parse(basis)
    rows = Row(tuple(Row(r) for r in tree.rows)) if isinstance(tree, Matrix) else tree
    assert isinstance(rows, Row)
    assert leaving(rows) == place
