"""A worker whose acknowledgement did not reach the broker ends, and is started again.

Celery notes such a failure in its log and goes on. But the connection is then already taken off the
list of what the worker listens to: no other message ever arrives, nothing more is said, and the
process lives. A recorder in that state left half of the answers of a storm without a verdict.
Whoever keeps the processes (supervisor, Compose, systemd) starts another; the message that was not
acknowledged comes again, and finds its lease gone.

The line in the log is the only sign: messages are acknowledged some time after a task says so, and
the error is kept from everybody else.
"""

from __future__ import annotations

import logging
from typing import Final

log = logging.getLogger(__name__)

#: The exit status, "a temporary failure" of sysexits.h.
STATUS: Final = 75
_WHERE: Final = "celery.worker.request"
_SIGNS: Final = ("Couldn't ack", "Couldn't reject")


class _Unheard(logging.Filter):
    """Lets every line pass, and asks the worker to stop at one of the signs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(_SIGNS):
            from celery.worker import state  # a page that only sends needs none of it

            if state.should_stop is None:
                log.error("the broker did not hear of a message done: this worker begins anew")
                state.should_stop = STATUS  # its loop looks at every turn
        return True


def end_when_unheard() -> None:
    """For each module that makes a worker's app; twice does no harm."""
    listened = logging.getLogger(_WHERE)
    if not any(isinstance(known, _Unheard) for known in listened.filters):
        listened.addFilter(_Unheard())
