"""A placement on the site: questions one after the other, and skills taken for known in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.catalog.models import Skill, Training
from campus.catalog.skill_map import publish_skills
from campus.learning.attempts import open_attempt, take_hint
from campus.learning.models import Attempt, PlacedSkills, PracticePlan, Submission
from campus.learning.placed import placed_of
from campus.learning.practice.frontier import candidates
from campus.learning.practice.planning import due_skills
from campus.learning.recording import count_score
from campus.programme import placing
from campus.programme.errors import Refused
from campus.programme.models import Placement
from tests.campus.cast import Stage, publish_by_hand

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
#: Anchors that are published here: both build upon others, the second upon the first.
ANCHORS = {"rank-subspaces": "rank-four-subspaces", "lsq-line": "least-squares"}


@pytest.fixture
def bank(stage: Stage) -> Stage:
    """The map of skills, and two anchors of it that can be asked."""
    publish_skills()
    for family, skill in ANCHORS.items():
        row = publish_by_hand(family, family)
        Training.objects.filter(exercise=row).delete()
        Training.objects.create(exercise=row, skill=Skill.objects.get(slug=skill))
    return stage


def opened(placement: Placement, question: placing.Question) -> Attempt:
    return open_attempt(placement.learner, question.item.exercise, question.item)


def answer(placement: Placement, score: float) -> str:
    """Answer the open question; the skill it asked for."""
    question = placing.go_on(placement)
    assert question is not None
    count_score(opened(placement, question), score, timezone.now())
    return question.skill


def test_questions_come_one_after_the_other_and_end_in_skills_taken_for_known(bank: Stage) -> None:
    placement = placing.begin(bank.ada)
    first = placing.go_on(placement)
    assert first is not None
    again = placing.go_on(placement)
    assert again is not None and again.item == first.item, "an open question is gone back to"
    asked = [answer(placement, 1.0)]
    while placing.go_on(placement):
        asked.append(answer(placement, 1.0))
    assert asked == ["rank-four-subspaces", "least-squares"]
    placement.refresh_from_db()
    assert placement.ended == Placement.Ended.SETTLED
    slugs = {row.slug for row in Skill.objects.filter(pk__in=placed_of(bank.ada).standing)}
    assert {"least-squares", "rank-four-subspaces", "dot-product"} <= slugs
    assert "svd" not in slugs


def test_what_was_not_met_counts_as_not_known(bank: Stage) -> None:
    placement = placing.begin(bank.ada)
    question = placing.go_on(placement)
    assert question is not None
    placing.say_unmet(placement, opened(placement, question).pk)
    assert placing.answers(placing.questions(placement))[0].answer == "unmet"
    answer(placement, 0.0)
    assert placing.go_on(placement) is None
    assert placed_of(bank.ada).standing == frozenset()


def test_a_question_has_one_answer_and_no_hints(bank: Stage) -> None:
    placement = placing.begin(bank.ada)
    question = placing.go_on(placement)
    assert question is not None
    attempt = opened(placement, question)
    assert take_hint(attempt).hints_taken == 0
    count_score(attempt, 0.0, timezone.now())
    assert attempt.ended == Attempt.Ended.OUT_OF_TRIES


def test_an_answer_that_we_could_not_judge_may_be_left_out(bank: Stage) -> None:
    placement = placing.begin(bank.ada)
    question = placing.go_on(placement)
    assert question is not None
    attempt = opened(placement, question)
    placing.pass_over(placement)
    assert placing.go_on(placement).skill == question.skill, "not without need"  # type: ignore[union-attr]
    row = Submission(attempt=attempt, idem_key=uuid4(), answers={})
    row.state = Submission.State.FAILED
    row.save()
    placing.pass_over(placement)
    after = placing.go_on(placement)
    assert after is not None and after.skill != question.skill
    placement.refresh_from_db()
    assert placement.void == [question.skill]


def test_the_clock_ends_it_and_what_was_answered_counts(bank: Stage) -> None:
    placement = placing.begin(bank.ada)
    answer(placement, 1.0)
    past = timezone.now() - timedelta(minutes=46)
    placement.problem_set.opens_at = past
    placement.problem_set.closes_at = past + timedelta(minutes=45)
    placement.problem_set.save()
    assert placing.go_on(placement) is None
    placement.refresh_from_db()
    assert placement.ended == Placement.Ended.TIME
    assert PlacedSkills.objects.get(learner=bank.ada).skills


def test_a_wrong_first_answer_undoes_a_skill_and_what_builds_upon_it(bank: Stage) -> None:
    skills = {row.slug: row for row in Skill.objects.all()}
    chain = [skills[name].pk for name in ("solution-sets", "rank-four-subspaces", "least-squares")]
    beside = skills["exp-log-rules"].pk
    PlacedSkills.objects.create(
        learner=bank.ada,
        at=timezone.now(),
        skills={str(pk): [0, 0] for pk in (*chain, beside)},
    )
    assert placed_of(bank.ada).standing == {*chain, beside}
    projecting = Training.objects.get(skill=chain[1]).exercise
    count_score(open_attempt(bank.ada, projecting), 0.0, timezone.now())
    assert placed_of(bank.ada).standing == {chain[0], beside}


def test_what_is_taken_for_known_is_left_out_and_reviewed_within_a_fortnight(bank: Stage) -> None:
    known = Skill.objects.get(slug="rank-four-subspaces")
    at = timezone.now() - timedelta(days=15)
    PlacedSkills.objects.create(learner=bank.ada, at=at, skills={str(known.pk): [0, 0]})
    ranked = candidates(bank.ada, timezone.now().date())
    assert [c.known for c in ranked if c.exercise.slug == "rank-subspaces"] == [True]
    assert [state.skill for state in due_skills(bank.ada, timezone.now())] == [known]
    assert due_skills(bank.ada, at) == []


def test_twice_at_most_and_a_fortnight_apart(bank: Stage) -> None:
    first = placing.begin(bank.ada)
    assert placing.begin(bank.ada) == first, "a second click goes on with it"
    placing.stop(first)
    with pytest.raises(Refused, match="once more from"):
        placing.begin(bank.ada)
    Placement.objects.filter(pk=first.pk).update(ended_at=timezone.now() - timedelta(days=15))
    placing.stop(placing.begin(bank.ada))
    with pytest.raises(Refused, match="twice"):
        placing.begin(bank.ada)


def test_through_the_pages(bank: Stage, as_person: As) -> None:
    ada = as_person(bank.ada)
    assert "Before you begin" in ada.get(reverse("placement")).content.decode()
    question = ada.post(reverse("placement-begin"), follow=True)
    page = question.content.decode()
    assert "I have not met this" in page and "Open a hint" not in page
    attempt = Attempt.objects.get(learner=bank.ada)
    after = ada.post(reverse("placement-unmet", args=[attempt.pk]), follow=True)
    assert "I have not met this" in after.content.decode(), "the next question"
    done = ada.post(reverse("placement-stop"), follow=True).content.decode()
    assert "Where to begin" in done and "Your frontier" in done
    assert as_person(bank.charlie).get(question.redirect_chain[-1][0]).status_code == 404


def test_changing_the_track_changes_what_comes_first_and_loses_nothing(
    bank: Stage, as_person: As
) -> None:
    ada = as_person(bank.ada)
    assert (
        "There is no such track"
        in ada.post(reverse("tracks"), {"track": "chef"}, follow=True).content.decode()
    )
    ada.post(reverse("tracks"), {"track": "ds"})
    assert PracticePlan.objects.get(learner=bank.ada).track == "ds"
    page = ada.get(reverse("certificate")).content.decode()
    assert page.index("Distributions and random vectors") < page.index("Optimisation")
    ada.post(reverse("tracks"), {"track": "rs"})
    page = ada.get(reverse("certificate")).content.decode()
    assert "Research scientist" in page
