"""The exercise page: what was typed stands there again, and each verdict beside its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from campus.accounts.models import User
from campus.learning.judgements import verdict_view
from campus.learning.models import Attempt, Submission
from campus.learning.pages import exercise_page
from campus.learning.submitting import form_key
from grader.sentences import say
from grader.verdict import Verdict
from tests.campus.cast import Stage
from tests.campus.pages.pseudo_locale import pseudo_locale, unmarked

pytestmark = pytest.mark.django_db


def give_a_matrix(attempt: Attempt, **spec: Any) -> None:
    """Make the attempt's blank a matrix; `spec` is what the page knows of it."""
    body = attempt.variant.body
    body["blanks"] = [{"name": "m", "kind": "matrix", "label": "", "marks": 1.0, **spec}]
    body["grading"]["blanks"] = [
        {"name": "m", "kind": "matrix", "key": {"value": "[[1,2],[3,4]]"}, "marks": 1.0}
    ]
    attempt.variant.save()


def cells_of(attempt: Attempt) -> list[list[str]]:
    page = exercise_page(attempt, attempt.learner)
    (blank,) = [piece.blank for piece in page.pieces if piece.blank]
    return [[cell.value for cell in row] for row in blank.widget["grid"]]


@pytest.mark.parametrize(
    ("spec", "cells"),
    [
        ({"rows": 1, "cols": 3}, [["", "", ""]]),
        ({}, [["", ""], ["", ""]]),  # the size is part of the answer: two by two to begin with
    ],
)
def test_an_empty_matrix_has_its_size(
    attempt: Attempt, spec: dict[str, int], cells: list[list[str]]
) -> None:
    give_a_matrix(attempt, **spec)
    assert cells_of(attempt) == cells


def test_a_matrix_that_grew_keeps_its_cells(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    give_a_matrix(attempt)
    grid = {f"answer-m-{i}-{j}": f"{i}{j}" for i in range(3) for j in range(2)}
    form = {**grid, "idem_key": str(form_key(attempt))}
    as_person(stage.ada).post(f"/attempts/{attempt.pk}/submit/", form)
    assert Submission.objects.get().answers["m"]["text"] == "[[00,01],[10,11],[20,21]]"
    assert cells_of(attempt) == [["00", "01"], ["10", "11"], ["20", "21"]]


def test_what_others_read_they_cannot_hand_in(attempt: Attempt, stage: Stage) -> None:
    page = exercise_page(attempt, stage.noether)
    assert (page.read_only, page.can_submit) == (True, False)


def test_words_for_a_mistake_stand_before_the_graders_own() -> None:
    verdict = Verdict("wrong", tag="minus", feedback="Off by $2$ < 3.", read_as=r"\frac12")
    view = verdict_view(verdict.to_json(), 2.0, "1/2", {"minus": "<p>Add.</p>"})
    assert view.feedback_html.startswith("<div><p>Add.</p></div><div>Off by <math>")
    assert "&lt; 3." in view.feedback_html  # the grader's words are text, not HTML
    assert "<mfrac>" in view.read_as_html


def test_what_the_grader_says_is_said_in_the_readers_language() -> None:
    inner = say("`{part}` is read as {meaning}.", part=".5", meaning="0.5")
    verdict = Verdict(
        "wrong",
        feedback=say("Check the sign of ${name}$ where it stands inside.", name="x"),
        counter_example=say("At ${at}$ your expression is ${value}$.", at="x = 2", value="3"),
        read_as="x",
        details={"notes": [inner]},
    )
    sent = json.loads(json.dumps(verdict.to_json()))  # as it comes from the queue
    with pseudo_locale(), override("ar"):
        view = verdict_view(sent, 1.0, "", {"": ""})
    spoken = [view.feedback_html, view.counter_example_html, *view.notes_html]
    assert [unmarked(f"<p>{text}</p>") for text in spoken] == [[], [], []]
    assert "⟦Check the sign of <math" in view.feedback_html
    assert "<code>.5</code>" in view.notes_html[0]


def test_verdicts_without_the_makings_of_their_words_are_shown_as_they_are() -> None:
    plain = {**Verdict("wrong", feedback="Off by one.").to_json()}
    del plain["said"]
    assert verdict_view(plain, 1.0, "", {}).feedback_html == "<div>Off by one.</div>"


def test_of_a_hidden_test_only_its_sentence_and_its_outcome_are_shown() -> None:
    hidden = {
        "name": "test_large",
        "doc": "Large entries must not overflow.",
        "hidden": True,
        "passed": False,
        "message": "got inf",
        "expected": "5000.7",
        "got": "inf",
        "ms": 1.5,
    }
    verdict = Verdict("partial", 0.5, details={"tests": [hidden]})
    ((test,),) = [group.tests for group in verdict_view(verdict.to_json(), 2.0, "", {}).tests]
    assert sorted(test) == ["doc", "hidden", "name", "passed"]


@pytest.mark.parametrize(
    ("place", "shown", "span"),
    [
        ({"line": 2, "column": 8, "end_column": 12}, "def f(x)", (8, 8)),  # at the line's end
        ({"line": 3, "column": 4, "end_column": 10}, "    return x +", (4, 10)),
        ({"line": None, "column": 0, "end_column": -1}, "", None),  # a name that is missing
    ],
)
def test_a_program_that_is_returned_shows_the_line_of_its_fault_and_no_tests(
    place: dict[str, Any], shown: str, span: tuple[int, int] | None
) -> None:
    error = {"type": "SyntaxError", "message": "expected ':'", "frames": [], **place}
    tests = [{"name": "test_a", "doc": "A.", "hidden": False, "passed": False, "ms": 0}]
    verdict = Verdict("unreadable", details={"tests": tests, "error": error})
    program = "import math\ndef f(x)\n    return x +\n"
    view = verdict_view(verdict.to_json(), 2.0, program, {})
    assert (view.text, view.span, view.tests) == (shown, span, [])


def test_tests_are_listed_in_the_groups_of_their_author() -> None:
    tests = [
        {"name": name, "doc": "", "hidden": hidden, "passed": True}
        for name, hidden in (("test_seen", False), ("test_a", True), ("shape", True))
    ]
    groups = [
        {"name": "Correct", "points": 6.0, "earned": 4.5, "tests": ["test_a"]},
        {"name": "Form", "points": 2.0, "earned": 2.0, "tests": ["shape"]},
    ]
    verdict = Verdict("partial", 0.8, details={"tests": tests, "groups": groups})
    view = verdict_view(verdict.to_json(), 2.0, "", {})
    listed = [(group.name, [test["name"] for test in group.tests]) for group in view.tests]
    assert listed == [("", ["test_seen"]), ("Correct", ["test_a"]), ("Form", ["shape"])]
    html = render_to_string("learning/_tests.html", {"verdict": view})
    assert "4.5 of 6 points" in html and "2 of 2 points" in html


def test_marks_of_a_carried_answer_have_their_own_words() -> None:
    view = verdict_view(Verdict("partial", 0.75, carried=True).to_json(), 2.0, "", {})
    assert (view.state_word, view.got, view.out_of) == ("Right with your own values", "1.5", "2")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/2", "<mfrac>"),
        ("", ""),
        ("1/(2", "trouble"),
        ("7", "<math>"),  # right or wrong looks the same
        ("8", "<math>"),
    ],
)
def test_we_say_how_we_read_an_answer_and_nothing_else(
    attempt: Attempt,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    typed: str,
    shown: str,
) -> None:
    asked = {"attempt": str(attempt.pk), "blank": "m", "answer-m": typed}
    fragment = as_person(stage.ada).get("/preview/", asked).content.decode()
    assert shown in fragment
    assert bool(fragment.strip()) is bool(typed)


def test_a_preview_of_no_blank_is_nothing(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    browser = as_person(stage.ada)
    addresses = [f"/preview/?attempt={attempt.pk}&blank=zz", "/preview/?attempt=x", "/preview/"]
    assert [browser.get(address).status_code for address in addresses] == [404, 404, 404]
