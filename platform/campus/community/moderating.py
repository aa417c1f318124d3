"""Keeping order: reports and what staff do about them. Every act of staff is in the audit log."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campus.accounts.models import User
from campus.auditing import record
from campus.community.errors import Refused
from campus.community.limits import check_reports
from campus.community.models import Mute, Notice, Post, Report, Thread
from campus.community.noticing import tell_author
from campus.courses.models import Course


def report(post: Post, by: User, why: str, words: str) -> Report:
    """Tell the staff of a post; a second time changes the words. Raises Refused."""
    if post.author_id == by.pk:
        raise Refused(_("This is your own post: change it, or take it back."))
    check_reports(by)
    row, made = Report.objects.get_or_create(
        post=post, by=by, defaults={"why": why, "words": words}
    )
    if not made and row.state == Report.State.OPEN:
        row.why, row.words = why, words
        row.save(update_fields=["why", "words"])
    return row


@transaction.atomic
def decide(row: Report, by: User, hide_it: bool) -> None:
    """Close all open reports of the post, with the same decision."""
    state = Report.State.HIDDEN if hide_it else Report.State.KEPT
    open_ones = Report.objects.filter(post=row.post, state=Report.State.OPEN)
    open_ones.update(state=state, decided_at=timezone.now())
    if hide_it:
        hide(row.post, by)
    else:
        record(by, "post kept after a report", row.post, row.post.thread.course_id)


@transaction.atomic
def hide(post: Post, by: User, hidden: bool = True) -> None:
    """Take a post out of sight, or show it again; with its question goes the whole thread."""
    moment = timezone.now() if hidden else None
    Post.objects.filter(pk=post.pk).update(hidden_at=moment)
    if post.is_question:
        Thread.objects.filter(pk=post.thread_id).update(hidden_at=moment)
    if hidden:
        tell_author(post, by, Notice.Why.HIDDEN)
    record(by, "post hidden" if hidden else "post shown again", post, post.thread.course_id)


@transaction.atomic
def lock(thread: Thread, by: User, locked: bool = True) -> None:
    Thread.objects.filter(pk=thread.pk).update(locked_at=timezone.now() if locked else None)
    record(by, "thread locked" if locked else "thread opened again", thread, thread.course_id)


@transaction.atomic
def endorse(post: Post, by: User, right: bool = True) -> None:
    """The staff's mark: this is right."""
    Post.objects.filter(pk=post.pk).update(endorsed_by=by if right else None)
    if right:
        tell_author(post, by, Notice.Why.ENDORSED)


@transaction.atomic
def regate(post: Post, by: User, reveals: str) -> None:
    """Say anew what a post gives away."""
    before = post.reveals
    Post.objects.filter(pk=post.pk).update(reveals=reveals, said=reveals)
    record(
        by, "post put behind another gate", post, post.thread.course_id, before=before, now=reveals
    )


@transaction.atomic
def mute(person: User, course: Course | None, by: User, days: int, words: str) -> None:
    """Let a person read and not write for some days; 0 days ends it."""
    if person.is_admin or (course and Course.objects.staffed_by(person).filter(pk=course.pk)):
        raise Refused(_("Staff cannot be silenced here; speak with them."))
    place = course.pk if course else None
    if days == 0:
        Mute.objects.filter(person=person, course=course).delete()
        record(by, "silence ended", "", place, person=person.pk)
        return
    until = timezone.now() + timedelta(days=days)
    Mute.objects.update_or_create(
        person=person, course=course, defaults={"until": until, "words": words}
    )
    record(by, "silenced", "", place, person=person.pk, until=until)
