"""One submission through the one door: the order of outcomes, carrying, mistakes, refusals."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from grader.errors import BadKey
from grader.grade import grade
from grader.request import GradingRequest
from grader.verdict import Report, Verdict


def blank(name: str = "a", kind: str = "exact", **rest: Any) -> dict[str, Any]:
    rest.setdefault("key", {"value": "4"})
    return {"name": name, "kind": kind, **rest}


def graded(answers: dict[str, Any], *blanks: dict[str, Any], **rest: Any) -> Report:
    request = {"seed": "test/1", "answers": answers, "blanks": list(blanks), **rest}
    return grade(GradingRequest.from_json(request))


def verdict_on(answer: str, **rest: Any) -> Verdict:
    return graded({"a": {"text": answer}}, blank(**rest)).verdicts["a"]


def test_a_right_answer_earns_the_marks_of_its_blank() -> None:
    report = graded({"a": {"text": "8/2"}}, blank(marks=3), blank("b", marks=2))
    assert (report.state, report.marks, report.out_of) == ("graded", 3, 5)
    assert report.verdicts["a"].outcome == "right"
    assert report.verdicts["b"].outcome == "blank"


def test_one_unreadable_answer_returns_the_whole_submission() -> None:
    report = graded({"a": {"text": "4"}, "b": {"text": "4 +"}}, blank(), blank("b"))
    assert report.state == "returned"
    assert report.marks == 0
    assert list(report.verdicts) == ["b"]
    assert report.verdicts["b"].feedback


@pytest.mark.parametrize(
    ("answer", "tag"),
    [
        ("7", "first"),  # both listed mistakes have this value
        ("14/2", "first"),  # a mistake is one in any form
        ("9", "second"),
        ("4", ""),  # right: no mistake is looked at
    ],
)
def test_the_first_listed_mistake_that_fits_gives_its_tag(answer: str, tag: str) -> None:
    mistakes = [
        {"tag": "first", "value": "7"},
        {"tag": "second", "value": "9"},
        {"tag": "third", "value": "7"},
    ]
    assert verdict_on(answer, mistakes=mistakes).tag == tag


def test_a_listed_mistake_leaves_its_words_to_the_page() -> None:
    verdict = verdict_on("-4", mistakes=[{"tag": "flipped", "value": "-4"}])
    assert (verdict.tag, verdict.feedback) == ("flipped", "")


PROGRAM = """
def carried(name, values):
    return str(2 * int(values["a"])) if name == "b" else None

def mistake(index, values):
    if index == 0:
        return str(3 * int(values["a"]))
    return values["b"].startswith("-")
"""


def two_parts(a: str, b: str, program: str = PROGRAM) -> Verdict:
    later = blank(
        "b",
        key={"value": "8"},
        carry=0.75,
        needs=["a"],
        mistakes=[{"tag": "tripled", "live": 0}, {"tag": "negative", "live": 1}],
    )
    answers = {"a": {"text": a}, "b": {"text": b}}
    return graded(answers, blank(), later, derive={"source": program}).verdicts["b"]


@pytest.mark.parametrize(
    ("a", "b", "outcome", "tag"),
    [
        ("4", "8", "right", ""),
        ("7", "8", "right", ""),  # the right value is right whatever came before
        ("7", "14", "partial", "carried"),
        ("7", "21", "wrong", "tripled"),  # worked out from the learner's own 7
        ("4", "12", "wrong", "tripled"),
        ("4", "-1", "wrong", "negative"),  # a property of the answer
        ("7", "5", "wrong", ""),
    ],
)
def test_a_later_part_is_judged_against_the_learners_own_values(
    a: str, b: str, outcome: str, tag: str
) -> None:
    verdict = two_parts(a, b)
    assert (verdict.outcome, verdict.tag) == (outcome, tag)
    assert verdict.carried is (tag == "carried")


def test_a_program_that_fails_never_hurts_the_learner() -> None:
    verdict = two_parts("7", "14", "def carried(name, values):\n    raise ValueError('oops')")
    assert verdict.outcome == "wrong"
    assert "carried" in verdict.details["program"][0]


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ({"seed": "s", "blanks": [], "extra": 1}, "extra"),
        ({"blanks": []}, "seed"),
        ({"seed": "s", "blanks": [], "mode": "maybe"}, "mode"),
        ({"seed": "s", "blanks": [], "answers": {"b": "1"}}, "b"),
        ({"seed": "s", "blanks": [blank(marks=0)]}, "marks"),
        ({"seed": "s", "blanks": [blank(carry=2)]}, "carry"),
        ({"seed": "s", "blanks": [blank(mistakes=[{"tag": "t"}])]}, "mistakes"),
        ({"seed": "s", "blanks": [blank(), blank()]}, "same name"),
        ([], "object"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_naming_the_place(
    request_: object, named: str
) -> None:
    with pytest.raises(BadKey, match=named):
        GradingRequest.from_json(request_)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("riddle", {"value": "1"}),
        ("exact", {}),
        ("exact", {"value": "1", "tolerence": 1}),  # a typing error must not pass silently
        ("exact", {"value": "1 +"}),
        ("number", {"value": "1", "tol": -1}),
        ("expr", {"value": "x", "domain": "somewhere"}),
    ],
)
def test_a_key_that_makes_no_sense_is_the_authors_matter(kind: str, key: dict[str, Any]) -> None:
    with pytest.raises(BadKey):
        graded({"a": {"text": "1"}}, blank(kind=kind, key=key))


def test_the_same_request_has_the_same_report() -> None:
    answers = {"a": {"text": "1 - cos(x)^2"}}
    asked = blank(kind="expr", key={"value": "sin(x)^2", "vars": ["x"]})
    first = graded(answers, asked).verdicts
    assert all(graded(answers, asked).verdicts == first for _ in range(50))


def test_a_program_without_meaning_is_returned_and_costs_nothing() -> None:
    key = {"entry": "f", "reference": "def f(x):\n    return x\n", "visible": "", "hidden": ""}
    key["visible"] = 'def test_one(f, np, p):\n    "f(1) is 1."\n    assert f(1) == 1\n'
    request = GradingRequest.from_json(
        {
            "seed": "s",
            "blanks": [{"name": "f", "kind": "code", "key": key}],
            "answers": {"f": "def f(x:\n    return x\n"},
        }
    )
    report = grade(request)
    assert report.state == "returned"
    assert report.verdicts["f"].outcome == "unreadable"


@pytest.mark.parametrize(
    ("answer", "carried"),
    [
        ("1/2", True),
        ({"text": r"\frac{1}{2}", "syntax": "latex"}, True),  # a math field
        ("0,5", True),  # where the key takes a decimal comma
        ("0.4", True),
    ],
)
def test_carried_values_do_not_depend_on_how_the_earlier_answer_was_written(
    answer: object, carried: bool
) -> None:
    program = """
        def carried(name, values):
            from fractions import Fraction
            return str(2 * Fraction(values["m"]))
        """
    first = {"name": "m", "kind": "exact", "key": {"value": "3", "decimal_comma": True}}
    second = {"name": "v", "kind": "exact", "key": {"value": "6"}, "carry": 0.5, "needs": ["m"]}
    request = GradingRequest.from_json(
        {
            "seed": "s",
            "blanks": [first, second],
            "answers": {"m": answer, "v": "4/5" if answer == "0.4" else "1"},
            "derive": {"source": dedent(program)},
        }
    )
    assert grade(request).verdicts["v"].carried is carried
