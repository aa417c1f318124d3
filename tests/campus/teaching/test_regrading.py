"""A regrade is seen before it counts, counts by a policy, and can be taken back whole."""

from __future__ import annotations

import copy
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from campus.auditing.models import Entry
from campus.catalog.models import ExerciseVersion, Variant
from campus.learning.models import Attempt, GradeResult, Submission
from campus.teaching.answers.marking import mark
from campus.teaching.models import Batch, Notice, Regrade
from campus.teaching.regrading.applying import NotNow, apply, roll_back
from campus.teaching.regrading.beginning import begin
from campus.teaching.regrading.comparing import by_learner, totals_of
from campus.teaching.regrading.recording import record_batch
from campus.teaching.regrading.sending import asked_of
from exercises.regrading import OTHER, regrade, sheet_digest
from grader.sandbox import Sandbox
from tests.campus.cast import Stage
from tests.campus.teaching.conftest import Hand

#: Every variant has been drawn already.
NO_SANDBOX = cast(Sandbox, None)


def new_version(stage: Stage, key: str) -> ExerciseVersion:
    """The same sheets with another key, drawn already."""
    version = ExerciseVersion.objects.create(
        exercise=stage.exercise, number=2, digest=f"key {key}", source=""
    )
    old = stage.exercise.current
    assert old is not None
    for variant in old.variants.all():
        body: dict[str, Any] = copy.deepcopy(variant.body)
        body["grading"]["blanks"][0] |= {"key": {"value": key}, "mistakes": []}
        body["grading"]["derive"] = None
        Variant.objects.create(version=version, seed=variant.seed, body=body)
    return version


def judged(made: Regrade) -> Regrade:
    """Do what the slow lane and the recorder do."""
    for batch in made.batches.all():
        Batch.objects.filter(pk=batch.pk).update(lease_token=batch.pk, tries=1)
        answer = regrade("x.md", "", asked_of(batch), NO_SANDBOX)
        assert record_batch(answer, batch.pk, batch.pk)
        assert not record_batch(answer, batch.pk, batch.pk)  # what comes twice changes nothing
    made.refresh_from_db()
    return made


@pytest.fixture
def answers(hand_in: Hand) -> list[Submission]:
    return [hand_in("12"), hand_in("8")]


def scores() -> list[float]:
    rows = GradeResult.objects.order_by("submission__received_at")
    return list(rows.values_list("score", flat=True))


def test_nothing_changes_before_it_is_applied(stage: Stage, answers: list[Submission]) -> None:
    made = judged(begin(stage.course, new_version(stage, "12"), "the key was wrong", stage.noether))
    assert made.state == Regrade.State.READY
    assert scores() == [0, 0]
    found = totals_of(made)
    assert (found.answers, found.up, found.down, found.same) == (2, 1, 0, 1)
    assert [(one.name, one.up, one.down) for one in by_learner(made)] == [("Ada", 1, 0)]


def test_it_counts_and_is_taken_back_whole(stage: Stage, answers: list[Submission]) -> None:
    attempt = Attempt.objects.get()
    before = Attempt.objects.values().get()
    version = new_version(stage, "12")
    made = judged(begin(stage.course, version, "the key was wrong", stage.noether))
    assert apply(made, Regrade.Policy.NEVER_LOWER, stage.noether) == 1
    attempt.refresh_from_db()
    assert (attempt.best, attempt.ended, attempt.version) == (1.0, "solved", version)
    assert scores() == [1, 0]
    assert "went up from 0% to 100%" in Notice.objects.get(person=stage.ada).text
    with pytest.raises(NotNow):  # a second click
        apply(made, Regrade.Policy.ALL, stage.noether)
    made.refresh_from_db()
    roll_back(made, stage.noether)
    assert Attempt.objects.values().get() == before
    assert scores() == [0, 0]
    acts = Entry.objects.filter(act__startswith="regrade").order_by("pk")
    assert [one.act for one in acts] == ["regrade begun", "regrade applied", "regrade rolled back"]


@pytest.mark.parametrize(
    ("policy", "kept", "best"),
    [
        (Regrade.Policy.NEVER_LOWER, [1, 1], 1.0),  # 7 was right and stays so, 8 is right now
        (Regrade.Policy.BEST, [0, 1], 1.0),  # nothing is above what the attempt had
        (Regrade.Policy.ALL, [1, 0], 1.0),
    ],
)
def test_a_policy_says_what_may_fall(
    stage: Stage, hand_in: Hand, policy: str, kept: list[float], best: float
) -> None:
    hand_in("8")
    hand_in("7")
    made = judged(begin(stage.course, new_version(stage, "8"), "x", stage.noether))
    apply(made, policy, stage.noether)
    assert scores() == kept
    assert Attempt.objects.get().best == pytest.approx(best)


def test_a_mark_by_hand_stands(stage: Stage, answers: list[Submission]) -> None:
    mark(answers[0], 0.25, "half an idea", stage.noether)
    made = judged(begin(stage.course, new_version(stage, "12"), "x", stage.noether))
    assert apply(made, Regrade.Policy.ALL, stage.noether) == 0
    assert scores() == [0.25, 0]


def test_an_answer_to_another_question_is_not_judged() -> None:
    body = {"statement": [{"html": "<p>3 + 4</p>"}], "blanks": [{"name": "m", "kind": "exact"}]}
    mended = {**body, "statement": [{"html": "<p>How much is 3 + 4?</p>"}]}
    other = {**body, "statement": [{"html": "<p>3 + 5</p>"}]}
    assert sheet_digest(body) == sheet_digest(mended) != sheet_digest(other)
    assert "numbers" in OTHER


def test_the_pages_lead_through_it(
    stage: Stage, answers: list[Submission], teacher: Client
) -> None:
    version = new_version(stage, "12")
    address = reverse("regrades", args=["sums"])
    assert "Judge answers anew" in teacher.get(address).content.decode()
    begun = teacher.post(
        f"{address}?exercise=three-and-four", {"version": version.pk, "reason": "wrong key"}
    )
    made = judged(Regrade.objects.get())
    page = teacher.get(begun["Location"]).content.decode()
    assert "never lower a mark" in page
    teacher.post(reverse("regrade-apply", args=["sums", made.pk]), {"policy": "never_lower"})
    assert scores() == [1, 0]
    teacher.post(reverse("regrade-roll-back", args=["sums", made.pk]))
    assert scores() == [0, 0]
