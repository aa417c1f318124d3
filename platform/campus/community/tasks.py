"""The doors of the queue on the side of the discussion; no logic here."""

from __future__ import annotations

from campus.celery import app
from campus.community import digests


@app.task(name="campus.digest", max_retries=0)
def digest() -> None:
    digests.send_digests()
