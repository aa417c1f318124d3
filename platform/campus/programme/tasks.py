"""The doors of the queue on the side of the programme; no logic here."""

from __future__ import annotations

from campus.celery import app
from campus.programme import judging
from grader.queue import MAX_RETRIES


@app.task(name="campus.judge_examinations", max_retries=MAX_RETRIES)
def judge_examinations() -> None:
    judging.judge_all()
