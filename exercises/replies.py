"""How every task about exercises ends: with a fault instead of a crash, a reply to who waits."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded

from exercises.desk import fault
from exercises.queue import KEY_SECONDS, REPLY_KEY
from grader.errors import GraderError

log = logging.getLogger(__name__)


def lay(broker: Any, token: str, answer: dict[str, Any]) -> None:
    """Leave an answer in the broker for whoever waits under `token`."""
    pipe = broker.pipeline(transaction=False)
    pipe.lpush(f"{REPLY_KEY}{token}", json.dumps(answer))
    pipe.expire(f"{REPLY_KEY}{token}", KEY_SECONDS)
    pipe.execute()


def guarded(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `work` gives, or {"fault"}: of the machine, unless it says otherwise. MemoryError must
    not leave a task: Celery's parent process would end with it."""
    try:
        return work()
    except MemoryError:
        return {"fault": fault("machine", "MemoryError", "The worker ran out of memory.")}
    except SoftTimeLimitExceeded:
        return {"fault": fault("machine", "TimeLimit", "The worker ran out of time.")}
    except GraderError as error:
        return {"fault": fault("machine", type(error).__name__, str(error))}
    except Exception as error:  # a defect of ours is reported as ours
        log.exception("the work on an exercise broke")
        return {"fault": fault("machine", type(error).__name__, str(error))}
