"""The doors of the queue; no logic here."""

from __future__ import annotations

from campus.celery import app
from campus.rollups import folding, recounting


@app.task(name="campus.fold_rollups", max_retries=0)
def fold_rollups() -> None:
    folding.fold()


@app.task(name="campus.recount_rollups", max_retries=0)
def recount_rollups() -> None:
    recounting.recount()
