"""Lists and tables under a blank: what is shown, what is right, what gets words.

The programs are our own, so they may be drawn outside the sandbox here.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises.drawing.program import Program
from exercises.programming import specification
from exercises.source import parse_exercise
from exercises.variant import Variant, variant_of
from grader.grade import grade
from grader.request import GradingRequest
from grader.verdict import Verdict
from tests.exercises.samples import SQUARE, changed

OPTIONS = "- [x] positive\n- [ ] negative **minus** — A square is never negative.\n"

PROOF = """- a: First
- b: Second
- [{{ a > 16 }}] c: Third, for large numbers < a, b
- [{{ a <= 16 }}] e: Third, for small numbers < b
- !x: Nonsense **guess** — No.
"""
PAIRS = """- one -> odd **one** — Count.
- two -> even
- three -> odd
- -> prime
"""
POOL = """- [x] r1
- [x] r2
- [ ] w1 — no
- [ ] w2 — no
- [ ] w3 — no
"""
TABLE = """| n | $n$ | $|n^2|$ |
| --- | --- | --- |
| first | ${{ a }}$ | ? |
"""


def variant(kind: str, items: str, seed: int = 0, mistake: str = "") -> Variant:
    text = changed(changed(SQUARE, OPTIONS, items), "sure: mc", f"sure: {kind}")
    if mistake:
        text = changed(text, "\n## Solution", f"- {mistake}\n\n## Solution")
    exercise = parse_exercise(text, "square.md")
    drawn = json.loads(json.dumps(Program(specification(exercise)).make(seed)))
    assert "error" not in drawn, drawn
    return variant_of(exercise, seed, drawn)


def key_of(made: Variant) -> dict[str, Any]:
    key: dict[str, Any] = made.grading["blanks"][-1]["key"]
    return key


def view_of(made: Variant) -> dict[str, Any]:
    return made.blanks[-1]


def verdict(made: Variant, text: str) -> Verdict:
    asked = {**made.grading, "answers": {"sure": {"text": text}}}
    return grade(GradingRequest.from_json(asked)).verdicts["sure"]


def letters(made: Variant) -> dict[str, str]:
    return {line["html"].split(",")[0]: line["id"] for line in view_of(made)["lines"]}


@pytest.mark.parametrize("seed", range(6))
def test_lines_are_shuffled_and_their_needs_follow(seed: int) -> None:
    made = variant("order", PROOF, seed)
    at = letters(made)
    assert set(at) == {"First", "Second", "Third", "Nonsense"}  # one of the two thirds
    assert verdict(made, f"{at['First']},{at['Second']},{at['Third']}").outcome == "right"
    assert verdict(made, f"{at['Second']},{at['First']},{at['Third']}").outcome == "right"
    assert verdict(made, f"{at['Third']},{at['First']},{at['Second']}").outcome == "wrong"


def test_a_line_that_does_not_belong_and_a_listed_sequence_get_words() -> None:
    made = variant("order", PROOF, mistake='`sure = "b, a"` **early** — First things first.')
    at = letters(made)
    assert verdict(made, at["Nonsense"]).tag == "guess"
    assert verdict(made, f"{at['Second']},{at['First']}").tag == "early"
    assert set(made.mistake_words["sure"]) == {"guess", "early"}


def test_without_needs_only_the_written_order_is_right() -> None:
    made = variant("order", "- a: First\n- b: Second\n- c: Third\n")
    at = letters(made)
    assert verdict(made, f"{at['First']},{at['Second']},{at['Third']}").outcome == "right"
    assert verdict(made, f"{at['Second']},{at['First']},{at['Third']}").outcome == "wrong"
    assert [line["html"] for line in view_of(made)["lines"]] != ["First", "Second", "Third"]


def test_partners_that_read_the_same_are_one() -> None:
    made = variant("match", PAIRS)
    right = {item["html"]: item["id"] for item in view_of(made)["right"]}
    assert set(right) == {"odd", "even", "prime"}
    assert [item["html"] for item in view_of(made)["left"]] == ["one", "two", "three"]
    assert key_of(made)["value"] == f"1-{right['odd']},2-{right['even']},3-{right['odd']}"
    assert verdict(made, f"1-{right['prime']}").tag == "one"


def test_a_mistake_names_pairs_by_their_places() -> None:
    made = variant("match", PAIRS, mistake='`sure = "2-1"` **swap** — Look again.')
    odd = next(item["id"] for item in view_of(made)["right"] if item["html"] == "odd")
    assert verdict(made, f"2-{odd}").tag == "swap"


@pytest.mark.parametrize("seed", range(6))
def test_a_pool_shows_some_of_its_options(seed: int) -> None:
    one = variant("mc; take=3", POOL, seed)
    shown = [option["html"] for option in view_of(one)["options"]]
    assert len(shown) == 3 and sum(text.startswith("r") for text in shown) == 1
    several = variant("ms; take=4", POOL, seed)
    shown = [option["html"] for option in view_of(several)["options"]]
    assert len(shown) == 4 and 1 <= sum(text.startswith("r") for text in shown) <= 2


def test_a_table_asks_for_its_open_cells_alone() -> None:
    text = changed(SQUARE, "s: exact; label=Square of a]]\n", f"s: table; label=Squares]]\n{TABLE}")
    text = changed(text, "s = a**2", "s = Matrix([[a, a**2]])")
    text = changed(changed(text, "lambda s: s + b", "a**2 + b"), "carry=0.5; ", "")
    text = changed(changed(text, "`s = 2*a`", "`s = [[a, 2*a]]`"), "`t = s - b`", "`t = a - b`")
    exercise = parse_exercise(text, "square.md")
    drawn = json.loads(json.dumps(Program(specification(exercise)).make(0)))
    made = variant_of(exercise, 0, drawn)
    view, key = made.blanks[0], made.grading["blanks"][0]["key"]
    a = view["cells"][0][0]["text"]
    assert (view["cells"][0][1], view["row_heads"]) == (None, ["first"])
    assert len(view["col_heads"]) == 2  # the bars of |n^2| divide no cells
    assert key["value"] == f"[[-,{int(a) ** 2}]]"
    asked = {**made.grading, "answers": {"s": {"text": f"[[{a},{2 * int(a)}]]"}}}
    assert grade(GradingRequest.from_json(asked)).verdicts["s"].tag == "doubled"
