"""Logging: one line an event, with the submission it is about where there is one."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

#: What `logger.info(…, extra={…})` may add to a line.
EXTRAS: Final = ("submission", "lease", "learner", "exercise")


class Line(logging.Formatter):
    """`INFO campus.learning verdict recorded submission=…`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        said = "".join(f" {name}={value}" for name, value in _extras(record).items())
        return super().format(record) + said


class JsonLine(logging.Formatter):
    """The same as one JSON object, for collectors."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def _extras(record: logging.LogRecord) -> dict[str, str]:
    return {name: str(getattr(record, name)) for name in EXTRAS if hasattr(record, name)}


def logging_of(level: str, *, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, which whoever starts us keeps."""
    form = "campus.logs.JsonLine" if as_json else "campus.logs.Line"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": form}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
        },
    }
