"""Is this process alive, and is the site ready to grade? JSON for those who watch it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from campus.accounts.models import User
from campus.demo.people import ADA
from campus.graders import broker, living_graders


class NotReady(Exception):
    """One part is not as it must be; the message says how."""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is looked at."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Every part by name, 503 while one of them is not ready."""
    parts: dict[str, Any] = {}
    ready = True
    for name, look in LOOKS.items():
        try:
            parts[name] = look()
        except (NotReady, DatabaseError, RedisError) as error:
            # The error may name hosts and users; the watcher needs its kind only.
            parts[name] = str(error) if isinstance(error, NotReady) else type(error).__name__
            ready = False
    return JsonResponse(
        {"status": "ok" if ready else "not ready", **parts}, status=200 if ready else 503
    )


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} migrations are to be applied")
    return "ok"


def _broker() -> str:
    with broker() as client:
        client.ping()
    return "ok"


def _graders() -> dict[str, Any]:
    """How many grader processes showed life in the last ten seconds, and their sandboxes."""
    states = living_graders()
    if not states:
        raise NotReady("no grader has shown life in the last 10 seconds")
    return {
        "alive": len(states),
        "sandbox": sorted({state["tier"] for state in states}),
        "reasons": sorted(
            {state["reason"] for state in states} - {""}
        ),  # why none, or not the best
    }


def _demo() -> str:
    """The demo's people are written in one transaction: they are all there, or none."""
    if not settings.DEMO:
        return "none"
    if not User.objects.filter(username=ADA.username).exists():
        raise NotReady("the demo's people and their history are being written")
    return "ok"


LOOKS: dict[str, Callable[[], Any]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "graders": _graders,
    "demo": _demo,
}
