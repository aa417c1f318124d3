"""What the grader says can be said in any language: each text remembers its template and values."""

from __future__ import annotations

import copy
import json
import re

import pytest

from grader.benchmarks.hostile import TEXTS
from grader.errors import UnreadableAnswer
from grader.parse import parse
from grader.sentences import Sentence, filled, say
from tests.grader.judging import verdict_on
from tests.grader.test_answers import ROWS


def test_a_sentence_is_its_english_text() -> None:
    said = say("At most {most} lines are read.", most=30)
    assert said == "At most 30 lines are read."
    assert json.dumps([said]) == '["At most 30 lines are read."]'
    assert copy.deepcopy(said).parts() == said.parts()


def test_sentences_in_sentences_are_taken_apart_too() -> None:
    said = say("The value is right. {but}", but=say("Multiply the fractions."))
    inner = {"template": "Multiply the fractions.", "values": {}}
    assert said.parts()["values"] == {"but": inner}


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("a set such as {1, 2}", {}, "a set such as {1, 2}"),  # braces of sets stay
        ("_{{base}} for {base}", {"base": "10"}, "_{10} for 10"),
        ("{text}", {"text": "{text}"}, "{text}"),  # what was typed is not filled in again
        ("{a.__class__} {a!r}", {"a": "x"}, "{a.__class__} {a!r}"),  # no format language
    ],
)
def test_only_places_are_filled(template: str, values: dict[str, str], text: str) -> None:
    assert filled(template, values) == text


def test_all_that_is_said_of_answers_can_be_translated() -> None:
    dumb = []
    for row in ROWS[::5]:
        verdict = verdict_on(row["kind"], row["answer"], row.get("syntax", "ascii"), **row["key"])
        said = (verdict.feedback, verdict.counter_example, *verdict.details.get("notes", ()))
        dumb += [text for text in said if text and not isinstance(text, Sentence)]
    assert dumb == []


@pytest.mark.parametrize("syntax", ["ascii", "latex"])
def test_all_that_is_said_of_unreadable_text_can_be_translated(syntax: str) -> None:
    dumb = []
    for text in TEXTS:
        try:
            parse(text, names=["x", "y"], syntax=syntax)  # type: ignore[arg-type]
        except UnreadableAnswer as error:
            left = re.search(r"\{[a-z]+\}", error.message)  # a place that nothing was put in
            if left or not isinstance(error.message, Sentence):
                dumb.append(error.message)
    assert dumb == []
