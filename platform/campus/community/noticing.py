"""Who is told of what: followers of a reply, people of being named, authors of being thanked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils import timezone

from campus.accounts.models import User
from campus.community.models import Block, Follow, Notice, Post, Thread

_NAMED = re.compile(r"(?<![\w@/.])@([\w.+-]{1,150})")
_MOST_NAMED = 10


def tell_of(post: Post) -> None:
    """Tell followers of a reply, and whoever is named and may read it; nobody twice."""
    silent = set(Block.objects.filter(person=post.author).values_list("by", flat=True))
    silent.add(post.author_id or 0)
    named = [user for user in named_in(post.text, post.thread) if user.pk not in silent]
    _tell(named, post, Notice.Why.MENTION)
    if post.is_question:
        return
    followers = Follow.objects.filter(thread=post.thread, on=True).exclude(person__in=silent)
    others = followers.exclude(person__in=named).select_related("person")
    _tell((one.person for one in others), post, Notice.Why.REPLY)


def tell_author(post: Post, by: User, why: str) -> None:
    """Tell the author of a post what somebody thought of it."""
    if post.author is not None and post.author_id != by.pk:
        _tell([post.author], post, why, by)


def named_in(text: str, thread: Thread) -> list[User]:
    """Those named as @user-name who may see the thread.

    A name at the end of a sentence keeps its full stop out: `@ada.` names ada.
    """
    names = list(dict.fromkeys(name.rstrip(".").lower() for name in _NAMED.findall(text)))
    found = User.objects.filter(username__in=names[:_MOST_NAMED], is_active=True)
    return [user for user in found if Thread.objects.visible_to(user).filter(pk=thread.pk)]


def seen(person: User, thread: Thread) -> None:
    """The person has the thread before them."""
    now = timezone.now()
    Follow.objects.filter(thread=thread, person=person).update(seen_at=now)
    Notice.objects.filter(person=person, post__thread=thread, seen_at=None).update(seen_at=now)


def _tell(people: Iterable[User], post: Post, why: str, by: User | None = None) -> None:
    rows = [
        Notice(person=person, post=post, why=why, by=by or post.author)
        for person in people
        if person.is_active
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
