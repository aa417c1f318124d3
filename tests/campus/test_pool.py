"""The pool of a version: empty at first, drawn for whoever comes first, filled up behind them."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
import redis
from django.test import Client
from pytest_django import Settings

from campus.accounts.models import User
from campus.catalog import pool
from campus.catalog.models import ExerciseVersion, Variant
from campus.catalog.pool import keep_drawn, next_seeds, top_up, wait_for_variant
from campus.learning.attempts import open_attempt
from exercises.queue import DRAW_QUEUE, IN_TIME_LIST
from tests.campus.cast import Stage, sum_of_three_and_four

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(stage: Stage, settings: Settings) -> ExerciseVersion:
    """The stage's exercise as it is just after publishing: nothing is drawn."""
    settings.VARIANT_WAIT_MS = 50
    Variant.objects.all().delete()
    found = stage.exercise.current
    assert found is not None
    return found


def taken(broker: redis.Redis, queue: str) -> tuple[list[Any], list[Any]] | None:
    """The next message's arguments, and those of the task that takes its result."""
    raw: Any = broker.rpop(queue)
    if raw is None:
        return None
    arguments, _, embedded = json.loads(base64.b64decode(json.loads(raw)["body"]))
    return arguments, embedded["callbacks"][0]["args"]


def drawn(seeds: list[int]) -> dict[str, Any]:
    bodies = {str(seed): sum_of_three_and_four(seed % 1000) for seed in seeds}
    return {"drawn": bodies, "faults": []}


def test_whoever_comes_first_asks_a_grader_and_waits(
    version: ExerciseVersion, stage: Stage, valkey: redis.Redis
) -> None:
    assert not wait_for_variant(version, set())  # there is no grader in this test
    assert not wait_for_variant(version, set())
    message = taken(valkey, DRAW_QUEUE)
    assert message is not None
    (name, source, seeds), back = message
    assert (name, source, seeds) == ("three-and-four.md", version.source, next_seeds(version, 2))
    assert taken(valkey, DRAW_QUEUE) is None  # the second who came had nothing to ask for
    keep_drawn(drawn(seeds), *back)
    assert wait_for_variant(version, set())
    assert open_attempt(stage.ada, stage.exercise).variant.used


@pytest.mark.django_db(transaction=True)
def test_who_waits_is_called_when_the_variant_is_there(
    version: ExerciseVersion, valkey: redis.Redis, settings: Settings
) -> None:
    settings.VARIANT_WAIT_MS = 60_000  # nobody waits so long: the bell rings
    seeds = next_seeds(version, 1)
    grader = threading.Timer(0.2, pool._ring, [version.pk])
    Variant.objects.create(version=version, seed=seeds[0], body=sum_of_three_and_four(1))
    seen = set(version.variants.values_list("pk", flat=True))
    grader.start()
    assert not wait_for_variant(version, seen)
    grader.join()


def test_an_exercise_without_variants_shows_a_page_that_looks_again(
    version: ExerciseVersion, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    answer = as_person(stage.ada).get(f"/exercises/{stage.exercise.slug}/")
    assert answer.status_code == 503
    assert 'http-equiv="refresh"' in answer.content.decode()


def test_the_emptiest_pools_are_filled_first_and_in_bounds(
    version: ExerciseVersion, valkey: redis.Redis, settings: Settings
) -> None:
    settings.VARIANTS_KEPT = 3
    assert top_up() == 1
    message = taken(valkey, IN_TIME_LIST)
    assert message is not None
    seeds, back = message[0][2], message[1]
    assert len(seeds) == 3
    keep_drawn(drawn(seeds), *back)
    keep_drawn(drawn(seeds), *back)  # a message that comes twice
    assert version.variants.count() == 3
    assert top_up() == 0  # full
    version.variants.filter(seed=seeds[0]).update(used=True)
    assert top_up() == 1  # one was used, one is drawn
    message = taken(valkey, IN_TIME_LIST)
    assert message is not None and len(message[0][2]) == 1
    assert not set(message[0][2]) & set(seeds)


def test_the_slow_lane_takes_only_so_much_at_a_time(
    version: ExerciseVersion, valkey: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "IN_FLIGHT", 2)
    assert [top_up() for _ in range(3)] == [1, 1, 0]


def test_a_version_has_so_many_variants_and_no_more(
    version: ExerciseVersion, settings: Settings
) -> None:
    settings.VARIANTS_MOST = 5
    version.drawn_to = 4
    assert len(next_seeds(version, 3)) == 1


def test_what_cannot_be_drawn_is_asked_for_no_more_and_says_why(
    version: ExerciseVersion, stage: Stage, as_person: Callable[[User | None], Client]
) -> None:
    keep_drawn({"drawn": {}, "faults": ["three-and-four.md:9: no number left"]}, version.pk, 3)
    assert top_up() == 0
    page = as_person(stage.ada).get(f"/exercises/{stage.exercise.slug}/").content.decode()
    assert "cannot be opened now" in page
    assert "refresh" not in page and "no number left" not in page
    staff = as_person(stage.noether).get("/authoring/bank/three-and-four/").content.decode()
    assert "no number left" in staff


def test_a_failing_seed_leaves_the_others_be(version: ExerciseVersion) -> None:
    answer = {**drawn(next_seeds(version, 2)), "faults": ["one seed fails"]}
    keep_drawn(answer, version.pk, 3)
    version.refresh_from_db()
    assert (version.trouble, version.drawn_to, version.variants.count()) == ("", 3, 2)


def test_a_fault_of_the_machine_is_nobodys_trouble(version: ExerciseVersion) -> None:
    keep_drawn({"fault": {"whose": "machine", "kind": "x", "message": "y"}}, version.pk, 3)
    version.refresh_from_db()
    assert (version.trouble, version.drawn_to) == ("", 0)
