"""The site's side of the queue: `celery -A campus worker -Q verdicts`.

Celery is the alarm clock (`campus.clock`), PostgreSQL the queue of record. The graders' side is
`grader.worker`.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")

from celery import Celery
from celery.signals import worker_process_init

from campus.tidying import set_aside_what_is_loaded
from grader.acknowledging import end_when_unheard
from grader.queue import VERDICT_QUEUE, queue_settings

app = Celery("campus")
end_when_unheard()
app.conf.update(queue_settings())
app.conf.update(
    task_default_queue=VERDICT_QUEUE,
    # Celery's Django fixup would open a new database connection for every verdict.
    CELERY_DB_REUSE_MAX=1000,
)
app.autodiscover_tasks(
    [
        "campus.learning",
        "campus.rollups",
        "campus.courses",
        "campus.catalog",
        "campus.authoring",
        "campus.teaching",
        "campus.community",
        "campus.programme",
        "campus.privacy",
    ]
)


@worker_process_init.connect
def _begin_work(**_: object) -> None:
    set_aside_what_is_loaded()
