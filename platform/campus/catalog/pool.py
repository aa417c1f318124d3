"""The pool of a version: variants drawn ahead, so that a learner who opens an exercise has one.

A new version begins with none. Whoever comes first asks a grader for one and waits some tens of
milliseconds; the rest is drawn in the slow lane, and again whenever somebody used one up.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Greatest
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from campus.catalog.asking import NoAnswer, a_seat, broker
from campus.catalog.drawing_lots import pool_seed
from campus.catalog.models import Exercise, ExerciseVersion, Variant
from campus.celery import app
from exercises.queue import (
    BULK_QUEUE,
    DRAW_QUEUE,
    DRAW_TASK,
    DRAWN_TASK,
    IN_TIME,
    IN_TIME_LIST,
    URGENT,
)
from grader.queue import VERDICT_QUEUE

log = logging.getLogger(__name__)

AT_ONCE: Final = 2  # variants drawn while somebody waits
IN_FLIGHT: Final = 12  # exercises in the slow lane at a time: what an author asks for comes next
_BELL: Final = "lemma:pool:"  # + a version: rung when variants came
_ASKED: Final = "lemma:drawing:"  # + a version: somebody has asked for variants just now
_ASKED_FOR: Final = timedelta(seconds=3)


def wait_for_variant(version: ExerciseVersion, seen: set[int]) -> bool:
    """Whether there is a variant not in `seen`, or will be within the time one may wait.

    False too when the version has all the variants it may have.
    """
    if _fresh(version, seen):
        return True
    if version.trouble or version.drawn_to >= settings.VARIANTS_MOST:
        return False
    _ask_and_wait(version, next_seeds(version, AT_ONCE))
    return _fresh(version, seen)


def wait_for_seed(version: ExerciseVersion, seed: int) -> bool:
    """Whether the variant of this seed is there, or will be within the time one may wait. It is
    beside the pool: the pool's own seeds are drawn as ever."""
    wanted = version.variants.filter(seed=seed)
    if not wanted.exists() and not version.trouble:
        _ask_and_wait(version, [seed], beside=True)
    return wanted.exists()


def _ask_and_wait(version: ExerciseVersion, seeds: list[int], *, beside: bool = False) -> None:
    asked = f"{_ASKED}{version.pk}" + (f":{seeds[0]}" if beside else "")
    try:
        with a_seat():
            if broker().set(asked, 1, nx=True, px=_ASKED_FOR):
                _request(version, seeds, DRAW_QUEUE, URGENT, beside=beside)
            # Several may wait: whoever heard the bell rings it for the next.
            if broker().blpop([f"{_BELL}{version.pk}"], timeout=settings.VARIANT_WAIT_MS / 1000):
                _ring(version.pk)
    except (NoAnswer, OperationalError, RedisError) as error:
        log.warning("nobody waits for version %s: %s", version.pk, error)


def top_up() -> int:
    """Ask for what is missing in the pools, the emptiest first; how many versions were asked for.

    Run by the scheduler. A message that is lost is asked for again the next time.
    """
    ready = Count("variants", filter=Q(variants__used=False))
    offered = Exercise.objects.offered().exclude(origin=Exercise.Origin.PROJECT).values("current")
    short = (
        ExerciseVersion.objects.filter(pk__in=offered, trouble="")
        .filter(drawn_to__lt=settings.VARIANTS_MOST)
        .annotate(ready=ready)
        .filter(ready__lt=settings.VARIANTS_KEPT)
        .select_related("exercise")
        .order_by("ready", "pk")
    )
    room = IN_FLIGHT - _waiting()
    asked = list(short[: max(0, room)])
    for version in asked:
        seeds = next_seeds(version, settings.VARIANTS_KEPT - version.ready)
        _request(version, seeds, BULK_QUEUE, IN_TIME)
    return len(asked)


def keep_drawn(answer: dict[str, Any], pk: int, upto: int) -> int:
    """Put what a worker drew into the pool; how many variants that are.

    upto   the place of the pool after the last one that was asked for

    What comes twice changes nothing. A version none of whose seeds can be drawn is in trouble: it
    is asked for no more, and its authors are told.
    """
    if "fault" in answer:
        log.error("drawing version %s failed: %s", pk, answer["fault"]["message"])
        return 0
    drawn, faults = answer["drawn"], answer["faults"]
    for sentence in faults:
        log.error("a variant could not be drawn: %s", sentence)
    with transaction.atomic():
        keep_variants(pk, drawn)
        version = ExerciseVersion.objects.filter(pk=pk)
        version.update(drawn_to=Greatest("drawn_to", upto))
        if not drawn and faults and not Variant.objects.filter(version=pk).exists():
            version.update(trouble=faults[0])
        transaction.on_commit(lambda: _ring(pk), robust=True)
    return len(drawn)


def keep_variants(pk: int, drawn: dict[str, Any]) -> None:
    """Rows for the bodies by seed; those that are there stay as they are."""
    rows = [Variant(version_id=pk, seed=int(seed), body=body) for seed, body in drawn.items()]
    Variant.objects.bulk_create(rows, ignore_conflicts=True)


def next_seeds(version: ExerciseVersion, count: int) -> list[int]:
    """The seeds of the next places of its pool."""
    last = min(version.drawn_to + count, settings.VARIANTS_MOST)
    return [pool_seed(version.digest, place) for place in range(version.drawn_to, last)]


def _request(
    version: ExerciseVersion, seeds: list[int], queue: str, priority: int, *, beside: bool = False
) -> None:
    """Have seeds drawn; those of the next places of the pool, unless they are `beside` it."""
    name = f"{version.exercise.slug}.md"
    back = (version.pk, version.drawn_to + (0 if beside else len(seeds)))
    app.send_task(
        DRAW_TASK,
        args=(name, version.source, seeds),
        queue=queue,
        priority=priority,
        expires=60,
        link=app.signature(DRAWN_TASK, args=back, queue=VERDICT_QUEUE),
        retry=False,
    )


def _fresh(version: ExerciseVersion, seen: set[int]) -> bool:
    return version.variants.exclude(pk__in=seen).exists()


def _waiting() -> int:
    """How many messages without hurry wait in the slow lane."""
    with app.connection_for_read() as connection, connection.channel() as channel:
        return int(channel.client.llen(IN_TIME_LIST))


def _ring(pk: int) -> None:
    try:
        pipe = broker().pipeline(transaction=False)
        pipe.delete(f"{_BELL}{pk}")
        pipe.lpush(f"{_BELL}{pk}", 1)
        pipe.expire(f"{_BELL}{pk}", 1)
        pipe.execute()
    except RedisError:
        pass  # whoever waits looks again by themselves
