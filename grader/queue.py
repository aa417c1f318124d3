"""What both ends of the queue must agree on: names and settings. Knows neither Celery nor Django.

    site ── GRADE_TASK on GRADE_QUEUE ──▶ grader ── RECORD_TASK on VERDICT_QUEUE ──▶ site

The settings were found by provoking the failures they cure (kombu and Celery 5.7, Redis protocol):
a whole worker killed is noticed after 101 s by default and after 16 s with the first three lines;
a killed pool process either loses its task or loops for ever without `task_retry_on_worker_lost`;
a task at its hard time limit is run again for ever unless it is acknowledged.
"""

from __future__ import annotations

import os
from typing import Any, Final

GRADE_TASK: Final = "grader.grade"
GRADE_QUEUE: Final = "grade"
EXAM_QUEUE: Final = "exam"
RECORD_TASK: Final = "campus.record"
VERDICT_QUEUE: Final = "verdicts"

#: Priorities on the queues of answers: the first is taken before any of the second.
FIRST: Final = 0
LATER: Final = 9

#: Kept beside each verdict; raise it when the same answer may be judged differently.
GRADER_VERSION: Final = "1"

#: Marks that a living grader process keeps in the broker; without renewal they go out.
GRADER_MARK: Final = "lemma:grader:"  # + its name: that it lives
LEASE_MARK: Final = "lemma:lease:"  # + a lease: that it works on it
MARK_SECONDS: Final = 10

#: Runs of one message when its pool process dies under it: the first and two more.
MAX_RETRIES: Final = 2


def waiting_list(queue: str, priority: int) -> str:
    """The broker's list of what waits, by kombu's own naming."""
    return queue if priority == FIRST else f"{queue}\x06\x16{priority}"


def broker_address() -> str:
    return os.environ.get("REDIS_URL", "").strip() or "redis://127.0.0.1:6379/0"


def queue_settings() -> dict[str, Any]:
    """Celery's settings, the same on both sides: the shortest visibility timeout of all who share
    a broker is the one that counts."""
    return {
        "broker_url": broker_address(),
        "broker_transport_options": {
            "visibility_timeout": 300,  # > 2 * task_time_limit; the clock starts at delivery
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "health_check_interval": 10,
            "socket_keepalive": True,
            "socket_connect_timeout": 5,
            "socket_timeout": 30,
        },
        "visibility_timeout": 300,
        "broker_connection_retry_on_startup": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_retry_on_worker_lost": True,
        "task_acks_on_timeout": True,
        "task_soft_time_limit": 45,  # the sandbox has stopped any learner's code long before
        "task_time_limit": 60,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,
        "worker_max_tasks_per_child": 500,
        "worker_max_memory_per_child": 400_000,  # KB, above what a warm process needs
        "worker_soft_shutdown_timeout": 20,
        "worker_hijack_root_logger": False,
        "worker_enable_remote_control": False,
        "worker_send_task_events": False,
    }
