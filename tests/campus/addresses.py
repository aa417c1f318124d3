"""The address of every page for a stage, with what it names brought into being first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from campus.authoring.editing import begin
from campus.authoring.proving import ask_to_publish
from campus.courses.calendar import renew
from campus.courses.joining import make
from campus.courses.models import Announcement, Entrance, ProblemSet
from campus.learning.models import Attempt, PracticeSession, Submission
from campus.learning.practice.reminding import stop_token
from campus.privacy.models import Export
from campus.programme.models import FINAL, Credential, Examination, IssuerKey, PublicProfile
from campus.teaching.models import Regrade
from tests.campus.accounts.addresses import ARGUMENTS
from tests.campus.cast import Stage
from tests.campus.community.asked import OF_THE_DISCUSSION, address_of_discussion
from tests.campus.programme.at_work import OF_PROJECTS, address_of_project


def address_of(name: str, stage: Stage, attempt: Attempt, submission: Submission) -> str:
    slug, number = stage.course.slug, stage.problem_set.number
    if name.startswith("authoring"):
        return address_of_authoring(name, stage)
    if name in OF_THE_DISCUSSION:
        return address_of_discussion(name, stage)
    if name in OF_CERTIFICATES:
        return reverse(name, args=OF_CERTIFICATES[name](certified(stage)))
    if name in OF_PROJECTS:
        return address_of_project(name, stage)
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
        **ARGUMENTS,
        "reminder-stop": [stop_token(stage.ada)],
        "teaching-set-new": [slug],
        "teaching-set": [slug, number],
        "teaching-results": [slug, number],
        "teaching-results-csv": [slug, number],
        "examination": ["M00"],
        "examination-begin": ["M00"],
        "person": [stage.ada.pk],
        "person-change": [stage.ada.pk],
        "eyes": [stage.ada.pk],
        "person-erase": [stage.ada.pk],
        "dashboard-learner": [stage.ada.pk],
        "dashboard-sheet": ["weeks"],
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
    of_attempt = ("attempt", "submit", "hint", "give-up", "another", "draft", "placement-unmet")
    given = [attempt.pk] if name in of_attempt else arguments.get(name, [])
    query = f"?attempt={attempt.pk}&blank=m&answer-m=7" if name == "preview" else ""
    return reverse(name, args=given) + query


def an_entrance(stage: Stage) -> Entrance:
    return make(Entrance(course=stage.course, kind=Entrance.Kind.LINK), stage.noether)


def an_export(stage: Stage) -> Export:
    now = timezone.now()
    return Export.objects.create(person=stage.ada, state=Export.State.READY, ready_at=now)


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
    "teaching-sittings": an_exam,
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
    "export-file": lambda stage: [an_export(stage).pk],
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


def certified(stage: Stage) -> Credential:
    """Ada's certificate, which nobody signed, and her public profile."""
    PublicProfile.objects.create(person=stage.ada, handle="ada", on=True)
    final = Examination.objects.create(
        learner=stage.ada, subject=FINAL, number=1, track="ds", outcome="passed"
    )
    return Credential.objects.create(
        learner=stage.ada,
        examination=final,
        code="ABCD-EFGH-JKLM",
        name="Ada",
        track="ds",
        evidence={"distinction": False, "taken_on": "2026-01-01", "areas": [], "modules": []},
        key=IssuerKey.objects.create(thumbprint="none", public_pem=""),
        token="a.b.c",
        status_index=7,
    )


OF_CERTIFICATES: dict[str, Callable[[Credential], list[object]]] = {
    "credential-paper": lambda row: [],
    "credential-revoke": lambda row: [row.pk],
    "profile": lambda row: ["ada"],
    **dict.fromkeys(
        ("verify-code", "credential-token", "credential-picture"), lambda row: [row.code]
    ),
    "credential-achievement": lambda row: [row.track],
}
