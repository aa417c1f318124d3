"""The audit log: who did what to whom, kept for good, each entry chained to the one before.

record(teacher, "extension given", extension, course=course.pk, due_at=due_at)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db import models

    from campus.accounts.models import User


def record(
    actor: User | None,
    act: str,
    target: models.Model | str = "",
    course: int | None = None,
    *,
    person: int | None = None,
    **details: Any,
) -> None:
    """Write one entry inside the caller's transaction: act and entry stand or fall together.

    actor    who did it; None for the machine itself
    act      a short phrase in the past, such as "extension given"
    target   what it was done to: a saved row, or a name for what has none
    course   the course that it belongs to, whose owner may read it
    person   whom it was done to; unless given, the target or the person the target belongs to
    details  anything JSON knows, dates and decimals. No names and no addresses of people: an entry
             cannot be erased, the account that its number leads to can.

    Call it last. The entry is sealed as the transaction commits, one transaction at a time; what
    was written before it has had its own checks by then and waits for nobody.
    """
    from campus.auditing.writing import entry_of  # models are not ready when the app is loaded

    entry_of(actor, act, target, course, person, details).save()


def record_each(
    actor: User | None,
    act: str,
    targets: Iterable[models.Model],
    course: int | None = None,
    **details: Any,
) -> None:
    """One entry for each of many rows to which the same was done, in one statement."""
    from campus.auditing.models import Entry
    from campus.auditing.writing import entry_of

    entries = [entry_of(actor, act, target, course, None, details) for target in targets]
    Entry.objects.bulk_create(entries)


__all__ = ["record", "record_each"]
