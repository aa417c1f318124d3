"""The doors of the queue on the side of privacy; no logic here."""

from __future__ import annotations

from uuid import UUID

from campus.celery import app
from campus.privacy import erasing, exporting, sweeping


@app.task(name="campus.make_export", max_retries=0)
def make_export(export: str) -> None:
    exporting.make(UUID(export))


@app.task(name="campus.privacy", max_retries=0)
def privacy() -> None:
    exporting.send_lost()
    erasing.erase_due()


@app.task(name="campus.sweep", max_retries=0)
def sweep() -> None:
    sweeping.sweep()
