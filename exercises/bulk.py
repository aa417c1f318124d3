"""The slow lane: `celery -A exercises.bulk worker -Q bulk`. Proves exercises, fills their pools,
judges the milestones of projects, and answers of the past anew.

A process of its own at the lowest priority of the machine: no answer waits behind it, be it in the
queue or for a core. As the graders it has no database and no secrets.
"""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Final

from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_process_init

from exercises import desk, regrading
from exercises.queue import (
    BULK_MARK,
    BULK_QUEUE,
    CANCEL_KEY,
    DONE_KEY,
    DRAW_TASK,
    KEY_SECONDS,
    LOOK_TASK,
    PROVE_TASK,
    REGRADE_TASK,
)
from exercises.replies import guarded, lay
from grader.acknowledging import end_when_unheard
from grader.errors import MachineFault
from grader.life import Life
from grader.queue import GRADE_TASK, MAX_RETRIES, queue_settings
from grader.reporting import judged
from grader.sandbox import Sandbox, shared

LIFE: Final = Life()
NICE: Final = 15
SECONDS: Final = 240  # for one exercise; the queue's visibility timeout is longer

app = Celery("bulk", set_as_current=False)
end_when_unheard()
app.conf.update(queue_settings())
app.conf.update(
    task_default_queue=BULK_QUEUE,
    worker_proc_alive_timeout=60.0,
    task_soft_time_limit=SECONDS,
    task_time_limit=SECONDS + 15,
)


class Cancelled(Exception):
    """Its author does not want it any more."""


@app.task(name=DRAW_TASK, max_retries=MAX_RETRIES)
def draw(name: str, source: str, seeds: list[int]) -> dict[str, Any]:
    return guarded(lambda: desk.draw(name, source, seeds, shared()))


@app.task(name=LOOK_TASK, max_retries=MAX_RETRIES)
def look(token: str, name: str, source: str, seeds: int) -> None:
    """A quick look at a few seeds for somebody who types."""
    answer = guarded(lambda: {"findings": desk.prove(name, source, seeds, shared())})
    with broker() as client:
        lay(client, token, answer)


@app.task(name=PROVE_TASK, max_retries=MAX_RETRIES)
def prove(lease: str, name: str, source: str, seeds: int, kept: list[int]) -> dict[str, Any]:
    """{"findings", "drawn", "faults"}: what the checker found, and the variants `kept` to begin
    with when it found no error. The lease's mark says meanwhile that somebody is at work."""
    with LIFE.working_on(lease), broker() as client:
        told = _teller(client, lease, seeds)
        return guarded(lambda: _prove(name, source, seeds, kept, told))


@app.task(name=GRADE_TASK, max_retries=MAX_RETRIES)
def grade_submission(submission: str, lease: str, request: dict[str, Any]) -> dict[str, Any]:
    """A milestone's answer, which may take its time; `grader.worker` judges all others."""
    with LIFE.working_on(lease):
        return judged(submission, lease, request, SoftTimeLimitExceeded)


@app.task(name=REGRADE_TASK, max_retries=MAX_RETRIES)
def regrade(lease: str, name: str, source: str, asked: list[dict[str, Any]]) -> dict[str, Any]:
    """Answers of the past under present keys; see `exercises.regrading`."""
    with LIFE.working_on(lease):
        return guarded(lambda: regrading.regrade(name, source, asked, shared()))


def _prove(
    name: str, source: str, seeds: int, kept: list[int], told: Callable[[int], None]
) -> dict[str, Any]:
    try:
        findings = desk.prove(name, source, seeds, shared(), second=second_box(), told=told)
    except Cancelled:
        return {"cancelled": True}
    if any(finding["level"] == "error" for finding in findings):
        return {"findings": findings, "drawn": {}, "faults": []}
    return {"findings": findings, **desk.draw(name, source, kept, shared())}


def _teller(client: Any, lease: str, of: int) -> Callable[[int], None]:
    def told(done: int) -> None:
        client.set(f"{DONE_KEY}{lease}", f"{done}/{of}", ex=KEY_SECONDS)
        if client.exists(f"{CANCEL_KEY}{lease}"):
            raise Cancelled

    return told


def second_box() -> Sandbox:
    """A sandbox with a hash seed of its own: what hangs on the order of a set differs there."""
    with _opening:
        return _second_box()


@cache
def _second_box() -> Sandbox:
    from exercises.checking.pooled import second_sandbox

    return second_sandbox(shared())


_opening = threading.Lock()


@contextmanager
def broker() -> Iterator[Any]:
    """A client of the broker, on a connection of its own."""
    with app.connection_for_write() as connection:
        yield connection.default_channel.client


@worker_process_init.connect
def _open_for_work(**_: object) -> None:
    """Once in each pool process, before the sandbox is there: step back, and show life."""
    os.nice(NICE)
    with suppress(OSError):  # where it may: whoever else wants a core has it at once
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    lost = (OSError, *app.connection_for_write().connection_errors)
    LIFE.begin(f"{BULK_MARK}{platform.node()}:{os.getpid()}", "1", broker, lost)
    threading.Thread(target=_warm, name="sandbox", daemon=True).start()


def _warm() -> None:
    """Open both sandboxes before the first author waits for them. The thread stays: a sandbox's
    processes end with the thread that started them."""
    with suppress(MachineFault):  # whoever asks for them is told
        shared().warm()
        second_box().warm()
    threading.Event().wait()
