"""Who may see what: every address of the site, asked for by everybody. A new address without a row
in this table fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

import pytest
import redis
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.authoring import looking
from campus.authoring.editing import begin
from campus.authoring.proving import ask_to_publish
from campus.catalog.asking import NoAnswer
from campus.courses.calendar import renew
from campus.courses.joining import make
from campus.courses.models import Announcement, Entrance, ProblemSet
from campus.learning.models import Attempt, GradeResult, Objection, PracticeSession, Submission
from campus.learning.practice.reminding import stop_token
from campus.learning.submitting import form_key, submit_answer
from campus.teaching.models import Regrade
from tests.campus.cast import Stage, attempt_of, typed

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "ada", "charlie", "noether", "hilbert", "grace")

IN, NO, OK, GO = "sign-in", 404, 200, 302
#                          nobody  Ada  Charlie Noether Hilbert Grace
SIGNED_IN: tuple[object, ...] = (IN, OK, OK, OK, OK, OK)
OPEN: tuple[object, ...] = (OK, OK, OK, OK, OK, OK)
IN_COURSE: tuple[object, ...] = (IN, OK, NO, OK, NO, OK)
TAUGHT: tuple[object, ...] = (IN, NO, NO, OK, NO, OK)
TAUGHT_GO: tuple[object, ...] = (IN, NO, NO, GO, NO, GO)
ADAS: tuple[object, ...] = (IN, OK, NO, NO, NO, NO)
ADAS_GO: tuple[object, ...] = (IN, GO, NO, NO, NO, NO)
ADMINS: tuple[object, ...] = (IN, NO, NO, NO, NO, OK)
STAFF: tuple[object, ...] = (IN, NO, NO, OK, OK, OK)
NOETHERS: tuple[object, ...] = (IN, NO, NO, OK, NO, OK)  # her manuscript
NOETHERS_GO: tuple[object, ...] = (IN, NO, NO, GO, NO, GO)

#: Name of the address -> (method, what each of PEOPLE gets). Where Ada's work is read by those
#: who teach her, it is theirs to read and not to change.
MATRIX: dict[str, tuple[str, tuple[object, ...]]] = {
    "healthz": ("get", OPEN),
    "readyz": ("get", (503,) * 6),  # for everybody; there is no grader in this test
    "metrics": ("get", (NO,) * 6),  # whoever brings the token: test_metrics
    "home": ("get", OPEN),
    "sign-in": ("get", (OK, GO, GO, GO, GO, GO)),
    "sign-up": ("get", OPEN),
    "forgotten": ("get", OPEN),
    "reset-sent": ("get", OPEN),
    "reset-choose": ("get", OPEN),  # a link that fits nobody says so to everybody
    "reminder-stop": ("get", OPEN),  # whoever holds the signed link
    "sign-out": ("post", (GO,) * 6),
    "account": ("get", SIGNED_IN),
    "password": ("get", SIGNED_IN),
    "catalogue": ("get", SIGNED_IN),
    "exercise": ("get", SIGNED_IN),  # a published exercise is open to everybody for practice
    "skill": ("get", SIGNED_IN),
    "module": ("get", SIGNED_IN),
    "progress": ("get", SIGNED_IN),
    "practise": ("get", SIGNED_IN),
    "practice-plan": ("get", SIGNED_IN),
    "practice-start": ("post", (IN, GO, GO, GO, GO, GO)),
    "practice-session": ("get", ADAS),
    "practice-next": ("post", ADAS_GO),
    "practice-end": ("post", ADAS_GO),
    "courses": ("get", SIGNED_IN),
    "course": ("get", IN_COURSE),
    "problem-set": ("get", IN_COURSE),
    "exam-begin": ("post", ADAS_GO),  # those who teach it do not sit it
    "exam-hand-in": ("post", ADAS_GO),
    "course-new": ("get", STAFF),
    "course-settings": ("get", TAUGHT),
    "course-copy": ("get", TAUGHT),
    "course-archive": ("post", TAUGHT_GO),
    "course-reopen": ("post", TAUGHT_GO),
    "course-people": ("get", TAUGHT),
    "course-add": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "course-list": ("get", TAUGHT),
    "course-part": ("get", TAUGHT),
    "course-remove": ("post", TAUGHT_GO),
    "course-leave": ("get", (IN, OK, NO, OK, NO, NO)),  # Grace sees it and is not in it
    "section-new": ("post", TAUGHT_GO),
    "section-remove": ("post", TAUGHT_GO),
    "course-ways": ("get", TAUGHT),
    "course-invite": ("post", TAUGHT),
    "course-revoke": ("post", TAUGHT_GO),
    "announcement-new": ("get", TAUGHT),
    "announcement-edit": ("get", TAUGHT),
    "announcement-remove": ("post", TAUGHT_GO),
    "announcements-seen": ("post", (IN, GO, NO, GO, NO, GO)),
    "course-audit": ("get", TAUGHT),  # Noether owns it
    "course-audit-csv": ("get", TAUGHT),
    "audit": ("get", ADMINS),
    "audit-csv": ("get", ADMINS),
    "join": ("get", (OK, GO, OK, GO, OK, OK)),  # whoever holds the link; who is in, goes on
    "join-code": ("get", SIGNED_IN),
    "calendar": ("get", SIGNED_IN),
    "calendar-feed": ("get", OPEN),  # whoever holds the secret address
    "attempt": ("get", (IN, OK, NO, OK, NO, OK)),
    "submission": ("get", (IN, GO, NO, GO, NO, GO)),
    "submit": ("post", ADAS_GO),
    "withdraw": ("post", ADAS_GO),
    "hint": ("post", ADAS_GO),
    "give-up": ("post", ADAS_GO),
    "another": ("post", ADAS_GO),
    "draft": ("post", ADAS),
    "object": ("post", ADAS_GO),
    "preview": ("get", ADAS),
    "authoring": ("get", STAFF),
    "authoring-new": ("get", STAFF),
    "authoring-import": ("post", (IN, NO, NO, GO, GO, GO)),
    "authoring-export-all": ("get", STAFF),  # of one's own
    "authoring-source": ("get", STAFF),
    "authoring-copy": ("post", (IN, NO, NO, GO, GO, GO)),
    "authoring-publication": ("get", NOETHERS),
    "authoring-cancel": ("post", NOETHERS_GO),
    "authoring-edit": ("get", NOETHERS),
    "authoring-preview": ("post", NOETHERS),
    "authoring-findings": ("post", NOETHERS),
    "authoring-publish": ("post", NOETHERS_GO),
    "authoring-retire": ("post", NOETHERS_GO),
    "authoring-history": ("get", NOETHERS),
    "authoring-coauthors": ("post", NOETHERS_GO),
    "authoring-export": ("get", NOETHERS),
    "objections": ("get", STAFF),  # the cases of those whom one teaches
    "objection-answer": ("post", (IN, NO, NO, GO, NO, GO)),
    "teaching": ("get", (IN, NO, NO, OK, OK, OK)),
    "teaching-set-new": ("get", TAUGHT),
    "teaching-set": ("get", TAUGHT),
    "teaching-set-preview": ("get", TAUGHT),
    "teaching-set-simulate": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "extensions": ("get", TAUGHT),
    "extension-remove": ("post", TAUGHT_GO),
    "teaching-results": ("get", TAUGHT),
    "teaching-results-csv": ("get", TAUGHT),
    "notices-seen": ("post", (IN, GO, GO, GO, GO, GO)),
    "gradebook": ("get", TAUGHT),
    "gradebook-csv": ("get", TAUGHT),
    "gradebook-import": ("get", TAUGHT),
    "gradebook-scheme": ("get", TAUGHT),
    "gradebook-learner": ("get", TAUGHT),
    "gradebook-mark": ("post", (IN, NO, NO, 400, NO, 400)),  # an empty form, shown again
    "gradebook-note": ("post", (IN, NO, NO, 400, NO, 400)),
    "answers": ("get", TAUGHT),
    "answer": ("get", TAUGHT),
    "answer-comment": ("post", (IN, NO, NO, 400, NO, 400)),
    "answer-mark": ("post", (IN, NO, NO, 400, NO, 400)),
    "teaching-items": ("get", TAUGHT),
    "teaching-item": ("get", TAUGHT),
    "teaching-item-name": ("post", TAUGHT_GO),
    "regrades": ("get", TAUGHT),
    "regrade": ("get", TAUGHT),
    "regrade-apply": ("post", TAUGHT_GO),
    "regrade-roll-back": ("post", TAUGHT_GO),
    "regrade-drop": ("post", TAUGHT_GO),
    "alerts-seen": ("post", (IN, NO, NO, NO, NO, GO)),
    "dashboard": ("get", ADMINS),
    "dashboard-learner": ("get", ADMINS),
}


def names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns)
        else:
            found.append(str(pattern.name))
    return found


def test_every_address_has_a_row() -> None:
    assert sorted(names(get_resolver().url_patterns)) == sorted(MATRIX)


#: Rows that stand side by side share a stage, for setting one up takes longer than asking.
ROWS = 12
PARTS = [list(MATRIX)[start : start + ROWS] for start in range(0, len(MATRIX), ROWS)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part[0]}-to-{part[-1]}")
def test_everybody_gets_what_is_theirs(
    part: list[str],
    stage: Stage,
    as_person: Callable[[User | None], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking, "ask", no_worker_answers)
    attempt = attempt_of(stage)
    submission = submit_answer(attempt, typed("8"), form_key(attempt))
    given = {}
    for name in part:
        with transaction.atomic():
            given[name] = asked_by_everybody(name, stage, as_person, attempt, submission)
            transaction.set_rollback(True)
    assert given == {name: dict(zip(PEOPLE, MATRIX[name][1], strict=True)) for name in part}


def asked_by_everybody(
    name: str,
    stage: Stage,
    as_person: Callable[[User | None], Client],
    attempt: Attempt,
    submission: Submission,
) -> dict[str, object]:
    """What each of PEOPLE gets; the next one finds everything as it was."""
    method = MATRIX[name][0]
    if name.startswith("object"):
        raise_an_objection(submission, sent=name != "object")
    address = address_of(name, stage, attempt, submission)
    given = {}
    for who in PEOPLE:
        browser = as_person(None if who == "nobody" else getattr(stage, who))
        with transaction.atomic():
            given[who] = outcome(getattr(browser, method)(address))
            transaction.set_rollback(True)
    return given


def outcome(answer: HttpResponse) -> object:
    """The status, or IN for whoever is sent to sign in first."""
    to_sign_in = answer.headers.get("Location", "").startswith("/sign-in/?next=")
    return IN if to_sign_in else answer.status_code


def raise_an_objection(submission: Submission, *, sent: bool) -> None:
    """Ada's answer has been graded; `sent`: and she has said that the verdict is wrong."""
    Submission.objects.filter(pk=submission.pk).update(state=Submission.State.GRADED)
    GradeResult.objects.create(
        submission=submission, report={"verdicts": {}}, score=0, grader_version="test"
    )
    if sent:
        Objection.objects.create(submission=submission)


def no_worker_answers(*_: object, **__: object) -> NoReturn:
    raise NoAnswer("there is no worker in this test")


def address_of(name: str, stage: Stage, attempt: Attempt, submission: Submission) -> str:
    slug, number = stage.course.slug, stage.problem_set.number
    if name.startswith("authoring"):
        return address_of_authoring(name, stage)
    if name in OF_A_COURSE:
        return reverse(name, args=OF_A_COURSE[name](stage))
    if name.startswith(("course-", "section-", "announcement")) and name != "course-new":
        return reverse(name, args=[slug])
    arguments: dict[str, list[object]] = {
        "exercise": [stage.exercise.slug],
        "course": [slug],
        "problem-set": [slug, number],
        "submission": [submission.pk],
        "withdraw": [submission.pk],
        "object": [submission.pk],
        "objection-answer": [submission.pk],
        "skill": ["adding"],
        "module": ["M00"],
        "reset-choose": ["MQ", "no-token-of-ours"],
        "reminder-stop": [stop_token(stage.ada)],
        "teaching-set-new": [slug],
        "teaching-set": [slug, number],
        "teaching-results": [slug, number],
        "teaching-results-csv": [slug, number],
        "dashboard-learner": [stage.ada.pk],
        "gradebook-learner": [slug, stage.ada.pk],
        "gradebook-mark": [slug, stage.ada.pk],
        "gradebook-note": [slug, stage.ada.pk],
        "answer": [slug, submission.pk],
        "answer-comment": [slug, submission.pk],
        "answer-mark": [slug, submission.pk],
        "teaching-items": [slug, number],
        "teaching-item": [slug, number, 1],
        "teaching-item-name": [slug, number, 1],
        **{
            name: [slug]
            for name in (
                "gradebook",
                "gradebook-csv",
                "gradebook-import",
                "gradebook-scheme",
                "answers",
                "regrades",
            )
        },
    }
    if name in ("practice-session", "practice-next", "practice-end"):
        session = PracticeSession.objects.create(learner=stage.ada, minutes=10)
        return reverse(name, args=[session.pk])
    of_attempt = ("attempt", "submit", "hint", "give-up", "another", "draft")
    given = [attempt.pk] if name in of_attempt else arguments.get(name, [])
    query = f"?attempt={attempt.pk}&blank=m&answer-m=7" if name == "preview" else ""
    return reverse(name, args=given) + query


def an_entrance(stage: Stage) -> Entrance:
    return make(Entrance(course=stage.course, kind=Entrance.Kind.LINK), stage.noether)


def an_announcement(stage: Stage) -> Announcement:
    return Announcement.objects.create(course=stage.course, author=stage.noether, title="Hello")


def a_regrade(stage: Stage) -> Regrade:
    version = stage.exercise.current
    assert version is not None
    return Regrade.objects.create(course=stage.course, exercise=stage.exercise, version=version)


def an_exam(stage: Stage) -> list[object]:
    now = timezone.now()
    ProblemSet.objects.filter(pk=stage.problem_set.pk).update(
        kind="exam",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
        minutes=9,
    )
    return ["sums", 1]


#: What the addresses of a course that name something within it are made of.
OF_A_COURSE: dict[str, Callable[[Stage], list[object]]] = {
    "exam-begin": an_exam,
    "teaching-set-preview": lambda stage: ["sums", 1],
    "teaching-set-simulate": lambda stage: ["sums", 1],
    "extensions": lambda stage: ["sums"],
    "extension-remove": lambda stage: [
        "sums",
        stage.course.extensions.create(learner=stage.ada, extra_time=25).pk,
    ],
    "exam-hand-in": an_exam,
    "course-part": lambda stage: ["sums", stage.course.enrolments.get(person=stage.ada).pk],
    "course-remove": lambda stage: ["sums", stage.course.enrolments.get(person=stage.ada).pk],
    "section-remove": lambda stage: ["sums", stage.course.sections.create(name="Monday").pk],
    **{
        name: lambda stage: ["sums", a_regrade(stage).pk]
        for name in ("regrade", "regrade-apply", "regrade-roll-back", "regrade-drop")
    },
    "course-revoke": lambda stage: ["sums", an_entrance(stage).pk],
    "announcement-edit": lambda stage: ["sums", an_announcement(stage).pk],
    "announcement-remove": lambda stage: ["sums", an_announcement(stage).pk],
    "join": lambda stage: [an_entrance(stage).secret],
    "calendar-feed": lambda stage: [renew(stage.ada).secret],
}


def address_of_authoring(name: str, stage: Stage) -> str:
    """Noether has a manuscript and has asked for it to be published."""
    if name in ("authoring", "authoring-new", "authoring-import", "authoring-export-all"):
        return reverse(name)
    if name in ("authoring-source", "authoring-copy"):
        return reverse(name, args=[stage.exercise.slug])
    manuscript = begin("noethers-own", "---\nid: noethers-own\n---\n", stage.noether)
    if name in ("authoring-publication", "authoring-cancel"):
        return reverse(name, args=[ask_to_publish(manuscript.latest, stage.noether).pk])
    return reverse(name, args=[manuscript.slug])


def test_an_item_of_a_course_is_not_a_way_in(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    address = f"/exercises/{stage.exercise.slug}/?item={stage.item.pk}"
    answers = [as_person(user).get(address).status_code for user in (stage.ada, stage.charlie)]
    assert answers == [200, 404]


def test_a_set_is_hidden_from_learners_until_it_opens(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    stage.problem_set.opens_at = "2999-01-01T00:00:00Z"
    stage.problem_set.save()
    page = f"/courses/{stage.course.slug}/1/"
    assert [as_person(user).get(page).status_code for user in (stage.ada, stage.noether)] == [
        404,
        200,
    ]


def test_charlie_is_told_of_no_course(
    stage: Stage, as_person: Callable[[User | None], Client], valkey: redis.Redis
) -> None:
    browser = as_person(stage.charlie)
    pages = [browser.get(reverse(name)).content.decode() for name in ("home", "courses")]
    assert not any(stage.course.title in page or "First sums" in page for page in pages)
