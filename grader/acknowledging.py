"""A worker whose acknowledgement did not reach the broker ends, and is started again.

Celery notes such a failure and goes on. But the connection is then already taken off the list of
what the worker listens to: no other message ever arrives, nothing is said, and the process lives.
A recorder in that state left half of the answers of a storm without a verdict. Whoever keeps the
processes (supervisor, Compose, systemd) starts another; the message that was not acknowledged
comes again, and finds its lease gone.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from celery import Task
from celery.worker import state
from celery.worker.request import Request

log = logging.getLogger(__name__)

#: The exit status, "a temporary failure" of sysexits.h.
STATUS: Final = 75


class Insistent(Request):  # type: ignore[misc]
    """One message at work, which looks whether its acknowledgement was sent."""

    def acknowledge(self) -> None:
        super().acknowledge()
        self._demand_told()

    def reject(self, requeue: bool = False) -> None:
        super().reject(requeue)
        self._demand_told()

    def _demand_told(self) -> None:
        if not self.message.acknowledged and state.should_stop is None:
            log.error("the broker did not hear of a message done: this worker begins anew")
            state.should_stop = STATUS  # its loop looks at every turn


class Acknowledged(Task):  # type: ignore[misc]
    """What every task of ours is: `Celery(task_cls=ACKNOWLEDGED)`."""

    Request: Any = "grader.acknowledging:Insistent"


ACKNOWLEDGED: Final = "grader.acknowledging:Acknowledged"
