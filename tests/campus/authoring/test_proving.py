"""Publishing: proved under a lease, refused with findings, never lost, never twice."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from campus.accounts.models import User
from campus.authoring import proving
from campus.authoring.editing import begin, save
from campus.authoring.models import Manuscript, Publication
from campus.catalog.models import Exercise, Variant
from campus.learning.attempts import open_attempt
from exercises import bulk, desk
from exercises.queue import BULK_QUEUE, CANCEL_KEY, DONE_KEY
from grader.queue import LEASE_MARK
from grader.sandbox import Sandbox
from tests.campus.cast import Stage

pytestmark = pytest.mark.django_db

Capture = DjangoCaptureOnCommitCallbacks


@pytest.fixture(autouse=True)
def few_seeds(db: None, settings: Settings) -> None:
    settings.PROVING_SEEDS = 45  # enough for the rule about different variants
    settings.VARIANTS_KEPT = 2
    with connection.cursor() as cursor:  # the sandbox works inside the test's transaction
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def next_message(broker: redis.Redis) -> dict[str, Any] | None:
    raw: Any = broker.rpop(BULK_QUEUE)
    if raw is None:
        return None
    arguments, _, embedded = json.loads(base64.b64decode(json.loads(raw)["body"]))
    return {"arguments": arguments, "back": embedded["callbacks"][0]["args"]}


def work(broker: redis.Redis, box: Sandbox) -> bool:
    """Do by hand what the bulk worker and the recorder do with the next message."""
    message = next_message(broker)
    assert message is not None, "nothing was sent"
    _, name, source, seeds, kept = message["arguments"]
    findings = desk.prove(name, source, seeds, box)
    drawn = desk.draw(name, source, kept, box)
    publication, lease = map(uuid.UUID, message["back"])
    return proving.record({"findings": findings, **drawn}, publication, lease)


def ask(manuscript: Manuscript, by: User, capture: Capture) -> Publication:
    with capture(execute=True):
        return proving.ask_to_publish(manuscript.latest, by)


def test_what_holds_becomes_a_version_with_variants(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    box: Sandbox,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    asked = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    assert work(valkey, box)
    asked.refresh_from_db()
    assert (asked.state, asked.findings) == ("published", [])
    exercise = Exercise.objects.published().get(slug=manuscript.slug)
    assert exercise.current is not None
    assert (exercise.origin, exercise.current.published_by) == ("authors", stage.noether)
    assert (exercise.current.proved, exercise.current.variants.count()) == (45, 2)
    assert manuscript.latest.version == exercise.current


def test_what_does_not_hold_is_refused_with_its_line_and_changes_nothing(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    box: Sandbox,
    django_capture_on_commit_callbacks: Capture,
    as_person: Callable[[User | None], Client],
) -> None:
    right = "`s = c * n * (n + 1) // 2`"
    source = manuscript.latest.source.replace("`s = n * (n + 1) // 2`", right)
    proving_page = as_person(stage.noether)
    with django_capture_on_commit_callbacks(execute=True):
        proving_page.post(f"/authoring/{manuscript.slug}/publish/", {"source": source})
    work(valkey, box)
    asked = manuscript.publications.get()
    assert asked.state == "refused"
    line = source[: source.index(right)].count("\n") + 1
    assert ("L04", line) in {(found["rule"], found["line"]) for found in asked.findings}
    assert not Exercise.objects.filter(slug=manuscript.slug).exists()
    page = proving_page.get(f"/authoring/publications/{asked.pk}/").content.decode()
    assert f"line {line}" in page and "L04" in page


def test_an_old_attempt_keeps_what_it_was_shown(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    box: Sandbox,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    work(valkey, box)
    attempt = open_attempt(stage.ada, Exercise.objects.get(slug=manuscript.slug))
    shown = Variant.objects.get(pk=attempt.variant_id).body
    save(manuscript, manuscript.latest.source.replace("Work out", "Find"), stage.noether)
    ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    work(valkey, box)
    attempt.refresh_from_db()
    exercise = Exercise.objects.get(slug=manuscript.slug)
    assert (attempt.version.number, attempt.variant.body) == (1, shown)
    assert exercise.current is not None and exercise.current.number == 2


def test_the_same_ask_twice_is_one(
    manuscript: Manuscript, stage: Stage, django_capture_on_commit_callbacks: Capture
) -> None:
    first = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    assert ask(manuscript, stage.grace, django_capture_on_commit_callbacks) == first


def test_a_result_under_another_lease_is_dropped(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    asked = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    fine: dict[str, Any] = {"findings": [], "drawn": {}, "faults": []}
    assert not proving.record(fine, asked.pk, uuid.uuid4())
    assert not Exercise.objects.filter(slug=manuscript.slug).exists()


def later(publication: Publication) -> None:
    """As if it had been asked for and sent a minute ago."""
    ago = timezone.now() - timedelta(minutes=1)
    Publication.objects.filter(pk=publication.pk).update(asked_at=ago, sent_at=ago)


def test_a_lost_check_is_sent_again_and_given_up_after_three_times(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    asked = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    for _ in range(3):
        valkey.flushdb()  # a broker that forgets, or a worker killed with the message
        later(asked)
        with django_capture_on_commit_callbacks(execute=True):
            proving.reap()
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == ("failed", 3)


@pytest.mark.parametrize("where", ["in the queue", "at work"])
def test_a_check_that_somebody_has_is_left_to_them(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    django_capture_on_commit_callbacks: Capture,
    where: str,
) -> None:
    asked = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    asked.refresh_from_db()
    later(asked)
    if where == "at work":
        valkey.delete(BULK_QUEUE)
        valkey.set(f"{LEASE_MARK}{asked.lease_token}", 1)
    assert proving.reap() == 0
    asked.refresh_from_db()
    assert asked.tries == 1


def test_a_cancelled_check_stops_at_the_next_word_of_its_worker(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    asked = ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    asked.refresh_from_db()
    told = bulk._teller(valkey, str(asked.lease_token), 45)
    told(10)
    assert valkey.get(f"{DONE_KEY}{asked.lease_token}") == b"10/45"
    assert proving.progress_of(asked) == (10, 45)
    proving.cancel(asked)
    assert valkey.exists(f"{CANCEL_KEY}{asked.lease_token}")
    with pytest.raises(bulk.Cancelled):
        told(20)
    assert not proving.record({"cancelled": True}, asked.pk, asked.lease_token or uuid.uuid4())
    asked.refresh_from_db()
    assert asked.state == "cancelled"


def test_a_person_has_few_checks_under_way(
    stage: Stage, valkey: redis.Redis, django_capture_on_commit_callbacks: Capture
) -> None:
    for number in range(proving.AT_A_TIME):
        made = begin(f"number-{number}", "text", stage.noether)
        ask(made, stage.noether, django_capture_on_commit_callbacks)
    one_more = begin("one-more", "text", stage.noether)
    with pytest.raises(proving.TooMany):
        proving.ask_to_publish(one_more.latest, stage.noether)


def test_an_exercise_taken_back_is_offered_no_more_and_again(
    manuscript: Manuscript,
    stage: Stage,
    valkey: redis.Redis,
    box: Sandbox,
    django_capture_on_commit_callbacks: Capture,
    as_person: Callable[[User | None], Client],
) -> None:
    ask(manuscript, stage.noether, django_capture_on_commit_callbacks)
    work(valkey, box)
    address = f"/authoring/{manuscript.slug}/retire/"
    page = f"/exercises/{manuscript.slug}/"
    as_person(stage.noether).post(address)
    assert as_person(stage.ada).get(page).status_code == 404
    as_person(stage.noether).post(address, {"again": "1"})
    assert as_person(stage.ada).get(page).status_code == 200
