"""Asking, answering, being told, finding, keeping order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from campus.accounts.models import User
from campus.auditing.models import Entry
from campus.community import digests, moderating, posting
from campus.community.errors import Refused
from campus.community.limits import POSTS_A_MINUTE
from campus.community.models import Mute, Notice, Post, Report, Thread
from campus.community.searching import found, like
from campus.learning.attempts import open_attempt
from tests.campus.cast import Stage
from tests.campus.community.asked import a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(stage: Stage) -> Thread:
    return a_thread(stage)


def told(user: User) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(person=user, seen_at=None).order_by("pk")
    return [(str(row.by), row.why) for row in rows]


def test_from_an_attempt_to_an_accepted_answer(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    ada, noether = as_person(stage.ada), as_person(stage.noether)
    asked = {"title": "Which way round?", "text": "I have $3 - 4$.", "reveals": "nothing"}
    answer = ada.post(f"/discussion/ask/?attempt={attempt.pk}", asked)
    thread = Thread.objects.get()
    assert answer.headers["Location"] == f"/discussion/{thread.pk}/"
    assert (thread.course, thread.exercise, thread.attempt) == (
        stage.course,
        stage.exercise,
        attempt,
    )
    reply = {"text": "Add them, @ada.", "reveals": "way"}
    noether.post(f"/discussion/{thread.pk}/reply/", reply)
    assert told(stage.ada) == [("Noether", Notice.Why.MENTION)]  # once, not as a reply again
    post = thread.posts.get(is_question=False)
    ada.post(f"/discussion/posts/{post.pk}/accept/")
    thread.refresh_from_db()
    assert (thread.accepted, thread.replies) == (post, 1)
    assert told(stage.noether) == [("Ada", Notice.Why.ACCEPTED)]
    ada.get(f"/discussion/{thread.pk}/")
    assert told(stage.ada) == []  # she has it before her


def test_a_draft_is_shown_with_threads_like_it_before_it_stands(
    stage: Stage, thread: Thread, as_person: Callable[[User | None], Client]
) -> None:
    browser = as_person(stage.ada)
    asked = {"title": "Three and four?", "text": "Add or take away?", "reveals": "nothing"}
    address = f"/discussion/ask/?exercise={stage.exercise.slug}&course=sums"
    page = browser.post(address, asked).content.decode()
    assert thread.title in page
    assert Thread.objects.count() == 1
    browser.post(address, {**asked, "seen": "1"})
    assert Thread.objects.count() == 2


@pytest.mark.parametrize(
    "query",
    [
        "?attempt=999999",
        "?answer=not-a-key",
        "?exercise=nowhere",
        "?set=sums/1x",
        "?exercise=%00",
        "?set=sums/99999999",
        "?skill=",
        "",
    ],
)
def test_nobody_asks_at_a_place_they_do_not_have(
    stage: Stage, as_person: Callable[[User | None], Client], query: str
) -> None:
    assert as_person(stage.ada).get(f"/discussion/ask/{query}").status_code == 404


def test_another_ones_attempt_is_no_place_to_ask_from(
    stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    attempt = open_attempt(stage.ada, stage.exercise, stage.item)
    answer = as_person(stage.charlie).get(f"/discussion/ask/?attempt={attempt.pk}")
    assert answer.status_code == 404


def test_words_taken_back_leave_their_place(stage: Stage, thread: Thread) -> None:
    post = posting.reply(thread, stage.noether, "Nonsense.", "nothing")
    posting.take_back(post)
    post.refresh_from_db()
    assert post.text == ""
    assert not found(Thread.objects.all(), stage.ada, "nonsense").exists()


def test_threads_are_found_by_words_and_by_formulas(stage: Stage, thread: Thread) -> None:
    posting.reply(thread, stage.noether, "Look at $x(x+2)$ and factor.", "nothing")
    posting.reply(thread, stage.noether, "Secretly $y^5$.", "answer")
    everything = Thread.objects.all()
    for words, there in [
        ("factoring", True),  # another form of the word
        ("$x^2 + 2x$", True),  # another form of the formula
        ("three", True),  # the title
        ("$x^2 + 3x$", False),
        ("$y^5$", False),  # behind a gate
        ("' ) OR 1=1 --", False),
        ("", False),
    ]:
        assert found(everything, stage.ada, words).exists() is there, words
    assert list(like(everything, "Adding three", "")) == [thread]


def test_a_blocked_person_is_neither_read_nor_told_of(stage: Stage, thread: Thread) -> None:
    stage.ada.blocks.create(person=stage.noether)
    posting.reply(thread, stage.noether, "@ada hello", "nothing")
    assert told(stage.ada) == []
    assert Post.objects.visible_to(stage.ada).filter(author=stage.noether).count() == 0


def test_nobody_writes_faster_than_one_can(stage: Stage, thread: Thread) -> None:
    cache.clear()
    for _ in range(POSTS_A_MINUTE):
        posting.reply(thread, stage.ada, "And another.", "nothing")
    with pytest.raises(Refused):
        posting.reply(thread, stage.ada, "And another.", "nothing")


def test_a_report_is_decided_by_the_staff_of_the_course(stage: Stage, thread: Thread) -> None:
    post = posting.reply(thread, stage.ada, "Rubbish.", "nothing")
    report = moderating.report(post, stage.noether, "unkind", "")
    assert not Report.objects.decided_by(stage.hilbert).exists()
    assert Report.objects.decided_by(stage.noether).exists()
    moderating.decide(report, stage.noether, hide_it=True)
    assert told(stage.ada) == [("Noether", Notice.Why.HIDDEN)]
    assert not Post.objects.visible_to(stage.charlie).filter(pk=post.pk).exists()
    assert Entry.objects.filter(act="post hidden", actor=stage.noether).count() == 1


def test_the_silenced_read_and_do_not_write(stage: Stage, thread: Thread) -> None:
    moderating.mute(stage.ada, stage.course, stage.noether, 7, "Be kind.")
    with pytest.raises(Refused, match="Be kind"):
        posting.reply(thread, stage.ada, "Hello?", "nothing")
    Mute.objects.update(until=timezone.now() - timedelta(minutes=1))
    posting.reply(thread, stage.ada, "Hello again.", "nothing")
    with pytest.raises(Refused):
        moderating.mute(stage.noether, stage.course, stage.grace, 7, "No.")


def test_a_locked_thread_takes_posts_of_staff_only(stage: Stage, thread: Thread) -> None:
    moderating.lock(thread, stage.noether)
    thread.refresh_from_db()
    with pytest.raises(Refused):
        posting.reply(thread, stage.ada, "Still here?", "nothing")
    posting.reply(thread, stage.noether, "To end with.", "nothing")


def test_whatever_is_written_is_shown_as_text(
    stage: Stage, thread: Thread, as_person: Callable[[User | None], Client]
) -> None:
    posting.reply(thread, stage.noether, "<img src=x onerror=alert(1)> {{ user }}", "nothing")
    page = as_person(stage.ada).get(f"/discussion/{thread.pk}/").content.decode()
    assert "<img" not in page
    assert "{{ user }}" in page


def test_what_is_new_is_gathered_in_one_mail_a_day(
    stage: Stage, thread: Thread, mailoutbox: list[EmailMessage]
) -> None:
    today = timezone.localdate()
    for words in ("First, @ada.", "Then this."):
        posting.reply(thread, stage.noether, words, "nothing")
    assert digests.send_digests(today) == 1
    (mail,) = mailoutbox
    assert mail.to == [stage.ada.email]
    assert f"/discussion/{thread.pk}/" in mail.body
    assert "Then this" not in mail.body  # what a post says stays behind its gate
    posting.reply(thread, stage.noether, "Again.", "nothing")
    assert digests.send_digests(today) == 0
    assert digests.send_digests(today + timedelta(days=1)) == 1


def test_one_click_ends_the_mails(
    stage: Stage, thread: Thread, as_person: Callable[[User | None], Client]
) -> None:
    address = f"/discussion/mails/{digests.stop_token(stage.ada)}/"
    assert as_person(None).post(address).status_code == 200
    posting.reply(thread, stage.noether, "Hello.", "nothing")
    assert digests.send_digests() == 0
    assert as_person(None).post("/discussion/mails/forged/").status_code == 404
