"""What the process is told from outside: small readers that fail with a sentence, never later."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes or a no; anything else is refused, so that `DEBUG=flase` cannot mean yes."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither yes (1) nor no (0).")


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, at least `least`."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or int(raw) < least:
        raise ImproperlyConfigured(f"{name}={raw!r} must be a whole number of at least {least}.")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str, options: Mapping[str, str]) -> dict[str, Any]:
    """Django's entry for a PostgreSQL address, {} when there is none.

    options   server settings of each session, such as {"statement_timeout": "5000"}

    Without an entry Django itself refuses the first query; what needs no database, such as a
    type checker that imports the settings, goes on. Any other database is refused here.
    """
    address = text(name)
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must begin with postgresql://, not {parts.scheme}://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            **dict(parse_qsl(parts.query)),
            "options": " ".join(f"-c {key}={value}" for key, value in options.items()),
            "connect_timeout": "5",
            "prepare_threshold": 2,  # for `campus.prepared`; Django's own cursors never prepare
        },
    }


def next_redis_database(address: str) -> str:
    """The same server with the numbered database after this one."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{int(parts.path.lstrip('/') or 0) + 1}"))


def redis_address(name: str) -> str:
    address = text(name)
    if address and urlsplit(address).scheme not in ("redis", "rediss", "unix"):
        raise ImproperlyConfigured(f"{name} must begin with redis:// or rediss://.")
    return address


def mail(name: str, default: str) -> dict[str, Any]:
    """Django's settings for an address that mail goes out by.

    smtp://user:password@host:587   with STARTTLS; smtps:// encrypts from the first byte
    file:///folder                  a file for each mail, for a site on one's own machine
    console:                        into the log
    """
    address = text(name) or default
    parts = urlsplit(address)
    backends = {"smtp": "smtp", "smtps": "smtp", "file": "filebased", "console": "console"}
    if parts.scheme not in backends:
        raise ImproperlyConfigured(
            f"{name} must begin with smtp://, smtps://, file:// or console:, not {address!r}."
        )
    found: dict[str, Any] = {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backends[parts.scheme]}.EmailBackend"
    }
    if parts.scheme == "file":
        return found | {"EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme == "console":
        return found
    return found | {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
    }
