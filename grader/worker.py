"""The queue's door: `celery -A grader.worker worker -Q grade`. No database, no Django, no secrets.

A message carries the answer and the key; the report goes back through the message's `link`. When
grading breaks, the report is a fault instead: whose it is, and what staff should read.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Final

from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_process_init

from grader import sandbox
from grader.acknowledging import end_when_unheard
from grader.errors import MachineFault
from grader.life import Life
from grader.queue import (
    GRADE_QUEUE,
    GRADE_TASK,
    GRADER_MARK,
    MAX_RETRIES,
    queue_settings,
)
from grader.reporting import judged

log = logging.getLogger("grader.worker")

LIFE: Final = Life()
CHECK_SECONDS: Final = 3600.0
#: Warming takes three seconds of processor time that a site which comes up needs itself. Whoever
#: wants a sandbox sooner has it opened for himself.
SETTLED_SECONDS: Final = 6.0

app = Celery("grader", set_as_current=False)
end_when_unheard()
app.conf.update(queue_settings())
app.conf.update(
    task_default_queue=GRADE_QUEUE,
    worker_proc_alive_timeout=60.0,  # opening and checking the sandbox takes seconds
)


@app.task(name=GRADE_TASK, max_retries=MAX_RETRIES)
def grade_submission(submission: str, lease: str, request: dict[str, Any]) -> dict[str, Any]:
    """The report on one submission as JSON, or a fault: see `grader.reporting.judged`."""
    with LIFE.working_on(lease):
        return judged(submission, lease, request, SoftTimeLimitExceeded)


@worker_process_init.connect
def _open_for_work(**_: object) -> None:
    """Once in each pool process: check the sandbox, then show that we live."""
    gc.freeze()  # a full collection would look through all of SymPy while somebody waits
    condition = sandbox.selfcheck()
    mark = f"{GRADER_MARK}{platform.node()}:{os.getpid()}"
    lost = (OSError, *app.connection_for_write().connection_errors)
    LIFE.begin(mark, _shown(condition), _broker, lost)
    threading.Thread(target=_look_after, args=(mark,), name="sandbox", daemon=True).start()


def _look_after(mark: str) -> None:
    """Warm the sandbox, for which mathematics need not wait, and check it again every hour: what
    held this morning may not hold after a change of the machine, and the other way round."""
    if LIFE.ended(SETTLED_SECONDS):
        return
    with suppress(MachineFault):  # whoever runs a program is told
        sandbox.shared().warm()
    while not LIFE.ended(CHECK_SECONDS):
        LIFE.show(mark, _shown(sandbox.selfcheck(again=True)))


def _shown(condition: sandbox.SelfCheck) -> str:
    """What /readyz and the dashboard are told of this grader's sandbox."""
    reason = "; ".join(condition.reasons)
    if condition.tier is None:
        log.error("code is refused here, mathematics goes on: %s", reason)
    checked = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return json.dumps({"tier": condition.tier or "none", "reason": reason, "checked": checked})


@contextmanager
def _broker() -> Iterator[Any]:
    """A client of the broker, on a connection of its own."""
    with app.connection_for_write() as connection:
        yield connection.default_channel.client
