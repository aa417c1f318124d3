"""The sums of dashboards: what is folded bit by bit equals what is counted from the rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from campus.accounts.models import User
from campus.courses.models import Enrolment, Section
from campus.learning.attempts import another_variant, give_up, open_attempt
from campus.learning.models import ActiveDay, Attempt, LearnerSkill, Outcome
from campus.learning.recording import count_score
from campus.rollups.folding import fold, note
from campus.rollups.models import DayTally, LearnerTally, Mark, Member, SkillTally, WeekTally
from campus.rollups.recounting import recount
from tests.campus.cast import Stage

MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def practise(stage: Stage, learner: User, scores: list[float], begun: datetime = MONDAY) -> None:
    """An attempt a day, each ended, one for each score."""
    attempt = open_attempt(learner, stage.exercise)
    for turn, score in enumerate(scores):
        at = begun + timedelta(days=turn)
        Attempt.objects.filter(pk=attempt.pk).update(opened_at=at - timedelta(minutes=3))
        attempt.refresh_from_db()
        count_score(attempt, score, at)
        give_up(attempt)
        attempt = another_variant(attempt)


def fold_all() -> None:
    """Everything there is: in a test one transaction holds it all, so nothing settles by itself."""
    newest = Outcome.objects.order_by("-pk").values_list("pk", flat=True).first()
    fold(upto=newest or 0)


def weeks(course: int) -> list[tuple[int, int, int]]:
    rows = WeekTally.objects.filter(course=course, section=0).order_by("monday")
    return list(rows.values_list("learners", "graded", "solved"))


@pytest.fixture
def section(stage: Stage) -> Section:
    """Ada's."""
    section = Section.objects.create(course=stage.course, name="Monday")
    Enrolment.objects.filter(course=stage.course, person=stage.ada).update(section=section)
    return section


def test_folding_in_steps_equals_counting_from_the_rows(stage: Stage, section: Section) -> None:
    practise(stage, stage.ada, [0.0, 1.0, 1.0])
    fold_all()
    practise(stage, stage.ada, [1.0] * 6, MONDAY + timedelta(days=4))
    practise(stage, stage.charlie, [0.0, 0.0])
    fold_all()
    Enrolment.objects.create(course=stage.course, person=stage.charlie)
    fold_all()
    Enrolment.objects.filter(course=stage.course, person=stage.ada).update(section=None)
    practise(stage, stage.charlie, [1.0], MONDAY + timedelta(days=9))
    fold_all()
    assert recount() == 0
    assert Member.objects.filter(section=section.pk).count() == 0
    assert LearnerSkill.objects.get(learner=stage.ada).level == LearnerSkill.Level.MASTERED
    tally = SkillTally.objects.get(course=stage.course.pk, section=0)
    assert (tally.mastered, tally.n, sum(tally.days_to_mastery)) == (1, 12, 1)


def test_a_learner_counts_once_a_week_and_in_each_of_their_groups(
    stage: Stage, section: Section
) -> None:
    practise(stage, stage.ada, [0.0, 1.0, 1.0])
    practise(stage, stage.charlie, [0.0])
    fold_all()
    assert weeks(0) == [(2, 4, 2)]
    assert weeks(stage.course.pk) == [(1, 3, 2)]
    days = DayTally.objects.filter(course=stage.course.pk, section=section.pk)
    assert days.count() == 3


@pytest.mark.parametrize("change", ["leaves", "closed"])
def test_who_goes_takes_their_sums_along(stage: Stage, change: str) -> None:
    practise(stage, stage.ada, [1.0])
    fold_all()
    if change == "leaves":
        Enrolment.objects.filter(person=stage.ada).delete()
    else:
        User.objects.filter(pk=stage.ada.pk).update(is_active=False)
    fold_all()
    assert weeks(stage.course.pk) == []
    assert recount() == 0


def test_a_lost_sum_is_found_and_put_right(stage: Stage) -> None:
    practise(stage, stage.ada, [1.0, 0.0])
    fold_all()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rollups_daytally SET graded = 99")
    assert recount() != 0
    assert recount() == 0
    assert Mark.objects.get().drift == 0


def test_a_state_rewritten_past_the_log_is_taken_over_at_night(stage: Stage) -> None:
    practise(stage, stage.ada, [1.0, 0.0])
    fold_all()
    LearnerSkill.objects.update(level=LearnerSkill.Level.PROFICIENT)
    assert recount() == 4  # the rows of the site and the course, as they were and as they are
    assert SkillTally.objects.get(course=0).proficient == 1


def test_a_learner_who_keeps_failing_at_a_prerequisite_is_stuck_there(stage: Stage) -> None:
    adding = stage.exercise.skills.get()
    harder = type(adding).objects.create(slug="harder", title="Harder", module="M00")
    harder.prerequisites.add(adding)
    practise(stage, stage.ada, [0.0] * 6)
    fold_all()
    tally = LearnerTally.objects.get(learner=stage.ada)
    assert (tally.stuck_skill, tally.stuck_tries, tally.stuck_right) == (adding, 6, 0)


def test_the_last_fortnight_stands_beside_the_month_before(stage: Stage) -> None:
    for days_ago, graded, solved in ((0, 4, 1), (13, 2, 0), (14, 10, 9), (41, 1, 1), (42, 50, 0)):
        day = MONDAY.date() - timedelta(days=days_ago)
        ActiveDay.objects.create(learner=stage.ada, day=day, graded=graded, solved=solved)
    recount()
    tally = LearnerTally.objects.get(learner=stage.ada)
    assert (tally.recent_graded, tally.recent_solved) == (6, 1)
    assert (tally.before_graded, tally.before_solved) == (11, 10)


def test_the_log_is_folded_only_as_far_as_nothing_can_appear_below() -> None:
    mark = Mark(folded=10, pending=10)
    assert note(mark, oldest=90, next_one=100, newest=20) == 10  # seen, and not yet taken
    assert note(mark, oldest=95, next_one=110, newest=25) == 10  # 95 was open when 20 was seen
    assert (mark.pending, mark.horizon) == (20, 100)
    assert note(mark, oldest=100, next_one=120, newest=30) == 20
    assert (mark.pending, mark.horizon) == (30, 120)
