"""Writing an entry: what the target is, whom it concerns, details as plain JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from campus.accounts.models import User
from campus.auditing.models import Entry


def entry_of(
    actor: User | None,
    act: str,
    target: models.Model | str,
    course: int | None,
    person: int | None,
    details: dict[str, Any],
) -> Entry:
    """The entry, not saved yet."""
    whom = person if person is not None else _person_of(target)
    row = target if isinstance(target, models.Model) else None
    return Entry(
        actor=actor,
        act=act,
        kind=row._meta.label_lower if row else "",
        key=str(row.pk) if row else "",
        # What belongs to a person may be called by their name, and a name must not stay.
        label="" if row and whom is not None else str(target)[:200],
        person_id=whom,
        course=course,
        details=json.loads(json.dumps(details, cls=DjangoJSONEncoder)),
    )


def _person_of(target: models.Model | str) -> int | None:
    if isinstance(target, User):
        return target.pk
    for name in ("person_id", "learner_id"):
        found = getattr(target, name, None)
        if isinstance(found, int):
            return found
    return None
