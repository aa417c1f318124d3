"""One submission judged for a queue: its report, or whose fault it is that there is none."""

from __future__ import annotations

import logging
from typing import Any

from grader.errors import BadKey, GraderError
from grader.grade import grade
from grader.queue import GRADER_VERSION
from grader.request import GradingRequest

log = logging.getLogger("grader.worker")


def judged(
    submission: str, lease: str, request: dict[str, Any], out_of_time: type[Exception]
) -> dict[str, Any]:
    """The report as JSON, or {"fault": {"whose", "kind", "message"}}.

    submission, lease   mean nothing here; they stand in the log
    out_of_time         what the queue raises when a task takes too long

    MemoryError must not leave this function: Celery's parent process would end with it, and so
    would the next one.
    """
    try:
        report = grade(GradingRequest.from_json(request)).to_json()
        return {**report, "grader": GRADER_VERSION}
    except MemoryError:
        return _fault("machine", "MemoryError", "The grader ran out of memory.", submission)
    except out_of_time:
        return _fault("machine", "TimeLimit", "The grader ran out of time.", submission)
    except BadKey as error:
        return _fault("author", "BadKey", str(error), submission)
    except GraderError as error:
        return _fault("machine", type(error).__name__, str(error), submission)
    except Exception as error:  # a defect of ours is reported as ours, never as "wrong"
        log.exception("grading broke submission=%s lease=%s", submission, lease)
        return _fault("machine", type(error).__name__, str(error), submission)


def _fault(whose: str, kind: str, message: str, submission: str) -> dict[str, Any]:
    log.error("%s submission=%s %s", kind, submission, message)
    return {"fault": {"whose": whose, "kind": kind, "message": message[:2000]}}
