"""The doors of the queue on the site's side; no logic here."""

from __future__ import annotations

import uuid
from typing import Any

from campus.celery import app
from campus.learning import exams, folding, reaping, recording
from campus.learning.practice import reminding
from grader.queue import MAX_RETRIES, RECORD_TASK


@app.task(name=RECORD_TASK, max_retries=MAX_RETRIES)
def record(report: dict[str, Any], submission: str, lease: str) -> None:
    recording.record(report, uuid.UUID(submission), uuid.UUID(lease))


@app.task(name="campus.reap", max_retries=MAX_RETRIES)
def reap() -> None:
    reaping.reap()


@app.task(name="campus.fold", max_retries=MAX_RETRIES)
def fold() -> None:
    folding.fold()


@app.task(name="campus.collect_exams", max_retries=MAX_RETRIES)
def collect_exams() -> None:
    exams.collect()


@app.task(name="campus.refit", max_retries=0)
def refit() -> None:
    from campus.learning import refitting  # brings NumPy, once a night

    refitting.refit()


@app.task(name="campus.remind", max_retries=0)
def remind() -> None:
    reminding.remind()
