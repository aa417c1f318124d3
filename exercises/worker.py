"""What graders do besides grading: `celery -A grader.worker … -Q grade,draw -I exercises.worker`.

One variant takes milliseconds, as a verdict does, and somebody waits for it as for a verdict.
"""

from __future__ import annotations

from typing import Any

from exercises import desk
from exercises.queue import DRAW_TASK, PREVIEW_TASK
from exercises.replies import guarded, lay
from grader.queue import MAX_RETRIES
from grader.sandbox import shared
from grader.worker import app


@app.task(name=DRAW_TASK, max_retries=MAX_RETRIES)
def draw(name: str, source: str, seeds: list[int]) -> dict[str, Any]:
    return guarded(lambda: desk.draw(name, source, seeds, shared()))


@app.task(name=PREVIEW_TASK, max_retries=MAX_RETRIES)
def preview(token: str, name: str, source: str, seed: int, answers: dict[str, Any] | None) -> None:
    """The answer is laid under the asker's token; nobody who asks later than that finds it."""
    answer = guarded(lambda: desk.preview(name, source, seed, answers, shared()))
    with app.connection_for_write() as connection:
        lay(connection.default_channel.client, token, answer)
