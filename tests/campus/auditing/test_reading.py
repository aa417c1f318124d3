"""Reading the audit log: filters, pages, CSV; an owner reads their course and no other."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.auditing import record
from campus.auditing.models import Entry
from campus.auditing.reading import A_PAGE
from campus.courses.models import Course
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


@pytest.fixture
def acts(stage: Stage) -> None:
    elsewhere = Course.objects.get(slug="elsewhere").pk
    record(stage.noether, "marks changed", stage.ada, stage.course.pk, points=3)
    record(stage.noether, "set changed", "=HYPERLINK(1)", stage.course.pk)
    record(stage.hilbert, "marks changed", stage.charlie, elsewhere)


def read(browser: Client, address: str) -> list[tuple[str, str]]:
    page = browser.get(address).context["page"]
    return [(str(entry.actor), entry.act) for entry in page.entries if entry.act != "signed in"]


NOETHERS = [("Noether", "set changed"), ("Noether", "marks changed")]
HILBERTS = [("Hilbert", "marks changed")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", HILBERTS + NOETHERS),
        ("?person=ADA", NOETHERS[1:]),  # whom it was done to
        ("?person=hilbert@example.org", HILBERTS),  # who did it
        ("?act=set+changed", NOETHERS[:1]),
        ("?course=sums", NOETHERS),
        ("?since=2999-01-01", []),
        ("?until=2999-01-01", HILBERTS + NOETHERS),
        ("?since=yesterday", []),  # what cannot be read is said, and nothing is shown
        ("?person=Ada&act=set+changed", []),
    ],
)
def test_an_administrator_filters_the_log(
    query: str, found: list[tuple[str, str]], stage: Stage, acts: None, as_person: Browser
) -> None:
    assert read(as_person(stage.grace), f"/audit/{query}") == found


def test_an_owner_reads_their_own_course(stage: Stage, acts: None, as_person: Browser) -> None:
    assert read(as_person(stage.noether), "/courses/sums/audit/") == NOETHERS
    assert read(as_person(stage.noether), "/courses/sums/audit/?person=charlie") == []


def test_pages_go_on_where_the_one_before_ended(stage: Stage, as_person: Browser) -> None:
    for number in range(A_PAGE + 1):
        record(stage.noether, f"act {number}", course=stage.course.pk)
    browser = as_person(stage.noether)
    first = browser.get("/courses/sums/audit/").context["page"]
    second = browser.get(f"/courses/sums/audit/?before={first.older}").context["page"]
    assert (len(first.entries), len(second.entries), second.older) == (A_PAGE, 1, None)
    assert second.entries[0].act == "act 0"


def test_the_csv_holds_no_formula_and_is_itself_recorded(
    stage: Stage, acts: None, as_person: Browser
) -> None:
    answer = as_person(stage.noether).get("/courses/sums/audit.csv?act=set+changed")
    heading, line = csv.reader(answer.getvalue().decode().splitlines())
    assert dict(zip(heading, line, strict=True))["target"] == "'=HYPERLINK(1)"
    assert Entry.objects.filter(act="audit log exported", actor=stage.noether).exists()
