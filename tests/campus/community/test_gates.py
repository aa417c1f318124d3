"""Who sees what of a thread at an exercise, before and after work of their own, at what price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.community import moderating, posting
from campus.community.errors import GivesAway, Refused
from campus.community.gates import gate_of
from campus.community.models import Post, Thread
from campus.community.opening import open_for
from campus.community.showing import page_of
from campus.courses.models import Course, Enrolment, ProblemSet
from campus.learning.attempts import give_up, open_attempt
from campus.learning.models import Attempt, Sitting
from tests.campus.cast import Stage
from tests.campus.community.asked import a_thread

Reveals = Post.Reveals


@pytest.fixture
def thread(stage: Stage) -> Thread:
    """In the course: a question that gives nothing away, a way, and an answer, all by Noether."""
    thread = a_thread(stage, stage.noether)
    for text, reveals in (("Count on.", Reveals.WAY), ("It is seven.", Reveals.ANSWER)):
        posting.reply(thread, stage.noether, text, reveals)
    cache.clear()
    return thread


def read(thread: Thread, reader: User) -> str:
    """The texts a reader is shown."""
    page = page_of(Thread.objects.get(pk=thread.pk), reader)
    shown = [page.question, *page.answers]
    return " ".join(str(view.html) for view in shown if view)


def tried(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(tries=1)


def test_a_learner_sees_more_with_each_step_of_their_own_work(stage: Stage, thread: Thread) -> None:
    assert "Count on" not in read(thread, stage.ada)
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    assert "Count on" not in read(thread, stage.ada)
    tried(attempt)
    assert "Count on" in read(thread, stage.ada)
    assert "seven" not in read(thread, stage.ada)
    give_up(attempt)
    assert "seven" in read(thread, stage.ada)


def test_staff_and_the_author_see_everything(stage: Stage, thread: Thread) -> None:
    for reader in (stage.noether, stage.grace):
        assert "seven" in read(thread, reader)
    posting.reply(thread, stage.ada, "I say seven.", Reveals.ANSWER)
    assert "I say seven" in read(thread, stage.ada)


def test_practice_elsewhere_opens_no_answer_while_the_set_is_open(
    stage: Stage, thread: Thread
) -> None:
    elsewhere = open_attempt(stage.ada, stage.exercise)
    give_up(elsewhere)
    open_attempt(stage.ada, stage.exercise, stage.item)
    assert "seven" not in read(thread, stage.ada)


def test_a_way_costs_the_next_hint_and_an_answer_the_open_variant(
    stage: Stage, thread: Thread
) -> None:
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    gate = gate_of(thread, stage.ada)
    assert [gate.price(kind) for kind in (Reveals.WAY, Reveals.ANSWER)] == ["hint", "give up"]
    open_for(thread, stage.ada, Reveals.WAY)
    attempt.refresh_from_db()
    assert attempt.hints_taken == 1
    assert "Count on" in read(thread, stage.ada)
    open_for(thread, stage.ada, Reveals.ANSWER)
    attempt.refresh_from_db()
    assert attempt.ended == Attempt.Ended.GAVE_UP
    assert "seven" in read(thread, stage.ada)


def test_paying_twice_costs_once(stage: Stage, thread: Thread) -> None:
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    for _ in range(2):
        open_for(thread, stage.ada, Reveals.WAY)
    attempt.refresh_from_db()
    assert attempt.hints_taken == 1


@pytest.mark.parametrize(
    "rules",
    [{"tries": 3}, {"variants": "same"}],  # giving up would cost marks that nothing wins back
)
def test_an_answer_is_not_for_sale_in_a_strict_set(
    stage: Stage, thread: Thread, rules: dict[str, object]
) -> None:
    ProblemSet.objects.filter(pk=stage.problem_set.pk).update(**rules)
    assert gate_of(thread, stage.ada).price(Reveals.ANSWER) == "not for sale"  # not even unopened
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    with pytest.raises(Refused):
        open_for(thread, stage.ada, Reveals.ANSWER)
    attempt.refresh_from_db()
    assert attempt.ended == ""
    give_up(attempt)
    assert "seven" in read(thread, stage.ada)


def hold_an_exam(stage: Stage) -> None:
    now = timezone.now()
    ProblemSet.objects.filter(pk=stage.problem_set.pk).update(
        kind="exam",
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
        minutes=30,
    )


def test_an_exam_closes_the_discussion_of_its_exercises_to_learners(
    stage: Stage, thread: Thread
) -> None:
    hold_an_exam(stage)
    assert read(thread, stage.ada) == ""
    with pytest.raises(Refused):
        posting.reply(thread, stage.ada, "Does somebody know it?", Reveals.NOTHING)
    assert "seven" in read(thread, stage.noether)


def test_whoever_sits_an_exam_reads_of_no_exercise(stage: Stage) -> None:
    commons = posting.begin(
        Thread(exercise=stage.exercise, title="Elsewhere"), stage.hilbert, "In the commons.", "way"
    ).thread
    assert page_of(commons, stage.ada).closed_until is None
    hold_an_exam(stage)
    stage.item.delete()  # another exercise than those of the exam
    Sitting.objects.create(problem_set=stage.problem_set, learner=stage.ada)
    assert page_of(commons, stage.ada).closed_until is not None
    assert page_of(commons, stage.charlie).closed_until is None


def test_who_may_know_of_a_thread(stage: Stage, thread: Thread) -> None:
    commons = posting.begin(
        Thread(exercise=stage.exercise, title="For all"), stage.charlie, "Hello.", "nothing"
    ).thread

    def known(user: User) -> set[str]:
        return set(Thread.objects.visible_to(user).values_list("title", flat=True))

    assert known(stage.charlie) == {"For all"}
    assert known(stage.hilbert) == {"For all"}  # teaches another course
    assert known(stage.ada) == {"For all", thread.title}
    stage.ada.blocks.create(person=stage.charlie)
    assert known(stage.ada) == {thread.title}
    moderating.hide(thread.posts.get(is_question=True), stage.grace)
    assert known(stage.ada) == set()
    assert known(stage.noether) == {"For all", thread.title}  # staff and author
    assert commons.author == stage.charlie


def test_a_thread_at_a_set_waits_until_the_set_opens(stage: Stage) -> None:
    stage.problem_set.opens_at = timezone.now() + timedelta(days=1)
    stage.problem_set.save()
    thread = Thread(course=stage.course, problem_set=stage.problem_set, title="The set")
    posting.begin(thread, stage.noether, "Soon.", Reveals.NOTHING)
    assert not Thread.objects.visible_to(stage.ada).exists()


def test_the_answer_of_a_case_is_kept_back_until_one_has_tried(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    mate = User.objects.create_user("mate", password=None, display_name="Mate")
    Enrolment.objects.create(course=stage.course, person=mate)
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    row = attempt.submissions.create(
        idem_key="0" * 32, answers={"m": {"text": "3+4-XYZ", "syntax": "ascii"}}, state="graded"
    )
    thread = a_thread(stage, attempt=attempt)
    Thread.objects.filter(pk=thread.pk).update(submission=row)
    address = f"/discussion/{thread.pk}/"
    assert "3+4-XYZ" not in as_person(mate).get(address).content.decode()
    tried(open_attempt(mate, stage.exercise))
    assert "3+4-XYZ" in as_person(mate).get(address).content.decode()
    assert "3+4-XYZ" in as_person(stage.ada).get(address).content.decode()


def test_a_text_with_the_key_is_caught_for_whoever_may_know_the_key(stage: Stage) -> None:
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    give_up(attempt)
    thread = a_thread(stage, attempt=Attempt.objects.get(pk=attempt.pk))
    with pytest.raises(GivesAway) as caught:
        posting.reply(thread, stage.ada, "So the answer is $7$.", Reveals.NOTHING)
    assert caught.value.places == ["7"]
    assert thread.posts.count() == 1
    posting.reply(thread, stage.ada, "So the answer is $7$.", Reveals.ANSWER)


def test_posts_are_no_way_to_try_answers(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    """While the variant is open its learner is told the same of a right guess and a wrong one."""
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    thread = a_thread(stage, attempt=attempt)
    told = []
    for guess in ("the answer is 7", "the answer is 8"):
        post = posting.reply(thread, stage.ada, guess, Reveals.NOTHING)
        page = as_person(stage.ada).get(f"/discussion/{thread.pk}/").content.decode()
        told.append(page.split(f'id="post-{post.pk}"')[1].split("</article>")[0])
        thread.posts.filter(is_question=False).update(taken_back_at=timezone.now())
    right, wrong = (text.replace("7", "8") for text in told)
    assert len(right.splitlines()) == len(wrong.splitlines())
    assert "for those who have finished" not in right
    kept = list(Post.objects.filter(is_question=False).values_list("reveals", flat=True))
    assert kept == [Reveals.ANSWER, Reveals.NOTHING]


def test_nothing_is_given_away_at_a_skill_or_a_course(stage: Stage) -> None:
    thread = Thread(course=stage.course, title="Hello")
    posting.begin(thread, stage.noether, "Welcome, seven.", Reveals.ANSWER)
    assert "seven" in read(thread, stage.ada)
    assert Course.objects.count() == 2
