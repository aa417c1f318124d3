"""What must be answerable years later is written down: an act, and its entry."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from campus.accounts.models import User
from campus.auditing import record
from campus.auditing.chain import verify
from campus.auditing.models import Entry
from campus.learning.models import Sitting, Submission
from campus.teaching.regrading.beginning import begin
from tests.campus.addresses import address_of
from tests.campus.cast import PASSWORD, Stage, attempt_of
from tests.campus.privacy.worked import work
from tests.campus.test_teaching import filled

pytestmark = pytest.mark.django_db

Browser = Callable[[User | None], Client]
Doing = Callable[[Stage, Browser], object]


def teaching(address: str, **fields: object) -> Doing:
    """Noether sends a form."""

    def do(stage: Stage, as_person: Browser) -> object:
        answer = as_person(stage.noether).post(f"/teaching/sums/{address}", fields)
        return answer.status_code

    return do


def grace(address: str, **fields: object) -> Doing:
    """Grace sends a form about Ada."""

    def do(stage: Stage, as_person: Browser) -> object:
        return as_person(stage.grace).post(f"/people/{stage.ada.pk}/{address}", fields)

    return do


def fetches(address: str) -> Doing:
    return lambda stage, as_person: as_person(stage.noether).get(address)


def sets_a_mark(stage: Stage, as_person: Browser) -> object:
    address = f"/teaching/sums/gradebook/{stage.ada.pk}/mark/"
    fields = {"problem_set": stage.problem_set.pk, "share": "50", "reason": "spoken"}
    return as_person(stage.noether).post(address, fields)


def marks_an_answer(stage: Stage, as_person: Browser) -> object:
    submission = Submission.objects.get()
    address = address_of("answer-mark", stage, submission.attempt, submission)
    return as_person(stage.noether).post(address, {"score": "50", "reason": "nearly"})


def changes_the_time_of_a_set(stage: Stage, as_person: Browser) -> object:
    fields = filled(
        {"id": stage.item.pk, "exercise": stage.exercise.pk},
        title=stage.problem_set.title,
        closes_at="2999-01-01T00:00",
    )
    return as_person(stage.noether).post("/teaching/sums/sets/1/", fields)


def gives_time_back(stage: Stage, as_person: Browser) -> object:
    browser = as_person(stage.noether)
    address = address_of("teaching-sittings", stage, attempt_of(stage), Submission.objects.get())
    row = Sitting.objects.create(problem_set=stage.problem_set, learner=stage.ada)
    return browser.post(address, {"sitting": row.pk, "minutes": 5, "why": "fire alarm"})


def begins_a_regrade(stage: Stage, as_person: Browser) -> object:
    assert stage.exercise.current is not None
    return begin(stage.course, stage.exercise.current, "a typo in the key", stage.noether)


@pytest.mark.parametrize(
    ("act", "do"),
    [
        ("mark set by hand", sets_a_mark),
        ("answer marked by hand", marks_an_answer),
        ("set changed", changes_the_time_of_a_set),
        ("time given back", gives_time_back),
        (
            "extension given",
            teaching("extensions/", people="ada", extra_time="25", why="as agreed"),
        ),
        ("gradebook exported", fetches("/teaching/sums/gradebook.csv")),
        ("results exported", fetches("/teaching/sums/sets/1/results.csv")),
        ("audit log exported", fetches("/courses/sums/audit.csv")),
        ("audit log exported", fetches("/courses/sums/audit.jsonl")),
        ("progress exported", fetches("/dashboard/tables/weeks.csv")),
        ("role changed", grace("change/", role="instructor")),
        ("account switched off", grace("change/", active="0")),
        ("looked as somebody", grace("eyes/")),
        ("regrade begun", begins_a_regrade),
    ],
)
def test_an_act_leaves_its_entry(act: str, do: Doing, stage: Stage, as_person: Browser) -> None:
    work(stage)
    done = do(stage, as_person)
    written = Entry.objects.exclude(act="signed in")
    assert act in list(written.values_list("act", flat=True)), done
    assert written.get(act=act).actor in (stage.noether, stage.grace)


def test_signing_in_leaves_its_entry(stage: Stage) -> None:
    Client().post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert Entry.objects.get(act="signed in").actor == stage.ada


def test_an_entry_that_was_slipped_in_is_found(stage: Stage) -> None:
    record(stage.noether, "extension given", stage.problem_set)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET session_replication_role = replica")
        Entry.objects.create(actor=stage.hilbert, act="extension given")
        cursor.execute("SET session_replication_role = origin")
    assert any("has no seal" in fault for fault in verify().faults)


@pytest.mark.parametrize(
    ("side", "found"),
    [
        ("", ["role changed", "extension given"]),
        ("by", ["role changed"]),
        ("to", ["extension given"]),
    ],
)
def test_who_did_it_is_told_from_whom_it_was_done_to(
    side: str, found: list[str], stage: Stage, as_person: Browser
) -> None:
    record(stage.noether, "role changed", stage.ada)
    record(stage.grace, "extension given", stage.noether)
    page = as_person(stage.grace).get(f"/audit/?person=noether&side={side}").context["page"]
    assert sorted(entry.act for entry in page.entries) == sorted(found)


def test_the_log_comes_as_json_lines_with_its_seals(stage: Stage, as_person: Browser) -> None:
    record(stage.noether, "extension given", stage.ada, stage.course.pk, days=2)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    body = as_person(stage.grace).get("/audit.jsonl?act=extension+given").getvalue().decode()
    (line,) = [json.loads(text) for text in body.splitlines()]
    assert (line["actor_id"], line["person_id"]) == (stage.noether.pk, stage.ada.pk)
    assert (line["details"], line["seal"]) == ({"days": 2}, verify().head)
