"""Figures of items against values worked out by hand, and mistakes put together across variants."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from campus.demo.generated import sum_body
from campus.teaching.items.clusters import Wrong, grouped
from campus.teaching.items.figures import alpha_of, figures_of, wide_wilson
from campus.teaching.items.likeness import candidates

NAN = float("nan")


def body(key: str, kind: str = "exact", names: tuple[str, ...] = (), html: str = "") -> Any:
    blank = {"name": "m", "kind": kind, "marks": 1.0, "vars": list(names)}
    return {
        "statement": [{"html": html}],
        "blanks": [blank],
        "grading": {"blanks": [{**blank, "key": {"value": key}}]},
    }


@pytest.mark.parametrize(
    ("key", "answer", "names", "code"),
    [
        ("7", "-7", (), "negated"),
        ("7", "1/7", (), "reciprocal"),
        ("6", "12", (), "times:2"),
        ("6", "7", (), "plus:1"),
        ("4", "16", (), "squared"),
        ("x^2", "2*x^2", ("x",), "times:2"),
        ("x^2 + 1", "x^2 - 1", ("x",), "plus:-2"),
        ("x + y", "-y - x", ("x", "y"), "negated"),
        ("[[1,2],[3,4]]", "[[1,3],[2,4]]", (), "transposed"),
        ("[1,2,3]", "[3,1,2]", (), "reordered"),
    ],
)
def test_an_answer_relates_to_the_key(
    key: str, answer: str, names: tuple[str, ...], code: str
) -> None:
    assert code in candidates(body(key, names=names), "m", answer, "ascii", "")


@pytest.mark.parametrize("seed", [0, 1, 5])
def test_one_mistake_has_one_code_in_every_variant(seed: int) -> None:
    a, b = 3 + seed, 7 + 2 * seed
    sheet = sum_body("sum", seed)
    assert "made:1-0" in candidates(sheet, "m", str(b - a), "ascii", "")
    assert "made:0*1" in candidates(sheet, "m", str(a * b), "ascii", "")
    assert "from:key+0" in candidates(sheet, "m", str(a + b + a), "ascii", "")


def test_equal_answers_to_one_variant_have_one_normal_form() -> None:
    forms = [
        candidates(body("x^2", names=("x",)), "m", text, "ascii", "")[-1]
        for text in ("(x+1)^3", "x^3 + 3*x^2 + 3*x + 1", "(x+1)^3 + 1")
    ]
    assert forms[0] == forms[1] != forms[2]


def test_what_is_meant_in_all_variants_wins_over_an_accident_in_one() -> None:
    def wrong(variant: int, times: int, *codes: str) -> Wrong:
        return Wrong(variant, "m", "1", "", "", "", times, times, "", codes)

    rows = [
        wrong(1, 5, "plus:1", "made:1-0", "same:4"),
        wrong(2, 4, "made:1-0", "same:6"),
        wrong(3, 1, "plus:1", "same:9"),
    ]
    found = [(code, sum(one.times for one in members)) for _, code, members in grouped(rows)]
    assert found == [("made:1-0", 9), ("plus:1", 1)]


def test_figures_worked_out_by_hand() -> None:
    scores = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0], [NAN, NAN, NAN]])
    found = figures_of(scores, np.array([1.0, 1.0, 1.0]))
    assert found.learners == 4  # who did nothing is no learner of the set
    assert [item.facility for item in found.items] == [0.75, 0.5, 0.25]
    assert found.alpha == pytest.approx(0.75)  # KR-20: 3/2 (1 - 0.625 / 1.25)
    assert found.items[0].discrimination == pytest.approx(0.522, abs=1e-3)
    assert found.items[0].flags == ()  # provisional: four learners


def test_what_was_not_drawn_is_in_no_figure() -> None:
    """A fixed exercise and one of two: each learner has two, whichever they are."""
    scores = np.array([[1, 1, NAN], [1, NAN, 1], [0, NAN, 0], [0, 0, NAN]])
    found = figures_of(scores, np.ones(3), [((1, 2), 1)])
    assert found.mean == 0.5
    assert found.alpha == pytest.approx(1.0)
    assert [item.n for item in found.items] == [4, 2, 2]
    assert figures_of(scores, np.ones(3)).mean == pytest.approx(1 / 3)  # as if all were asked


def test_flags_stand_at_fifty_learners() -> None:
    rng = np.random.default_rng(1)
    able = rng.normal(size=200)
    good = (able + rng.normal(size=200) > 0).astype(float)
    other = (able + rng.normal(size=200) > 0).astype(float)
    against = (able + rng.normal(size=200) < 0).astype(float)
    hard = (rng.random(200) < 0.1).astype(float)
    table = np.stack([good, other, against, hard], axis=1)
    flags = [item.flags for item in figures_of(table, np.ones(4)).items]
    assert flags[2] == ("against",)
    assert flags[3][0] == "hard"


def test_nothing_and_one_learner_have_no_figures_to_divide_by() -> None:
    assert figures_of(np.zeros((0, 2)), np.ones(2)).mean is None
    assert figures_of(np.array([[1.0, 0.0]]), np.ones(2)).alpha is None
    assert alpha_of(np.ones((5, 1))) is None
    assert wide_wilson(0, 5)[0] == 0.0
