"""The doors of the queue on the authors' side; no logic here."""

from __future__ import annotations

import uuid
from typing import Any

from campus.authoring import proving
from campus.celery import app
from exercises.queue import PROVED_TASK
from grader.queue import MAX_RETRIES


@app.task(name=PROVED_TASK, max_retries=MAX_RETRIES)
def proved(answer: dict[str, Any], publication: str, lease: str) -> None:
    proving.record(answer, uuid.UUID(publication), uuid.UUID(lease))


@app.task(name="campus.reap_publications", max_retries=MAX_RETRIES)
def reap_publications() -> None:
    proving.reap()
