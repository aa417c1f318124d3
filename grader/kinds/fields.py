"""A key's fields, read one by one; what is missing, unknown or of a wrong type is a BadKey."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from grader.errors import BadKey

# What only the page needs may ride along in a key; no kind judges by it.
FOR_THE_PAGE = frozenset({"kind", "label", "rows", "cols", "options", "placeholder", "size"})


def as_object(value: Any) -> Any:
    """The object that a text such as `{"n": "natural"}` spells; other values as they are."""
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise BadKey(f"{value!r} is no JSON object: {error}") from error


class Fields:
    """The fields of one key. Every getter marks its field as known; `done` refuses the rest."""

    def __init__(self, kind: str, raw: Mapping[str, Any]) -> None:
        self.kind = kind
        self.raw = raw
        self.known: set[str] = set(FOR_THE_PAGE)

    def get(self, name: str, default: Any = None) -> Any:
        self.known.add(name)
        value = self.raw.get(name)
        return default if value is None else value

    def text(self, name: str, default: str | None = None) -> str:
        """A text; numbers are taken as texts too, so that `value: 3` is no trap for authors."""
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self.wrong(name, "must be a text" if value is not None else "is missing")
        return str(value)

    def number(self, name: str, *, low: float = 0.0) -> float | None:
        value = self.get(name)
        if value is None:
            return None
        try:
            number = float("nan") if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not low <= number < float("inf"):
            raise self.wrong(name, f"must be a number of at least {low:g}")
        return number

    def whole(self, name: str, default: int | None = None, *, low: int = 0) -> int | None:
        value = self.get(name, default)
        if value is None:
            return None
        if isinstance(value, bool) or not str(value).lstrip("-").isdigit() or int(value) < low:
            raise self.wrong(name, f"must be a whole number of at least {low}")
        return int(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.get(name, default)
        if value in (True, "true", "yes"):
            return True
        if value in (False, "false", "no"):
            return False
        raise self.wrong(name, "must be true or false")

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise self.wrong(name, f"must be one of {', '.join(allowed)}")
        return value

    def words(self, name: str) -> tuple[str, ...] | None:
        """A list of texts, or one text with commas between them; None if the field is absent."""
        value = self.get(name)
        if value is None:
            return None
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, (list, tuple)) or not all(isinstance(p, str) for p in parts):
            raise self.wrong(name, "must be a list of texts")
        return tuple(part.strip() for part in parts if part.strip())

    def table(self, name: str) -> Mapping[str, Any]:
        """An object, or the text of one: exercises write their options as texts."""
        value = as_object(self.get(name, {}))
        if not isinstance(value, Mapping):
            raise self.wrong(name, "must be an object")
        return value

    def numbers(self, name: str, default: float) -> list[float]:
        """One number or several: 1, [1, 2], "1, 2"."""
        value = self.get(name, default)
        parts = value.split(",") if isinstance(value, str) else value
        parts = parts if isinstance(parts, list) else [parts]
        try:
            return [float(part) for part in parts]
        except (TypeError, ValueError):
            raise self.wrong(name, "must be a number or a list of numbers") from None

    def done(self) -> None:
        if unknown := sorted(set(self.raw) - self.known):
            raise BadKey(f"a key of kind {self.kind} has no field {', '.join(map(repr, unknown))}")

    def wrong(self, name: str, why: str) -> BadKey:
        return BadKey(f"the field {name!r} of a key of kind {self.kind} {why}")
