"""Projects on the site: begun, worked at on data of one's own, concluded, read by others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.catalog.models import Exercise, ExerciseVersion, Variant
from campus.catalog.pool import top_up
from campus.courses.models import ProblemSet
from campus.learning.attempts import another_variant, give_up, open_attempt
from campus.learning.lanes import Lane, lane_of
from campus.learning.models import Attempt
from campus.programme.errors import Refused
from campus.programme.models import Calibration, Conclusion, ProjectWork, Review
from campus.programme.projects import reviewing, working, writing
from campus.programme.projects.passed import missing_projects, projects_of_track
from exercises.project import read_projects
from exercises.tracks import read_tracks
from tests.campus.cast import Stage, sum_of_three_and_four
from tests.campus.programme.at_work import PROJECT, TEXT, at_work, calibrated, concluded

pytestmark = pytest.mark.django_db

As = Callable[[User | None], Client]
REGRESSION = read_projects()[PROJECT]
FULL = {one.id: 2 for one in REGRESSION.rubric}
NOTHING = {one.id: 0 for one in REGRESSION.rubric}
WHY = "The slope has a unit, the interval is explained, and the tax is left out."


@pytest.fixture
def published(stage: Stage) -> Stage:
    """The milestones, each with the one variant that Ada's data set asks for."""
    seed = working.data_seed(REGRESSION, stage.ada)
    for name in REGRESSION.milestones:
        exercise = Exercise.objects.create(
            slug=name, title=name, module="projects", origin=Exercise.Origin.PROJECT, kind="code"
        )
        version = ExerciseVersion.objects.create(exercise=exercise, number=1, digest=name)
        exercise.current = version
        exercise.save()
        body = sum_of_three_and_four(1)
        body["grading"]["blanks"][0]["key"]["params"] = {"csv": "id,area\n1,64\n"}
        Variant.objects.create(version=version, seed=seed, body=body)
    return stage


def all_right(work: ProjectWork, share: float = 1.0) -> None:
    """Every milestone answered, with this share of its marks."""
    for item in work.problem_set.items.all():
        attempt = open_attempt(work.learner, item.exercise, item)
        Attempt.objects.filter(pk=attempt.pk).update(best=share)


def read_by(person: User, marks: dict[str, int]) -> None:
    """A peer takes the conclusion that waits, and marks it."""
    if not reviewing.may_review(person, REGRESSION):
        own = concluded(person)
        Conclusion.objects.filter(pk=own.pk).update(state="returned", decided_at=timezone.now())
    if not reviewing.is_calibrated(person, REGRESSION):
        calibrated(person)
    reviewing.give(reviewing.take(person, REGRESSION), REGRESSION, marks, WHY)


def test_milestones_are_in_no_pool_and_open_from_their_project_only(
    published: Stage, as_person: As
) -> None:
    milestones = Exercise.objects.filter(origin="project")
    assert not Exercise.objects.published().filter(pk__in=milestones).exists()
    assert not Exercise.objects.open_to(published.grace).filter(pk__in=milestones).exists()
    assert top_up() >= 0, "nothing is drawn ahead for them"
    page = reverse("exercise", args=[REGRESSION.milestones[0]])
    assert as_person(published.ada).get(page).status_code == 404


def test_beginning_gives_every_milestone_the_same_data_and_a_second_click_nothing_more(
    published: Stage,
) -> None:
    work = working.begin(published.ada, REGRESSION)
    assert working.begin(published.ada, REGRESSION) == work
    items = list(work.problem_set.items.all())
    assert [item.exercise.slug for item in items] == list(REGRESSION.milestones)
    assert {item.seed for item in items} == {working.data_seed(REGRESSION, published.ada)}
    assert working.data_of(work) == "id,area\n1,64\n"
    seeds = {working.data_seed(REGRESSION, User(pk=n)) for n in range(1, 200)}
    assert 40 <= len(seeds) <= working.DATA_SETS


def test_a_milestone_waits_in_the_bulk_lane_and_is_not_given_up(
    published: Stage, as_person: As
) -> None:
    work = working.begin(published.ada, REGRESSION)
    item = work.problem_set.items.all()[0]
    attempt = open_attempt(published.ada, item.exercise, item)
    assert lane_of(attempt) == Lane.BULK
    give_up(attempt)
    attempt.refresh_from_db()
    assert attempt.ended == "" and another_variant(attempt) == attempt
    page = as_person(published.ada).get(
        reverse("exercise", args=[item.exercise.slug]), {"item": item.pk}
    )
    assert b"Give up" not in page.content and REGRESSION.title.encode() in page.content
    assert as_person(published.charlie).get(page.request["PATH_INFO"]).status_code == 404


def test_a_conclusion_is_handed_in_when_the_milestones_suffice(published: Stage) -> None:
    work = working.begin(published.ada, REGRESSION)
    assert writing.keep(work, TEXT, 0)
    all_right(work, 0.69)
    with pytest.raises(Refused, match="69 % of their marks, and 70 % pass"):
        writing.hand_in(work, REGRESSION)
    Attempt.objects.update(best=0.7)
    first = writing.hand_in(work, REGRESSION)
    assert writing.hand_in(work, REGRESSION) == first and first.text == TEXT


def test_a_text_kept_in_another_tab_is_not_overwritten_and_nothing_typed_is_lost(
    stage: Stage, as_person: As
) -> None:
    work = at_work(stage.ada)
    address = reverse("project-conclusion", args=[PROJECT])
    client = as_person(stage.ada)
    assert client.post(address, {"text": "one tab", "revision": "0"}).status_code == 302
    late = client.post(address, {"text": "<other> tab", "revision": "0"})
    assert late.status_code == 409 and "&lt;other&gt; tab" in late.content.decode()
    work.refresh_from_db()
    assert work.text == "one tab"
    assert client.post(address, {"text": "x" * 12_001, "revision": "1"}).status_code == 409


def test_two_peers_who_agree_decide_and_the_project_is_passed(stage: Stage, as_person: As) -> None:
    mine = concluded(stage.ada)
    read_by(stage.charlie, FULL)
    mine.refresh_from_db()
    assert mine.state == "waiting", "one peer is not enough"
    read_by(stage.hilbert, FULL)
    mine.refresh_from_db()
    assert mine.state == "accepted" and mine.work.passed_at is not None
    page = as_person(stage.ada).get(reverse("project", args=[PROJECT])).content.decode()
    assert "Reader 1" in page and "Reader 2" in page and "10 / 10" in page
    assert "Charlie" not in page and "Hilbert" not in page, "nobody learns who has read"


def test_two_peers_return_a_text_and_the_next_one_is_read_anew(stage: Stage) -> None:
    mine = concluded(stage.ada)
    read_by(stage.charlie, NOTHING)
    read_by(stage.hilbert, NOTHING)
    mine.refresh_from_db()
    assert mine.state == "returned" and mine.work.passed_at is None
    objected = writing.object_to(mine.work, "The interval stands in the second line.")
    assert objected.state == "disputed"
    with pytest.raises(Refused, match="nothing to object to"):
        writing.object_to(mine.work, "Once more.")


def test_peers_who_are_far_apart_leave_it_to_the_staff(stage: Stage, as_person: As) -> None:
    mine = concluded(stage.ada)
    read_by(stage.charlie, FULL)
    read_by(stage.hilbert, NOTHING)
    mine.refresh_from_db()
    assert mine.state == "disputed"
    address = reverse("project-decide", args=[mine.pk])
    page = as_person(stage.noether).get(address).content.decode()
    assert "0 / 10" in page and "10 / 10" in page and "Ada" not in page
    marks = {f"mark-{name}": "1" for name in FULL}
    as_person(stage.noether).post(address, {**marks, "words": WHY})
    mine.refresh_from_db()
    assert mine.state == "returned", "5 of 10 points are under 60 %"
    entry = Entry.objects.get(act="conclusion decided")
    assert entry.details["points"] == 5 and entry.person_id == stage.ada.pk
    with pytest.raises(Refused, match="decided meanwhile"):
        reviewing.decide(stage.grace, mine, REGRESSION, FULL, WHY)


def test_nobody_decides_on_their_own_text_and_reasons_are_asked_for(stage: Stage) -> None:
    mine = concluded(stage.noether)
    with pytest.raises(Refused, match="one's own"):
        reviewing.decide(stage.noether, mine, REGRESSION, FULL, WHY)
    with pytest.raises(Refused, match="10 words"):
        reviewing.decide(stage.grace, mine, REGRESSION, FULL, "Fine.")
    with pytest.raises(Refused, match="each line"):
        reviewing.read_marks(REGRESSION, {"mark-question": "3"})


def test_a_peer_marks_a_prepared_conclusion_first_and_far_marks_do_not_count(
    stage: Stage, as_person: As
) -> None:
    concluded(stage.ada)
    concluded(stage.charlie)
    with pytest.raises(Refused, match="prepared conclusion first"):
        reviewing.take(stage.charlie, REGRESSION)
    client, address = as_person(stage.charlie), reverse("review-prepared", args=[PROJECT])
    first = reviewing.next_prepared(stage.charlie, REGRESSION)
    assert first is not None
    far = {f"mark-{name}": str(2 - mark) for name, mark in first[1].marks.items()}
    shown = client.post(address, far, follow=True).content.decode()
    assert "far from ours" in shown and first[1].words[:30] in shown
    assert not Calibration.objects.get().counts
    second = reviewing.next_prepared(stage.charlie, REGRESSION)
    assert second is not None and second[0] != first[0]
    client.post(address, {f"mark-{name}": str(mark) for name, mark in second[1].marks.items()})
    review = reviewing.take(stage.charlie, REGRESSION)
    assert reviewing.take(stage.charlie, REGRESSION) == review, "one at a time"
    page = client.get(reverse("review", args=[review.pk])).content.decode()
    assert f"By {stage.ada.pk}" in page and "Ada" not in page


def test_who_has_not_written_one_reads_none_and_nobody_reads_their_own(stage: Stage) -> None:
    concluded(stage.ada)
    calibrated(stage.ada)
    with pytest.raises(Refused, match="handed in a conclusion yourself"):
        reviewing.take(stage.charlie, REGRESSION)
    with pytest.raises(Refused, match="Nobody waits"):
        reviewing.take(stage.ada, REGRESSION)


def test_a_review_that_was_taken_and_left_is_given_to_others(stage: Stage) -> None:
    mine = concluded(stage.ada)
    for person in (stage.charlie, stage.hilbert):
        Review.objects.create(conclusion=mine, reviewer=person)
    assert not reviewing.to_read(stage.grace, REGRESSION).exists()
    Review.objects.update(taken_at=timezone.now() - reviewing.KEPT_FOR)
    assert reviewing.to_read(stage.grace, REGRESSION).get() == mine


def test_the_final_examination_asks_for_two_projects_one_of_them_of_the_track(stage: Stage) -> None:
    now = timezone.now()
    assert "you have 0" in missing_projects(stage.ada, "ds")
    for name in ("proj-tiny-nn", "proj-pca-images"):
        ProjectWork.objects.filter(pk=at_work(stage.ada, name).pk).update(passed_at=now)
    assert "of your track" in missing_projects(stage.ada, "ds")
    assert missing_projects(stage.ada, "mle") == ""


def test_tracks_show_only_projects_that_are_there() -> None:
    there = set(read_projects())
    for name, track in read_tracks().items():
        shown = [one.id for one in projects_of_track(name)]
        assert shown == [one for one in track.projects if one in there]


def test_a_kind_of_set_that_teachers_cannot_choose() -> None:
    assert ProblemSet.Kind.PROJECT not in ProblemSet.FOR_ALL
