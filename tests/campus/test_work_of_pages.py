"""How much work the pages do that learners ask for most: questions to the database, counted.

The bounds are what a page needs today. Whoever adds one more question to a hot page moves a number
here, and says in the commit what it is worth.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus.accounts.models import User
from campus.learning.models import Attempt
from tests.campus.cast import Stage

As = Callable[[User | None], Client]

#: Signing in is one of them: the person, by the session that the cache holds.
MOST = {
    "/exercises/three-and-four/": 14,
    "/": 18,
    "/exercises/": 6,
    "/practise/": 20,  # one of them: what a placement took for known
    "/progress/": 15,
}


def asked(browser: Client, path: str) -> int:
    browser.get(path)  # the first visit opens the attempt and fills what processes keep
    browser.get(path)
    with CaptureQueriesContext(connection) as questions:
        assert browser.get(path).status_code == 200
    return len(questions)


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_no_more_than_it_needs(stage: Stage, as_person: As, path: str) -> None:
    assert asked(as_person(stage.ada), path) <= MOST[path]


def test_what_is_read_of_an_answer_takes_two_questions(stage: Stage, as_person: As) -> None:
    ada = as_person(stage.ada)
    ada.get("/exercises/three-and-four/")
    row = Attempt.objects.get(learner=stage.ada, item=None)
    assert asked(ada, f"/preview/?attempt={row.pk}&blank=m&answer-m=3%2B4") <= 2
