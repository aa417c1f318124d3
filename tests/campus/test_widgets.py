"""Every kind of answer has fields of its own: what they make is read, judged, and shown again."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from campus.accounts.models import User
from campus.learning.answers import for_grader, read_answers
from campus.learning.models import Attempt, Objection, Submission
from campus.learning.submitting import form_key
from grader.grade import grade
from grader.kinds import KINDS
from grader.request import GradingRequest
from tests.campus.cast import Stage
from tests.every_kind import SHEET, right_fields, sheet_of_every_kind

#: Answered in one line of text, as the derivative and the interval of the sheet are.
LINES = {
    *("exact", "number", "poly", "equation", "inequality", "antiderivative", "set", "list"),
    *("sample", "vec-scale", "vec-sign", "orthonormal-basis"),
}


def test_the_sheet_has_every_kind() -> None:
    assert {shown["kind"] for _, shown, _, _ in SHEET} | LINES >= set(KINDS)


def test_fields_make_texts_that_the_grader_calls_right() -> None:
    body = sheet_of_every_kind()
    answers = read_answers(body["blanks"], QueryDict(urlencode(right_fields())))
    request = GradingRequest.from_json(
        {**body["grading"], "mode": "grade", "answers": for_grader(answers)}
    )
    verdicts = grade(request).verdicts
    assert {name: v.outcome for name, v in verdicts.items() if v.outcome != "right"} == {}


@pytest.mark.parametrize(
    ("kind", "spec", "fields", "text"),
    [
        ("order", {"lines": [{"id": "a"}, {"id": "b"}]}, "answer-A-at-b=1&answer-A-at-a=", "b"),
        ("order", {"lines": [{"id": "a"}, {"id": "b"}]}, "answer-A-at-b=x", ""),
        ("match", {"left": [{"id": "1"}, {"id": "2"}]}, "answer-A-for-2=c", "2-c"),
        ("derivation", {}, "answer-A=x&answer-A=&answer-A=y", "x\ny"),  # empty lines fall out
        ("basis", {}, "answer-A-0-0=1&answer-A-0-1=&answer-A-1-0=2&answer-A-1-1=", "[1,2]"),
        ("basis", {}, "answer-A-0-0=&answer-A-1-0=&answer-A-none=1", "{}"),  # the zero space
        ("blanks", {}, "answer-A-0=2&answer-A-1=", "2,"),
        ("factorisation", {}, "answer-A-0-0-0=1&answer-A-1-0-0=", "[[1]]"),  # an optional factor
        ("table", {"cells": [[{"html": "7", "text": "7"}, None]]}, "answer-A-0-1=", ""),
        ("table", {"cells": [[{"html": "7", "text": "7"}, None]]}, "answer-A-0-1=8", "[[7,8]]"),
        ("order", {"lines": []}, "answer-A=b,a", "b,a"),  # typed in one line
    ],
)
def test_each_kind_has_its_grammar(
    kind: str, spec: dict[str, object], fields: str, text: str
) -> None:
    blank = {"name": "A", "kind": kind, **spec}
    assert read_answers([blank], QueryDict(fields))["A"]["text"] == text


@pytest.fixture
def sheet(attempt: Attempt) -> Attempt:
    """Ada's attempt at a sheet with every kind of blank."""
    attempt.variant.body = sheet_of_every_kind()
    attempt.variant.save()
    return attempt


@pytest.mark.django_db(transaction=True)
def test_what_was_answered_stands_in_the_fields_again_with_a_word_on_each(
    sheet: Attempt,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    grade_next: Callable[[], Submission],
) -> None:
    ada = as_person(stage.ada)
    wrong = [("answer-matrix-0-0", "5") if name == "answer-matrix-0-0" else (name, value)
             for name, value in right_fields()]  # fmt: skip
    form = urlencode([*wrong, ("idem_key", str(form_key(sheet)))])
    ada.post(
        f"/attempts/{sheet.pk}/submit/", form, content_type="application/x-www-form-urlencoded"
    )
    grade_next()
    page = ada.get(f"/attempts/{sheet.pk}/").content.decode()
    assert re.search(r'name="answer-matrix-0-0" value="5" data-cell="wrong"', page)
    assert re.search(r'name="answer-matrix-0-1" value="1" data-cell="right"', page)
    assert re.search(r'name="answer-steps" value="2x = 6" data-cell="right"', page)
    assert '<option value="2" selected>' in page  # a line's place in the order
    assert page.count("selected>") == 3 + 2


@pytest.mark.django_db(transaction=True)
def test_a_verdict_that_seems_wrong_goes_to_the_staff_with_one_click(
    attempt: Attempt,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    grade_next: Callable[[], Submission],
) -> None:
    ada = as_person(stage.ada)
    form = {"answer-m": "8", "idem_key": str(form_key(attempt))}
    ada.post(f"/attempts/{attempt.pk}/submit/", form)
    row = grade_next()
    for _ in range(2):  # a double click is one case
        ada.post(f"/submissions/{row.pk}/objection/")
    assert Objection.objects.get().submission == row
    assert as_person(stage.charlie).post(f"/submissions/{row.pk}/objection/").status_code == 404
    assert "Sent to the staff" in ada.get(f"/attempts/{attempt.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_another_device_changed_is_not_overwritten_unasked(
    attempt: Attempt, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    ada = as_person(stage.ada)
    url = f"/attempts/{attempt.pk}/draft/"
    assert ada.post(url, {"answer-m": "5", "revision": "0"}).json()["revision"] == 1
    late = ada.post(url, {"answer-m": "6", "revision": "0"})
    assert (late.status_code, late.json()["revision"]) == (409, 1)
    assert ada.post(url, {"answer-m": "6", "revision": "1"}).status_code == 200  # kept, when asked


@pytest.mark.django_db(transaction=True)
def test_the_staff_see_the_whole_case_and_the_learner_their_answer(
    attempt: Attempt,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    grade_next: Callable[[], Submission],
) -> None:
    ada, noether = as_person(stage.ada), as_person(stage.noether)
    form = {"answer-m": "3 + 5", "idem_key": str(form_key(attempt))}
    ada.post(f"/attempts/{attempt.pk}/submit/", form)
    row = grade_next()
    ada.post(f"/submissions/{row.pk}/objection/")
    cases = noether.get("/teaching/objections/").content.decode()
    assert "3 + 5" in cases and "computed exactly" in cases
    assert "3 + 5" not in as_person(stage.hilbert).get("/teaching/objections/").content.decode()
    assert as_person(stage.ada).get("/teaching/objections/").status_code == 404
    attempt.item = None  # the same in practice: it reaches those who teach the learner
    attempt.save()
    assert "3 + 5" in noether.get("/teaching/objections/").content.decode()
    assert "3 + 5" in as_person(stage.grace).get("/teaching/objections/").content.decode()
    assert "3 + 5" not in as_person(stage.hilbert).get("/teaching/objections/").content.decode()
    said = {"state": "declined", "words": "Three and five are eight."}
    noether.post(f"/teaching/objections/{row.pk}/", said)
    assert "Three and five are eight." in ada.get(f"/attempts/{attempt.pk}/").content.decode()
