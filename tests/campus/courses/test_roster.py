"""Enrolling by a list: it says what it will do, does that, and does it once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses.errors import Refused
from campus.courses.models import Enrolment, Entrance, Section
from campus.courses.roster import carry_out, plan, text_of
from campus.courses.roster.sheet import MOST_BYTES, MOST_LINES
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

PAGE = "/courses/sums/people/list/"


def acts(stage: Stage, text: str, names_staff: bool = True) -> list[str]:
    return [line.act for line in plan(stage.course, text, names_staff=names_staff).lines]


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("charlie@example.org,,,", "enrol"),
        ("CHARLIE@Example.ORG,,,", "enrol"),  # addresses have no letter case
        (",Charlie,,", "enrol"),  # nor have user names
        ("new@example.org,,Monday,", "invite"),
        ("new@example.org,,,assistant", "invite"),
        ("ada@example.org,,,", "same"),
        ("ada@example.org,,Monday,", "change"),
        ("ada@example.org,,,assistant", "change"),
        ("noether@example.org,,,", "same"),  # a list of learners takes no role from staff
        ("noether@example.org,,,learner", "error"),  # nor does it take the owner's
        ("hilbert@example.org,,,instructor", "enrol"),
        ("charlie@example.org,,,instructor", "error"),  # his is a learner's account
        ("new@example.org,,,instructor", "error"),  # there is no account to look at
        ("charlie@example.org,,,dean", "error"),
        ("not an address,,,", "error"),
        (",nobody-here,,", "error"),  # without an address there is nothing to write to
        (",,Monday,", "error"),
        (f"charlie@example.org,,{'x' * 61},", "error"),
    ],
)
def test_what_a_line_does(line: str, act: str, stage: Stage) -> None:
    assert acts(stage, f"email,username,section,role\n{line}\n") == [act]


def test_who_only_teaches_names_no_staff(stage: Stage) -> None:
    text = "email,role\ncharlie@example.org,assistant\nnoether@example.org,instructor\n"
    assert acts(stage, text, names_staff=False) == ["error", "error"]


def test_a_name_given_twice_is_an_error_on_both_lines(stage: Stage) -> None:
    assert acts(stage, "email\nnew@example.org\nNEW@example.org\n") == ["error", "error"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_of_all_countries_are_read(separator: str, stage: Stage) -> None:
    text = f"\ufeffE-Mail{separator}EMAIL \r\nx{separator}charlie@example.org\r\n\r\n"
    found = plan(stage.course, text_of(text.encode()), names_staff=True)
    assert [(line.number, line.act) for line in found.lines] == [(2, "enrol")]


@pytest.mark.parametrize(
    "content",
    [
        b"name,section\nAda,Monday\n",  # no column says who
        b"",
        b"email\nJos\xe9@example.org\n",  # Latin-1
        b"email\n" + b"a@example.org\n" * (MOST_LINES + 1),
        b"x" * (MOST_BYTES + 1),
        b'email\n"' + b"a" * 200_000 + b'"\n',  # a quote that swallows the rest
    ],
)
def test_what_is_no_list_is_refused_whole(content: bytes, stage: Stage) -> None:
    with pytest.raises(Refused):
        plan(stage.course, text_of(content), names_staff=True)


def test_a_second_time_changes_nothing(stage: Stage) -> None:
    text = "email,section\ncharlie@example.org,Monday\nada@example.org,Monday\nn@example.org,\n"
    first = plan(stage.course, text, names_staff=True)
    assert carry_out(stage.course, first, stage.noether) == 3
    assert Section.objects.get().enrolments.count() == 2
    again = plan(stage.course, text, names_staff=True)
    assert not again.does_something
    assert carry_out(stage.course, again, stage.noether) == 0
    assert Entrance.objects.count() == 1
    assert Entry.objects.filter(act="person enrolled", person=stage.charlie).count() == 1


def test_a_list_is_shown_first_and_applied_as_shown(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    browser = as_person(stage.noether)
    upload = SimpleUploadedFile("l.csv", b"email\ncharlie@example.org\nnobody\n")
    shown = browser.post(PAGE, {"file": upload})
    found, text = shown.context["plan"], shown.context["text"]
    assert found.counts["enrol"] == found.counts["error"] == 1
    assert not Enrolment.objects.filter(person=stage.charlie).exists()
    stale = browser.post(PAGE, {"text": text, "shown": "what was shown before"})
    assert "this is what would happen now" in stale.content.decode()
    assert not Enrolment.objects.filter(person=stage.charlie).exists()
    browser.post(PAGE, {"text": text, "shown": found.digest})
    assert Enrolment.objects.get(person=stage.charlie).role == Enrolment.Role.LEARNER


def test_a_long_list_costs_a_fixed_number_of_queries(
    stage: Stage, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    User.objects.bulk_create(User(username=f"here{n}") for n in range(300))
    here = "".join(f",here{n},Monday\n" for n in range(300))
    text = (
        "email,username,section\n" + "".join(f"new{n}@example.org,,\n" for n in range(200)) + here
    )
    with django_assert_max_num_queries(4):
        found = plan(stage.course, text, names_staff=True)
    with django_assert_max_num_queries(16):
        assert carry_out(stage.course, found, stage.noether) == 500
    assert Entry.objects.filter(act="person enrolled").count() == 300
