"""Accounts by a list: shown first, done then, once."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest
from django.test import Client

from campus.accounts.models import User
from campus.administration.listing import carry_out, plan
from campus.auditing.models import Entry
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("emil@example.org,emil,Emil,learner", "create"),
        ("emil@example.org,,,", "create"),  # called what stands before the @
        ("emil@example.org,,Emil,INSTRUCTOR", "create"),
        ("ADA@example.org,,,", "same"),
        ("ada@example.org,,,instructor", "change"),
        ("emil@example.org,,,admin", "error"),  # nobody administers by a list
        ("grace@example.org,,,learner", "error"),  # nor ceases to
        ("emil@example.org,Ada,,", "error"),  # the name is taken, whatever its letters
        ("emil@example.org,a b,,", "error"),  # no user name
        ("emil@example.org,~7,,", "error"),  # erased accounts are called so
        (f"emil@example.org,,{'x' * 81},", "error"),
        ("emil,emil,,", "error"),
        (",emil,,", "error"),
    ],
)
def test_what_a_line_would_do(line: str, act: str, stage: Stage) -> None:
    (found,) = plan(f"email,username,name,role\n{line}\n", stage.grace).lines
    assert (found.act, found.words != "") == (act, True)


def test_a_list_that_names_somebody_twice_is_told(stage: Stage) -> None:
    twice = plan("email\nemil@example.org\nEmil@example.org\n", stage.grace)
    alike = plan("email\nemil@example.org\nemil@example.com\n", stage.grace)
    assert [line.act for line in twice.lines + alike.lines] == ["error"] * 4


def test_what_was_shown_is_done_and_only_once(stage: Stage, as_person: Browser) -> None:
    grace = as_person(stage.grace)
    text = "email;role\nemil@example.org;instructor\nada@example.org;instructor\nx;\n"
    page = grace.post("/people/list/", {"text": text}).content.decode()
    assert not User.objects.filter(username="emil").exists()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    assert shown is not None
    assert grace.post("/people/list/", {"text": text, "shown": shown[1]}).status_code == 302
    emil = User.objects.get(username="emil")
    assert (emil.role, emil.has_usable_password()) == ("instructor", False)
    stage.ada.refresh_from_db()
    assert stage.ada.role == "instructor"
    acts = Entry.objects.exclude(act="signed in").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["account made", "role changed", "list of accounts applied"]
    assert carry_out(plan(text, stage.grace), stage.grace) == 0


def test_a_plan_that_no_longer_holds_is_shown_anew(stage: Stage, as_person: Browser) -> None:
    fields = {"text": "email\nemil@example.org\n", "shown": "of another hour"}
    answer = as_person(stage.grace).post("/people/list/", fields)
    assert answer.status_code == 200
    assert not User.objects.filter(username="emil").exists()


def test_people_are_taken_away_without_formulas(stage: Stage, as_person: Browser) -> None:
    User.objects.filter(pk=stage.ada.pk).update(display_name="=HYPERLINK(1)")
    answer = as_person(stage.grace).get("/people.csv?find=ada")
    (line,) = csv.DictReader(answer.getvalue().decode().splitlines())
    assert (line["username"], line["name"], line["courses"]) == ("ada", "'=HYPERLINK(1)", "1")
    assert Entry.objects.get(act="people exported").details == {"people": 1}
