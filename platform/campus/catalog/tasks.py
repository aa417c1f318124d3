"""The doors of the queue on the catalogue's side; no logic here."""

from __future__ import annotations

from typing import Any

from campus.catalog import pool
from campus.celery import app
from exercises.queue import DRAWN_TASK
from grader.queue import MAX_RETRIES


@app.task(name=DRAWN_TASK, max_retries=MAX_RETRIES)
def drawn(answer: dict[str, Any], version: int, upto: int) -> None:
    pool.keep_drawn(answer, version, upto)


@app.task(name="campus.top_up", max_retries=MAX_RETRIES)
def top_up() -> None:
    pool.top_up()
