"""The chain: each seal is a digest of the one before it and of its entry, so that nobody changes,
removes or slips in an entry without breaking every seal after it.

The database writes seals (migration 0002) and this module computes them anew, in another language
from the same definition: neither is believed on its own word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from campus.auditing.models import Entry

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk along the chain found. `head` is the last good seal: kept elsewhere, it proves
    later that nothing up to it was cut off or rewritten."""

    entries: int
    head: str
    faults: tuple[str, ...]


def digest(before: str, fields: Fields) -> str:
    """SHA-256, in hexadecimal, of the digest before and the fields. Each field carries its length
    in bytes, so that no two lists of fields read the same.

    >>> digest("", ("1", "signed in"))[:16]
    'db6c01fa5277a043'
    """
    text = "".join(f"{len(field.encode())}:{field}," for field in (before, *fields))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(known_head: str = "") -> Verified:
    """Walk along the whole chain.

    known_head   a head that an earlier walk gave; a fault unless it is still in the chain
    """
    before, expected, faults, seen = "", 1, list(_unsealed()), not known_head
    for position, stored, fields in _sealed():
        if position != expected:
            faults.append(f"seals {expected} to {position - 1} are missing")
        if fields is None:
            faults.append(f"seal {position}: its entry is missing")
        elif digest(before, fields) != stored:
            faults.append(f"seal {position}, entry {fields[0]}: it is not what was sealed")
        before, expected = stored, position + 1
        seen = seen or stored == known_head
    if not seen:
        faults.append("the head that was given is not in the chain: its end was cut off")
    return Verified(expected - 1, before, tuple(faults))


def _unsealed() -> Iterator[str]:
    for pk in Entry.objects.filter(seal=None).order_by("pk").values_list("pk", flat=True)[:20]:
        yield f"entry {pk} has no seal"


def _sealed() -> Iterator[tuple[int, str, Fields | None]]:
    """Position, digest and the fields of the entry, in the order of the chain: one query, read a
    thousand rows at a time. By hand, for a seal without its entry must come too (a left join)."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT seal.position, seal.digest, entry.id, entry.at, entry.actor_id, entry.act,"
            " entry.kind, entry.key, entry.label, entry.person_id, entry.course,"
            " entry.details::text FROM auditing_seal seal"
            " LEFT JOIN auditing_entry entry ON entry.id = seal.entry_id ORDER BY seal.position"
        )
        while rows := cursor.fetchmany(1000):
            for position, stored, pk, *rest in rows:
                yield position, stored, None if pk is None else tuple(map(_text, (pk, *rest)))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return str(value)
