"""The page for what we did not foresee: broken (500), or away for a moment (503).

A database or cache that restarts is back in seconds: whoever asked is told to try again, pages
that were only read load themselves anew, and watchers see that nothing is broken.
"""

from __future__ import annotations

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import get_template
from redis.exceptions import ConnectionError as CacheAway
from redis.exceptions import TimeoutError as CacheSlow

RETRY_S: Final = 3
#: PostgreSQL's codes for "not now": shutting down, starting up, no connection left, lock not had.
NOT_NOW: Final = ("57P", "08", "53300", "55P03", "40P01", "40001")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of exceptions nobody caught; called while one is being handled."""
    if not away(sys.exception()):
        return HttpResponseServerError(get_template("500.html").render())
    reads = request.method in ("GET", "HEAD")
    page = get_template("503.html").render({"reads": reads, "seconds": RETRY_S})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_S)})


def away(error: BaseException | None) -> bool:
    """Whether database or cache could not be reached; a statement that took too long could."""
    if isinstance(error, CacheAway | CacheSlow):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = getattr(error.__cause__, "sqlstate", None)
    return code is None or code.startswith(NOT_NOW)
