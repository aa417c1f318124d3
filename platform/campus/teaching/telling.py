"""Telling people of what others did to their work: a line on their home page until it is seen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from campus.accounts.models import User
from campus.prepared import prepared
from campus.teaching.models import Notice


def tell(people: Iterable[int], text: str, url: str = "") -> None:
    """One notice each; inside the caller's transaction."""
    Notice.objects.bulk_create(Notice(person_id=pk, text=text[:300], url=url) for pk in people)


def unseen(user: User) -> list[Notice]:
    return _unseen(user.pk)


@prepared
def _unseen(person: int) -> QuerySet[Notice]:
    return Notice.objects.filter(person=person, seen_at__isnull=True)[:10]


def see(user: User) -> int:
    """The person has read them all."""
    return Notice.objects.filter(person=user, seen_at__isnull=True).update(seen_at=timezone.now())
