"""Writing: a thread begun, a reply, a change, taking back. Each is one transaction.

Whoever may know the key of the variant (their own that has ended, or staff) is told when a text
gives it away; for everybody else the post is only put behind the gate, so that writing posts is no
way to try answers.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.community.errors import GivesAway, Refused
from campus.community.limits import check_pace
from campus.community.models import Follow, Post, Thread
from campus.community.noticing import tell_of
from campus.community.searching import index
from campus.community.spoilers import spoilers
from campus.community.standing import exam_until, is_staff, muted
from campus.learning.models import Attempt

Reveals = Post.Reveals


def begin(thread: Thread, author: User, text: str, reveals: str) -> Post:
    """Save a new thread and its question; raises Refused."""
    _may_write(thread, author)
    check_pace(author)
    thread.author = author
    post = Post(thread=thread, is_question=True)
    _fill(post, author, text, reveals)
    with transaction.atomic():
        thread.save()
        post.save()
        index(post)
        Follow.objects.create(thread=thread, person=author)
        tell_of(post)
    return post


def reply(thread: Thread, author: User, text: str, reveals: str) -> Post:
    """Add a post to a thread; raises Refused."""
    _may_write(thread, author)
    check_pace(author)
    post = Post(thread=thread)
    _fill(post, author, text, reveals)
    with transaction.atomic():
        post.save()
        index(post)
        Thread.objects.filter(pk=thread.pk).update(
            replies=F("replies") + 1, moved_at=timezone.now()
        )
        Follow.objects.get_or_create(thread=thread, person=author)
        tell_of(post)
    return post


def change(post: Post, author: User, text: str, reveals: str) -> None:
    """Put other words in the place of one's own; raises Refused."""
    _may_write(post.thread, author)
    _fill(post, author, text, reveals)
    post.edited_at = timezone.now()
    with transaction.atomic():
        post.save()
        index(post)
        tell_of(post)


def take_back(post: Post) -> None:
    """The words go, the place stays: answers to it keep their sense."""
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(
            text="", taken_back_at=timezone.now(), search=None, reveals=Reveals.NOTHING
        )
        Thread.objects.filter(accepted=post).update(accepted=None)


def accept(post: Post) -> None:
    """The author of the question says: this helped. The same post again takes that back."""
    thread = post.thread
    if post.is_question:
        raise Refused(_("A question is no answer to itself."))
    chosen = None if thread.accepted_id == post.pk else post
    Thread.objects.filter(pk=thread.pk).update(accepted=chosen)


def _may_write(thread: Thread, author: User) -> None:
    silence = muted(author, thread.course)
    if silence is not None:
        raise Refused(
            _("You may not write here until %(day)s: %(words)s")
            % {"day": f"{silence.until:%d %B}", "words": silence.words}
        )
    if thread.course is not None and thread.course.archived_at is not None:
        raise Refused(_("The course is archived: it can be read, not changed."))
    staff = is_staff(author, thread)
    if thread.locked_at is not None and not staff:
        raise Refused(_("This thread is closed to new posts."))
    if thread.exercise_id is not None and not staff and exam_until(author, thread.exercise_id):
        raise Refused(_("This is closed while an exam is being written."))


def _fill(post: Post, author: User, text: str, reveals: str) -> None:
    """The words and what they reveal. Raises GivesAway if the author may know it and does not."""
    post.author = author
    post.text = text
    post.said = post.reveals = reveals
    post.of_staff = is_staff(author, post.thread)
    attempt = post.thread.attempt
    if attempt is None or reveals == Reveals.ANSWER:
        return
    places = spoilers(attempt.variant.body, f"{post.thread.title}\n{text}")
    if not places:
        return
    if post.of_staff or _knows(author, attempt):
        raise GivesAway(_("This gives the answer to the variant away."), places)
    post.reveals = Reveals.ANSWER


def _knows(author: User, attempt: Attempt) -> bool:
    return attempt.learner_id == author.pk and bool(attempt.ended)
