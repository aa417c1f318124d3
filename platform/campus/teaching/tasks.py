"""The doors of the queue on the side of those who teach; no logic here."""

from __future__ import annotations

import uuid
from typing import Any

from campus.celery import app
from campus.teaching.regrading import recording, sending
from exercises.queue import REGRADED_TASK
from grader.queue import MAX_RETRIES


@app.task(name=REGRADED_TASK, max_retries=MAX_RETRIES)
def regraded(answer: dict[str, Any], batch: str, lease: str) -> None:
    recording.record_batch(answer, uuid.UUID(batch), uuid.UUID(lease))


@app.task(name="campus.reap_regrades", max_retries=MAX_RETRIES)
def reap_regrades() -> None:
    sending.reap()
