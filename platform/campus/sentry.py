"""Errors to Sentry, where a site asks for it: SENTRY_DSN, and the package `sentry-sdk` beside ours.

It is no dependency of ours: most sites need none, and whoever wants it knows its version. What
leaves the house is the error, where it happened and which release; no answer, no person.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured

#: Parts of an event that hold what people typed or who they are.
PRIVATE = ("request", "user", "breadcrumbs", "server_name")


def begin(dsn: str, release: str = "") -> bool:
    """Report errors from here on; False without a DSN. Raises ImproperlyConfigured where the
    package is missing: a site that believes it is watched must be."""
    if not dsn:
        return False
    try:
        sentry = import_module("sentry_sdk")
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set and sentry-sdk is not installed: pip install 'lemma[sentry]'"
        ) from error
    sentry.init(
        dsn=dsn,
        release=release or None,
        send_default_pii=False,
        include_local_variables=False,
        before_send=without_people,
    )
    return True


def without_people(event: dict[str, Any], hint: dict[str, Any] | None = None) -> dict[str, Any]:
    """The event without what somebody typed or is; the submission's id stays: it names nobody.

    >>> without_people({"message": "a", "user": {"id": 3}, "extra": {"submission": "7", "text": 1}})
    {'message': 'a', 'extra': {'submission': '7'}}
    """
    kept = {name: value for name, value in event.items() if name not in PRIVATE}
    if "extra" in kept:
        known = ("submission", "lease", "exercise")
        kept["extra"] = {name: kept["extra"][name] for name in known if name in kept["extra"]}
    return kept
