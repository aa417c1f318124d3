"""Study groups: who sees what of whom, shared sessions, and leaving without trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.community.errors import Refused
from campus.community.groups import forming, meeting, week
from campus.community.models import Meeting, Membership, Seat, StudyGroup
from campus.learning.attempts import open_attempt
from campus.learning.models import Attempt, LearnerSkill
from tests.campus.cast import Stage


@pytest.fixture
def group(stage: Stage) -> StudyGroup:
    """Ada's, with Charlie in it."""
    group = forming.form_group("Thursdays", 1, stage.ada)
    forming.join(group.secret, stage.charlie)
    return group


def solve(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(ended="solved", finished_at=timezone.now())


def has_met_the_skill(stage: Stage, learner: User) -> None:
    skill = stage.exercise.skills.get()
    LearnerSkill.objects.create(learner=learner, skill=skill, n=1, due_at=timezone.now())


def test_a_link_lets_in_until_it_is_renewed(stage: Stage, group: StudyGroup) -> None:
    old = group.secret
    group.renew()
    assert forming.join(old, stage.hilbert) is None
    assert forming.join(group.secret, stage.hilbert) == group
    assert forming.join(group.secret, stage.hilbert) == group  # twice is once
    assert group.memberships.count() == 3


def test_a_full_group_takes_nobody(
    stage: Stage, group: StudyGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forming, "MOST_MEMBERS", 2)
    with pytest.raises(Refused):
        forming.join(group.secret, stage.hilbert)


def test_when_somebody_practised_is_seen_by_whom_they_let(stage: Stage, group: StudyGroup) -> None:
    solve(open_attempt(stage.charlie, stage.exercise))
    for shares, seen in ((False, None), (True, 1)):
        Membership.objects.filter(person=stage.charlie).update(shares=shares)
        mine, others = week.week_of(group, stage.ada)
        assert (mine.membership.person, others.solved) == (stage.ada, seen)
    own, _ = week.week_of(group, stage.charlie)
    assert own.solved == 1
    assert own.days is not None
    assert sum(own.days) == 1


def test_a_shared_session_gives_each_their_own_variant(
    stage: Stage, group: StudyGroup, as_person: Callable[[User | None], Client]
) -> None:
    old = open_attempt(stage.ada, stage.exercise)
    solve(old)
    has_met_the_skill(stage, stage.ada)
    ada, charlie = as_person(stage.ada), as_person(stage.charlie)
    ada.post(f"/groups/{group.pk}/meet/")
    charlie.post(f"/groups/{group.pk}/meet/")
    row = Meeting.objects.get()  # one, whoever begins it
    for browser in (ada, charlie):
        browser.post(f"/meetings/{row.pk}/1/")
    attempts = {
        learner: Attempt.objects.filter(learner=learner).latest("pk")
        for learner in (stage.ada, stage.charlie)
    }
    assert attempts[stage.ada] != old  # not the one that is solved already
    solve(attempts[stage.charlie])
    table = {column.name: column.states for column in meeting.table_of(row, stage.ada)}
    assert table == {"Ada": ["open"], "Charlie": ["solved"]}


def test_whoever_has_no_seat_sees_nobody(
    stage: Stage, group: StudyGroup, as_person: Callable[[User | None], Client]
) -> None:
    has_met_the_skill(stage, stage.ada)
    row = meeting.begin_meeting(group, stage.ada)
    page = as_person(stage.charlie).get(f"/meetings/{row.pk}/").content.decode()
    assert stage.exercise.title in page
    assert '<th scope="col" translate="no">Ada</th>' not in page


def test_there_is_no_session_of_nothing(stage: Stage, group: StudyGroup) -> None:
    with pytest.raises(Refused):
        meeting.begin_meeting(group, stage.ada)


def test_leaving_leaves_no_trace(stage: Stage, group: StudyGroup) -> None:
    has_met_the_skill(stage, stage.ada)
    row = meeting.begin_meeting(group, stage.charlie)
    forming.leave(group, stage.charlie)
    row.refresh_from_db()
    assert row.begun_by is None
    assert not Seat.objects.filter(person=stage.charlie).exists()
    assert not Membership.objects.filter(person=stage.charlie).exists()
    forming.leave(group, stage.ada)
    assert not StudyGroup.objects.exists()
