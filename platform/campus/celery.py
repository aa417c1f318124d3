"""The site's side of the queue: `celery -A campus worker -Q verdicts`, `celery -A campus beat`.

Celery is the alarm clock, PostgreSQL the queue of record. The graders' side is `grader.worker`.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "60000")

from celery import Celery
from celery.schedules import crontab

from grader.queue import VERDICT_QUEUE, queue_settings

app = Celery("campus")
app.conf.update(queue_settings())
app.conf.update(
    task_default_queue=VERDICT_QUEUE,
    # A message that nobody took in time is worthless: the next one does the same work.
    beat_schedule={
        "reap": {"task": "campus.reap", "schedule": 15.0, "options": {"expires": 15}},
        "fold": {"task": "campus.fold", "schedule": 10.0, "options": {"expires": 10}},
        "top up": {"task": "campus.top_up", "schedule": 10.0, "options": {"expires": 10}},
        "reap publications": {
            "task": "campus.reap_publications",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        "invite": {"task": "campus.invite", "schedule": 15.0, "options": {"expires": 15}},
        "remind": {
            "task": "campus.remind",
            "schedule": crontab(minute="7"),  # everybody at an hour of their own
            "options": {"expires": 3000},
        },
        "refit": {
            "task": "campus.refit",
            "schedule": crontab(hour="3", minute="20"),
            "options": {"expires": 3600},
        },
    },
    # Celery's Django fixup would open a new database connection for every verdict.
    CELERY_DB_REUSE_MAX=1000,
)
app.autodiscover_tasks(["campus.learning", "campus.courses", "campus.catalog", "campus.authoring"])
