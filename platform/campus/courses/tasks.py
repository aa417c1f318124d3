"""The door of the queue on the side of courses; no logic here."""

from __future__ import annotations

from campus.celery import app
from campus.courses import inviting


@app.task(name="campus.invite", max_retries=0)
def invite() -> None:
    inviting.send_waiting()
