"""Examinations on the site: drawn for one person, sat by the server's clock, judged when graded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Exercise, Skill, Training
from campus.catalog.skill_map import publish_skills
from campus.courses.models import Course, Item, ProblemSet
from campus.learning import exams
from campus.learning.attempts import open_attempt
from campus.learning.models import (
    Attempt,
    Draft,
    LearnerSkill,
    PracticePlan,
    Sitting,
    Submission,
)
from campus.learning.recording import count_score
from campus.programme import examining, judging
from campus.programme.errors import Refused
from campus.programme.models import Examination, Paper
from exercises.skills import read_skills
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
FAMILIES = 10


@pytest.fixture
def bank(stage: Stage) -> Stage:
    """The map, ten families of its first module, and Ada, who has practised it on a track."""
    publish_skills()
    names = [one.id for one in read_skills().skills.values() if one.module == "M00"]
    for place in range(FAMILIES):
        row = publish_by_hand(f"family-{place}", f"Family {place}")
        Training.objects.filter(exercise=row).update(
            skill=Skill.objects.get(slug=names[place % len(names)])
        )
    for name in names:
        LearnerSkill.objects.create(
            learner=stage.ada, skill=Skill.objects.get(slug=name), level=2, n=2, n_ok=2
        )
    PracticePlan.objects.create(learner=stage.ada, track="rs")
    return stage


def sit(paper: Paper, answers: list[str]) -> None:
    """Write these answers in the order of the items, hand in; they are graded."""
    learner = paper.examination.learner
    for item, text in zip(paper.problem_set.items.all(), answers, strict=False):
        attempt = open_attempt(learner, item.exercise, item)
        Draft.objects.create(
            attempt=attempt, answers={"m": {"text": text, "syntax": "ascii"}}, revision=1
        )
    exams.hand_in(Sitting.objects.get(problem_set=paper.problem_set))
    ended = timezone.now() - timedelta(minutes=1)
    ProblemSet.objects.filter(pk=paper.problem_set_id).update(
        opens_at=ended - timedelta(hours=1), closes_at=ended
    )
    assert not judging.judge(paper.examination_id), "nothing is judged that is not graded"
    exams.collect()
    for one in Submission.objects.filter(attempt__item__problem_set=paper.problem_set):
        right = one.answers["m"]["text"] == "7"
        count_score(Attempt.objects.get(pk=one.attempt_id), float(right), timezone.now())
    Submission.objects.update(state=Submission.State.GRADED)


def test_a_paper_is_drawn_for_one_person_and_nobody_else_sees_it(
    bank: Stage, as_person: As
) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    items = list(paper.problem_set.items.all())
    assert (len(items), paper.problem_set.kind, paper.problem_set.sitter) == (8, "exam", bank.ada)
    assert paper.pools == [FAMILIES] * 8 and "0 programs where 1 are planned" in paper.misses
    assert examining.begin(bank.ada, "M00", "rs") == paper, "a second click goes on with it"
    page = reverse("problem-set", args=["certificate", paper.problem_set.number])
    assert as_person(bank.ada).get(page).status_code == 200
    Course.objects.get(slug="certificate").enrolments.create(person=bank.charlie)
    assert as_person(bank.charlie).get(page).status_code == 404
    assert as_person(bank.noether).get(page).status_code == 404


def test_the_same_try_of_the_same_person_draws_the_same_paper(bank: Stage) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    first = [item.exercise.slug for item in paper.problem_set.items.all()]
    Item.objects.filter(problem_set=paper.problem_set).delete()
    examination = paper.examination
    paper.delete()
    drawn, _, _ = examining._draw(examination, "")
    assert [one.slug for one in drawn.families] == first


def test_what_was_answered_today_is_not_asked(bank: Stage) -> None:
    for place in (3, 7):
        row = open_attempt(bank.ada, Exercise.objects.get(slug=f"family-{place}"))
        Submission.objects.create(attempt=row, idem_key=Submission().id, answers={})
    paper = examining.begin(bank.ada, "M00", "rs")
    asked = {item.exercise.slug for item in paper.problem_set.items.all()}
    assert asked.isdisjoint({"family-3", "family-7"})


def test_it_opens_with_practice_and_says_how_much_is_missing(bank: Stage) -> None:
    LearnerSkill.objects.filter(learner=bank.ada).exclude(
        skill__slug="sum-product-notation"
    ).delete()
    with pytest.raises(Refused, match="practised 6 of its 7 skills"):
        examining.begin(bank.ada, "M00", "rs")


def test_a_pool_that_is_too_thin_is_told_and_nothing_begins(bank: Stage) -> None:
    Training.objects.filter(exercise__slug__in=["family-1", "family-2", "family-3"]).delete()
    with pytest.raises(Refused, match="not enough exercises"):
        examining.begin(bank.ada, "M00", "rs")


def test_six_of_eight_right_pass_and_count_for_the_skills(bank: Stage, as_person: As) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    sit(paper, ["7"] * 6 + ["8", "9"])
    assert judging.judge(paper.examination_id)
    row = Examination.objects.get()
    assert row.outcome == "passed" and row.figures["whole"]["per_cent"] == 75
    wrong = [item.exercise.skills.get().slug for item in paper.problem_set.items.all()[6:]]
    assert row.figures["missed"] == list(dict.fromkeys(wrong)), "a skill asked twice is named once"
    assert Attempt.objects.filter(item__problem_set=paper.problem_set, mixed=True).count() == 8
    page = as_person(bank.ada).get(reverse("examination", args=["M00"])).content.decode()
    assert "75 %" in page and "You have passed this examination." in page
    with pytest.raises(Refused, match="You have passed"):
        examining.begin(bank.ada, "M00", "rs")


def test_what_was_not_answered_counts_nothing_and_two_days_pass_before_another_try(
    bank: Stage,
) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    sit(paper, ["7"] * 5)
    judging.judge_all()
    assert Examination.objects.get().outcome == "failed"
    with pytest.raises(Refused, match="try again from"):
        examining.begin(bank.ada, "M00", "rs")
    Examination.objects.update(begun_at=timezone.now() - timedelta(hours=49))
    Submission.objects.update(received_at=timezone.now() - timedelta(hours=49))
    again = examining.begin(bank.ada, "M00", "rs")
    old, new = ({i.exercise.slug for i in p.problem_set.items.all()} for p in (paper, again))
    assert len(new - old) == FAMILIES - 8, "all families that were not in the first paper"


def test_an_undecided_answer_holds_the_verdict_up_until_somebody_has_marked_it(bank: Stage) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    sit(paper, ["7"] * 8)
    stuck = Attempt.objects.filter(item__problem_set=paper.problem_set)[:1].get()
    Submission.objects.filter(attempt=stuck).update(state="undecided")
    Attempt.objects.filter(pk=stuck.pk).update(best=None)
    assert not judging.judge(paper.examination_id)
    Attempt.objects.filter(pk=stuck.pk).update(best=1.0)
    assert judging.judge(paper.examination_id)
    assert Examination.objects.get().outcome == "passed"


def test_a_mended_mark_raises_an_outcome_and_none_lowers_it(bank: Stage) -> None:
    paper = examining.begin(bank.ada, "M00", "rs")
    sit(paper, ["7"] * 5)
    own = Attempt.objects.filter(item__problem_set=paper.problem_set)
    for share, outcome in ((None, "failed"), (1.0, "passed"), (0.0, "passed")):
        if share is not None:
            missing = paper.problem_set.items.last()
            assert missing is not None
            open_attempt(bank.ada, missing.exercise, missing)
            own.filter(item=missing).update(best=share)
        judging.judge(paper.examination_id)
        assert Examination.objects.get().outcome == outcome
