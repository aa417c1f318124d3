"""When the site's regular work is due: `celery -A campus.clock beat`.

Knows names and times only. It loads neither Django nor the rooms whose work it asks for: that
would take two seconds of processor time and a hundred megabytes to say "now" every ten seconds.
"""

from __future__ import annotations

from celery import Celery
from celery.schedules import crontab

from grader.queue import VERDICT_QUEUE, queue_settings

app = Celery("clock", set_as_current=False, fixups=[])
app.conf.update(queue_settings())
app.conf.update(
    task_default_queue=VERDICT_QUEUE,
    # A message that nobody took in time is worthless: the next one does the same work.
    beat_schedule={
        "reap": {"task": "campus.reap", "schedule": 15.0, "options": {"expires": 15}},
        "fold": {"task": "campus.fold", "schedule": 10.0, "options": {"expires": 10}},
        "fold rollups": {
            "task": "campus.fold_rollups",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
        "recount rollups": {
            "task": "campus.recount_rollups",
            "schedule": crontab(hour="4", minute="10"),  # after the fit has rewritten states
            "options": {"expires": 3600},
        },
        "top up": {"task": "campus.top_up", "schedule": 10.0, "options": {"expires": 10}},
        "reap publications": {
            "task": "campus.reap_publications",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        "collect exams": {
            "task": "campus.collect_exams",
            "schedule": 10.0,
            "options": {"expires": 10},
        },
        "judge examinations": {
            "task": "campus.judge_examinations",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        "invite": {"task": "campus.invite", "schedule": 15.0, "options": {"expires": 15}},
        "reap regrades": {
            "task": "campus.reap_regrades",
            "schedule": 15.0,
            "options": {"expires": 15},
        },
        "privacy": {"task": "campus.privacy", "schedule": 60.0, "options": {"expires": 60}},
        "sweep": {
            "task": "campus.sweep",
            "schedule": crontab(hour="4", minute="40"),
            "options": {"expires": 3600},
        },
        "remind": {
            "task": "campus.remind",
            "schedule": crontab(minute="7"),  # everybody at an hour of their own
            "options": {"expires": 3000},
        },
        "digest": {
            "task": "campus.digest",
            "schedule": crontab(hour="16", minute="40"),
            "options": {"expires": 3600},
        },
        "refit": {
            "task": "campus.refit",
            "schedule": crontab(hour="3", minute="20"),
            "options": {"expires": 3600},
        },
    },
)
