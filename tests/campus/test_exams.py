"""Exams, pools and extensions: what the server holds to, whatever a browser does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.courses.archiving import archive
from campus.courses.extending import extend
from campus.courses.models import Draw, Item, Pool, ProblemSet
from campus.courses.pools import drawn, items_for
from campus.courses.rules import terms_of
from campus.learning import exams
from campus.learning.attempts import give_up, take_hint
from campus.learning.models import Attempt, GradeResult, Sitting, Submission
from campus.teaching.sets.simulating import simulate
from tests.campus.cast import Stage, attempt_of, publish_by_hand

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def exam(stage: Stage) -> ProblemSet:
    """An exam of 30 minutes, open since ten minutes for two hours."""
    now, row = timezone.now(), stage.problem_set
    row.kind, row.minutes = ProblemSet.Kind.EXAM, 30
    row.opens_at, row.closes_at = now - 10 * MINUTE, now + 110 * MINUTE
    row.save()
    return row


def test_nothing_of_an_exam_is_judged_before_it_has_closed_for_everybody(
    stage: Stage, exam: ProblemSet, as_person: Callable[[User | None], Client]
) -> None:
    ada = as_person(stage.ada)
    item = f"/exercises/three-and-four/?item={stage.item.pk}"
    assert ada.get(item).status_code == 302  # it has not been begun
    ada.post("/courses/sums/1/begin/")
    assert "CANARY" not in ada.get(item).content.decode()
    attempt = Attempt.objects.get(item=stage.item)
    assert take_hint(attempt).hints_taken == 0
    give_up(attempt)
    ada.post(f"/attempts/{attempt.pk}/submit/", {"answer-m": "7", "idem_key": str(exam_key())})
    attempt.refresh_from_db()
    assert (attempt.ended, attempt.tries, Submission.objects.count()) == ("", 0, 0)
    ada.post("/courses/sums/1/hand-in/")
    late = ada.post(f"/attempts/{attempt.pk}/draft/", {"answer-m": "8", "revision": "1"})
    assert late.status_code == 410
    exams.collect()
    assert not Submission.objects.exists()
    ProblemSet.objects.filter(pk=exam.pk).update(closes_at=timezone.now() - MINUTE)
    assert exams.collect() == 1
    handed = Submission.objects.get()
    assert (handed.answers["m"]["text"], handed.lane) == ("7", "exam")
    assert exams.collect() == 0


def exam_key() -> str:
    return "00000000-0000-4000-8000-000000000001"


def test_the_server_hands_in_when_the_time_of_this_learner_is_up(
    stage: Stage, exam: ProblemSet
) -> None:
    extend(stage.noether, stage.course, None, [stage.ada], [], extra_time=50)
    assert terms_of(exam, stage.ada.pk).minutes == 45
    sitting = exams.begin(exam, stage.ada)
    Sitting.objects.update(begun_at=timezone.now() - 44 * MINUTE)
    assert exams.exam_of(exam, stage.ada).may_write
    Sitting.objects.update(begun_at=timezone.now() - 46 * MINUTE)
    assert not exams.exam_of(exam, stage.ada).may_write
    sitting.refresh_from_db()
    assert sitting.by_server
    exams.give_back(sitting, 10)  # our fault: the sitting goes on
    assert exams.exam_of(exam, stage.ada).may_write


def test_staff_give_time_back_on_a_page_and_it_is_logged(
    stage: Stage, exam: ProblemSet, as_person: Callable[[User | None], Client]
) -> None:
    sitting = exams.begin(exam, stage.ada)
    Sitting.objects.update(begun_at=timezone.now() - 40 * MINUTE)
    teacher, page = as_person(stage.noether), "/teaching/sums/sets/1/sittings/"
    assert "time up" not in teacher.get(page).content.decode()  # nobody has looked yet
    assert not exams.exam_of(exam, stage.ada).may_write
    given = {"minutes": "5", "why": "no power in room 5"}
    refused = teacher.post(page, given, follow=True).content.decode()
    assert "still be over" in refused and not Entry.objects.filter(act="time given back").exists()
    teacher.post(page, given | {"minutes": "20"})
    assert exams.exam_of(exam, stage.ada).may_write
    entry = Entry.objects.get(act="time given back")
    assert (entry.details["minutes"], entry.details["why"]) == (20, "no power in room 5")
    exams.hand_in(Sitting.objects.get())  # by mistake
    teacher.post(page, given | {"sitting": str(sitting.pk)})
    assert not exams.exam_of(exam, stage.ada).may_write
    teacher.post(page, given | {"sitting": str(sitting.pk), "reopen": "on"})
    assert exams.exam_of(exam, stage.ada).may_write


def test_an_attempt_opened_before_the_exam_says_nothing_during_it(
    stage: Stage, exam: ProblemSet, as_person: Callable[[User | None], Client]
) -> None:
    practice = attempt_of(stage, in_the_set=False)
    sitting = exams.begin(exam, stage.ada)
    ada, at = as_person(stage.ada), f"/attempts/{practice.pk}/"
    for mode in ("grade", "run"):
        ada.post(f"{at}submit/", {"answer-m": "7", "idem_key": exam_key(), "mode": mode})
    for act in ("hint/", "give-up/", "another/"):
        ada.post(f"{at}{act}")
    assert ada.get(at, follow=True).redirect_chain[-1][0] == "/courses/sums/1/"
    practice.refresh_from_db()
    assert (practice.ended, practice.hints_taken, Attempt.objects.count()) == ("", 0, 1)
    assert not Submission.objects.exists()
    exams.hand_in(sitting)
    ada.post(f"{at}submit/", {"answer-m": "7", "idem_key": exam_key()})
    assert Submission.objects.count() == 1


def test_archiving_a_course_ends_what_is_written_there(
    stage: Stage, exam: ProblemSet, as_person: Callable[[User | None], Client]
) -> None:
    exams.begin(exam, stage.ada)
    ada = as_person(stage.ada)
    ada.get(f"/exercises/three-and-four/?item={stage.item.pk}")
    archive(stage.course, stage.noether)
    draft = f"/attempts/{Attempt.objects.get().pk}/draft/"
    assert ada.post(draft, {"answer-m": "8", "revision": "0"}).status_code == 410
    assert Sitting.objects.get().by_server


def test_an_extension_is_the_learners_alone_and_is_logged(stage: Stage) -> None:
    due = timezone.now()
    stage.problem_set.due_at = stage.problem_set.closes_at = due
    stage.problem_set.save()
    section = stage.course.sections.create(name="Monday")
    stage.course.enrolments.filter(person=stage.ada).update(section=section)
    given = (stage.noether, stage.course, stage.problem_set)
    extend(*given, [], [section], due_at=due + 60 * MINUTE)
    assert terms_of(stage.problem_set, stage.ada.pk).closes_at == due + 60 * MINUTE
    extend(*given, [stage.ada], [], due_at=due + 90 * MINUTE)
    assert terms_of(stage.problem_set, stage.ada.pk).due_at == due + 90 * MINUTE
    assert terms_of(stage.problem_set, stage.charlie.pk).due_at == due
    assert Entry.objects.filter(act="extension given").count() == 2


def test_a_draw_is_the_same_each_time_and_survives_changes_of_the_pool(stage: Stage) -> None:
    pool = Pool.objects.create(problem_set=stage.problem_set, title="Sums", take=2)
    for place in range(2, 6):
        exercise = publish_by_hand(f"sum-{place}", f"Sum {place}")
        Item.objects.create(
            problem_set=stage.problem_set, exercise=exercise, position=place, pool=pool
        )
    items_for(stage.problem_set, stage.ada.pk, keep=False)
    assert not Draw.objects.exists()  # a preview writes nothing
    mine = items_for(stage.problem_set, stage.ada.pk)
    assert len(mine) == 3 and mine[0] == stage.item
    pool.items.filter(pk__in=[item.pk for item in mine[1:]]).update(position=9)
    assert set(items_for(stage.problem_set, stage.ada.pk)) == set(mine)
    assert len({tuple(drawn(1, learner, range(8), 3)) for learner in range(40)}) > 10


def test_new_rules_are_tried_on_past_answers(stage: Stage) -> None:
    answer = Submission.objects.create(
        attempt=attempt_of(stage), idem_key=exam_key(), answers={}, state=Submission.State.GRADED
    )
    GradeResult.objects.create(submission=answer, report={}, score=1.0, hints=0)
    new = ProblemSet.objects.select_related("course").get(pk=stage.problem_set.pk)
    new.due_at, new.late_steps = timezone.now() - 60 * MINUTE, [[120, 80]]
    (change,) = simulate(stage.problem_set, new)
    assert (change.learner, change.before, change.after) == (stage.ada, 10.0, 8.0)


def test_an_editor_makes_a_pool_and_a_timeline_and_names_what_is_wrong(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    publish_by_hand("sum-a", "Sum a")
    publish_by_hand("sum-b", "Sum b")
    form = {
        "kind": "homework",
        "title": "Drawn sums",
        "due_at": "2026-03-20T18:00",
        "late_credit": "20",
        "timeline": "2 days: 80 %\n4 days: 50 %",
        "try_cost": "0",
        "items-TOTAL_FORMS": "0",
        "items-INITIAL_FORMS": "0",
        "pools-TOTAL_FORMS": "1",
        "pools-INITIAL_FORMS": "0",
        "pools-0-title": "Sums",
        "pools-0-take": "1",
        "pools-0-points": "5",
        "pools-0-level_from": "1",
        "pools-0-level_to": "5",
        "pools-0-names": "sum-a sum-c",
    }
    teacher = as_person(stage.noether)
    refused = teacher.post("/teaching/sums/sets/new/", form).content.decode()
    assert "No exercise is called sum-c." in refused
    teacher.post("/teaching/sums/sets/new/", form | {"pools-0-names": "sum-a sum-b"})
    made = stage.course.sets.get(title="Drawn sums")
    assert made.late_steps == [[2880, 80], [5760, 50]]
    assert [(item.pool is not None, item.points) for item in made.items.all()] == [(True, 5)] * 2
    seen = teacher.get(f"/teaching/sums/sets/{made.number}/preview/").content.decode()
    assert ("Sum a" in seen) != ("Sum b" in seen)
