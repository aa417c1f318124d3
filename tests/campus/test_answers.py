"""From form fields to one text a blank."""

from __future__ import annotations

import uuid

import pytest
from django.http import QueryDict

from campus.learning.answers import TooLong, for_grader, key_of_content, read_answers


def blank(kind: str) -> dict[str, object]:
    return {"name": "A", "kind": kind, "label": "", "marks": 1.0}


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("exact", "answer-A=7/2", "7/2"),
        ("exact", "", ""),  # nothing was sent
        ("exact", "answer-A=%00", "\N{REPLACEMENT CHARACTER}"),  # PostgreSQL keeps no NUL
        ("mc", "answer-A=b", "b"),
        ("ms", "answer-A=a&answer-A=c", "a,c"),
        ("ms", "", ""),
        ("code", "answer-A=x%0D%0Ay", "x\ny"),  # browsers end lines with CR LF
        ("vector", "answer-A-0=1&answer-A-1=2", "[1,2]"),
        ("vector", "answer-A-0=&answer-A-1=", ""),  # untouched: left empty, not a bad vector
        ("vector", "answer-A=[1,2]", "[1,2]"),  # typed in one line
        ("vec-scale", "answer-A-0=1&answer-A-1=2", "[1,2]"),
        ("matrix", "answer-A-0-0=1&answer-A-0-1=2&answer-A-1-0=3&answer-A-1-1=4", "[[1,2],[3,4]]"),
        ("matrix", "answer-A-0-0=1&answer-A-0-1=&answer-A-1-0=&answer-A-1-1=", "[[1]]"),  # it grew
        ("matrix", "answer-A-0-0=&answer-A-0-1=2&answer-A-1-0=3&answer-A-1-1=4", "[[,2],[3,4]]"),
        ("matrix", "answer-A-0-0=&answer-A-0-1=", ""),
    ],
)
def test_fields_become_one_text(kind: str, fields: str, text: str) -> None:
    assert read_answers([blank(kind)], QueryDict(fields))["A"]["text"] == text


def test_cells_are_kept_as_they_were_typed() -> None:
    answers = read_answers([blank("vector")], QueryDict("answer-A-0= 1/2&answer-A-1="))
    assert answers["A"]["cells"] == [[" 1/2"], [""]]
    assert for_grader(answers) == {"A": {"text": "[1/2,]", "syntax": "ascii"}}


def test_a_mathematics_field_says_that_it_wrote_latex() -> None:
    fields = QueryDict("answer-A=\\frac12&syntax-A=latex")
    assert read_answers([blank("exact")], fields)["A"]["syntax"] == "latex"


@pytest.mark.parametrize(("kind", "length"), [("exact", 10_001), ("code", 100_001)])
def test_what_nobody_types_is_refused(kind: str, length: int) -> None:
    with pytest.raises(TooLong, match="longer than"):
        read_answers([blank(kind)], QueryDict(f"answer-A={'1' * length}"))


def test_an_endless_vector_is_cut_where_no_honest_one_ends() -> None:
    fields = "&".join(f"answer-A-{i}=1" for i in range(200))
    assert read_answers([blank("vector")], QueryDict(fields))["A"]["text"].count("1") == 30


def test_one_form_with_one_content_has_one_key() -> None:
    form = uuid.uuid4()
    seven = read_answers([blank("exact")], QueryDict("answer-A=7"))
    eight = read_answers([blank("exact")], QueryDict("answer-A=8"))
    assert key_of_content(form, seven, "grade") == key_of_content(form, seven, "grade")
    keys = {
        key_of_content(form, seven, "grade"),
        key_of_content(form, eight, "grade"),
        key_of_content(form, seven, "run"),
        key_of_content(uuid.uuid4(), seven, "grade"),
    }
    assert len(keys) == 4
